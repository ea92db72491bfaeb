import type { IDataObject } from 'n8n-workflow';

import { forEachItem } from '../../nodes/execute/pipeline';
import type { ItemOutcome } from '../../nodes/execute/outcome';
import { createProblem } from '../../nodes/transport/problem';
import { settle } from './handClock';
import { runAction } from './runAction';

const problemOf = (message: string) => createProblem({ message, advice: 'Do this.' });
const itemOf = (itemIndex: number): ItemOutcome => [{ json: { itemIndex } }];
const items = (count: number) => Array.from({ length: count }, () => ({ json: {} }));

describe('what is on record', () => {
	const record = (executionId: string) => ({
		sentAt: 1,
		digest: 'a',
		executionId,
		taskId: 'task-1',
	});
	const recording = (outcome: (itemIndex: number) => ItemOutcome) => {
		const found: unknown[] = [];
		const action = forEachItem<number>(({ records, executionId }) => ({
			prepare: (itemIndex) => itemIndex,
			run: async ({ itemIndex }) => {
				found.push(records.find(itemIndex, 'a')?.taskId);
				records.write(itemIndex, record(executionId));
				return await Promise.resolve(outcome(itemIndex));
			},
		}));
		return { action, found };
	};

	it('is forgotten after a run that is done', async () => {
		const kept: IDataObject = {};
		const { action, found } = recording(itemOf);
		await runAction(action, { kept });
		await runAction(action, { kept });
		expect(found).toEqual([undefined, undefined]);
		expect(kept).toEqual({});
	});

	it('is found by the next try of a run that failed', async () => {
		const kept: IDataObject = {};
		const { action, found } = recording(() => problemOf('No'));
		await runAction(action, { kept });
		await runAction(action, { kept });
		expect(found).toEqual([undefined, 'task-1']);
	});

	it('of one pass of a loop is of no other pass, and is found by a try of its own', async () => {
		const kept: IDataObject = {};
		const { action, found } = recording(() => problemOf('No'));
		for (const runIndex of [1, 2, 1]) await runAction(action, { kept, runIndex });
		expect(found).toEqual([undefined, undefined, 'task-1']);
	});

	describe('by a tool of an agent', () => {
		const tool = { type: 'n8n-nodes-piapi-unified.piApiTool' };

		it('is found by its next call after a failure that the agent was told of', async () => {
			const kept: IDataObject = {};
			const { action, found } = recording(() => problemOf('Timeout'));
			const stage = { kept, continueOnFail: true, node: tool };
			await runAction(action, stage);
			await runAction(action, stage);
			expect(found).toEqual([undefined, 'task-1']);
		});

		it('is found by its next call after an error that ended the run', async () => {
			const kept: IDataObject = {};
			const { action, found } = recording(() => problemOf('Timeout'));
			await runAction(action, { kept, node: tool });
			await runAction(action, { kept, node: tool });
			expect(found).toEqual([undefined, 'task-1']);
		});

		it('is forgotten after a call that went well', async () => {
			const kept: IDataObject = {};
			const { action } = recording(itemOf);
			await runAction(action, { kept, continueOnFail: true, node: tool });
			expect(kept).toEqual({});
		});

		it('is of one call alone while both run', async () => {
			const kept: IDataObject = {};
			const found: unknown[] = [];
			const ends: Array<() => void> = [];
			const action = forEachItem<number>(({ records, executionId }) => ({
				prepare: (itemIndex) => itemIndex,
				run: async ({ itemIndex }) => {
					found.push(records.find(itemIndex, 'other')?.taskId);
					records.write(itemIndex, record(executionId));
					await new Promise<void>((resolve) => ends.push(resolve));
					found.push(records.get(itemIndex)?.taskId);
					return itemOf(itemIndex);
				},
			}));
			const runs = [0, 1].map(async () => await runAction(action, { kept, node: tool }));
			for (const [index, run] of runs.entries()) {
				await settle();
				ends[index]?.();
				await run;
			}
			expect(found).toEqual([undefined, undefined, 'task-1', 'task-1']);
			expect(kept).toEqual({});
		});
	});

	it('is nothing where there is no item', async () => {
		const kept: IDataObject = {};
		const { action } = recording(itemOf);
		const stage = { kept, items: [], continueOnFail: true, node: { retryOnFail: true } };
		const { output, error } = await runAction(action, stage);
		expect([output, error]).toEqual([[], undefined]);
		expect(kept).toEqual({});
	});

	it.each([
		[true, 0, 'task-1'],
		[true, 1, undefined],
		[false, 0, undefined],
	])(
		'with Continue, Retry On Fail %p and an error in item %d is %p to the next try',
		async (retryOnFail, wrong, known) => {
			const kept: IDataObject = {};
			const { action, found } = recording((itemIndex) =>
				itemIndex === wrong ? problemOf('No') : itemOf(itemIndex),
			);
			const stage = { kept, items: items(2), continueOnFail: true, node: { retryOnFail } };
			await runAction(action, stage);
			await runAction(action, stage);
			expect(found[2]).toBe(known);
		},
	);
});
