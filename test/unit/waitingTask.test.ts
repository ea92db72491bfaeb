import type { IExecuteData, IExecuteFunctions, INode } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { putToWait, waitingItem, waitingTaskOf } from '../../nodes/execute/waitingTask';
import { pendingTask } from '../../nodes/transport/task';

const shape = {
	output: { form: 'simplified' },
	oneItemPerFile: false,
	downloadFiles: true,
	maximumFileSize: 5,
} as const;

const node = { id: 'n', name: 'Make', disabled: false } as INode;

const pauseIn = async (entry: IExecuteData) => {
	let pausedUntil: Date | undefined;
	const context = {
		getExecuteData: () => entry,
		putExecutionToWait: async (until: Date) => {
			pausedUntil = until;
			await Promise.resolve();
		},
	} as unknown as IExecuteFunctions;
	const items = [waitingItem(pendingTask('a'), families, 0, shape), { json: { done: true } }];
	const output = await putToWait(context, items, new Date(90_000));
	return { items, output, pausedUntil };
};

describe('a paused execution', () => {
	it('stores its tasks and its limit with the items, which are its input from then on', async () => {
		const entry = { node, data: { main: [[{ json: {} }]] }, source: null } as IExecuteData;
		const { pausedUntil } = await pauseIn(entry);
		expect(pausedUntil).toEqual(new Date(90_000));
		const stored = JSON.parse(JSON.stringify(entry.data.main?.[0])) as Array<{ json: object }>;
		expect(stored.map((item) => waitingTaskOf(item as never))).toEqual([
			{ taskId: 'a', itemIndex: 0, format: shape, until: 90_000 },
			undefined,
		]);
	});

	it('has a node of its own: n8n disables it, and other runs share the object', async () => {
		const entry = { node, data: { main: [[]] }, source: null } as IExecuteData;
		const other = { node, data: { main: [[]] }, source: null } as IExecuteData;
		await pauseIn(entry);
		expect(entry.node).toEqual(node);
		entry.node.disabled = true;
		expect(other.node.disabled).toBe(false);
	});

	it('returns other items than it stores, since n8n changes what is returned', async () => {
		const entry = { node, data: { main: [[]] }, source: null } as IExecuteData;
		const { output } = await pauseIn(entry);
		const stored = entry.data.main?.[0] ?? [];
		expect(output).toHaveLength(2);
		output.forEach((item) => expect(stored).not.toContain(item));
	});
});
