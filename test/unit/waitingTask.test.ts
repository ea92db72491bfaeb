import type { IExecuteData, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { putToWait, waitingItem, waitingTaskOf } from '../../nodes/execute/waitingTask';
import { problemItem } from '../../nodes/result/problemItem';
import { createProblem } from '../../nodes/transport/problem';
import { pendingTask, readTask } from '../../nodes/transport/task';

const shape = {
	output: { form: 'simplified' },
	oneItemPerFile: false,
	downloadFiles: true,
	maxFileSize: 5,
} as const;

const node = { id: 'n', name: 'Make', disabled: false } as INode;

const done: INodeExecutionData = { json: { done: true } };

const pauseIn = async (entry: IExecuteData, more = [done]) => {
	let pausedUntil: Date | undefined;
	const context = {
		getExecuteData: () => entry,
		putExecutionToWait: async (until: Date) => {
			pausedUntil = until;
			await Promise.resolve();
		},
	} as unknown as IExecuteFunctions;
	const items = [waitingItem(pendingTask('a'), families, 0, shape), ...more];
	const output = await putToWait(context, items, new Date(90_000));
	return { items, output, pausedUntil };
};

describe('an item of an unfinished task', () => {
	it('is one item in its place, whatever files the task has already', () => {
		const task = readTask({
			task_id: 'a',
			model: 'midjourney',
			task_type: 'imagine',
			status: 'processing',
			output: { image_url: 'https://x.example/1.png' },
		});
		const item = task && waitingItem(task, families, 3, { ...shape, oneItemPerFile: true });
		expect(item?.pairedItem).toEqual({ item: 3 });
		expect(item?.json).toMatchObject({ taskId: 'a', status: 'processing' });
		expect(item?.json).not.toHaveProperty('fileIndex');
	});

	it.each<unknown>([undefined, 'a', 5, null, {}, { taskId: 5 }, [{ taskId: 'a' }]])(
		'is none with %j, which another node may have stored',
		(stored) => {
			expect(waitingTaskOf({ json: {}, piApiTask: stored } as never)).toBeUndefined();
		},
	);
});

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

	it('stores a failed item as the error output takes it, where n8n resumes by itself', async () => {
		const failed = problemItem(createProblem({ message: 'No', advice: '', model: 'kling' }), 1);
		const errorOutput: INode = { ...node, onError: 'continueErrorOutput' };
		const entry = { node: errorOutput, data: { main: [[]] }, source: null } as IExecuteData;
		await pauseIn(entry, [failed]);
		expect(Object.keys(entry.data.main?.[0]?.[1]?.json ?? {})).toEqual(['error', 'details']);
		expect(Object.keys(failed.json)).toContain('model');
	});

	it('returns other items than it stores, since n8n changes what is returned', async () => {
		const entry = { node, data: { main: [[]] }, source: null } as IExecuteData;
		const { output } = await pauseIn(entry);
		const stored = entry.data.main?.[0] ?? [];
		expect(output).toHaveLength(2);
		expect(output[1]).toEqual({ json: { done: true } });
		output.forEach((item) => expect(stored).not.toContain(item));
	});
});
