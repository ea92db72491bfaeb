import type { INodeExecutionData } from 'n8n-workflow';

import type { ItemFormat } from '../../nodes/execute/delivery';
import { createBill } from '../../nodes/execute/bill';
import { waitForCallback } from '../../nodes/execute/waitForCallback';
import { waitingTaskOf } from '../../nodes/execute/waitingTask';
import type { CreatedTask } from '../../nodes/task/createContext';
import { systemClock } from '../../nodes/task/clock';
import type { Exchange } from '../../nodes/transport/exchange';
import type { Task } from '../../nodes/transport/task';
import { answeredWith, connectionWith, refusedWith } from './connectionStage';

type Created = Parameters<typeof waitForCallback>[0];

const NOW = 1_000_000_000_000;
const SECOND = 1000;

beforeEach(() => {
	jest.spyOn(systemClock, 'now').mockReturnValue(NOW);
});
afterEach(() => jest.restoreAllMocks());

const statusOf = (id: string, status: string): Exchange => answeredWith({ task_id: id, status });

/** One item for each age of a task, in seconds; a task waits for 600 s. */
async function pause(
	ages: ReadonlyArray<number | 'done'>,
	answer: (id: string) => Exchange,
	name?: string,
) {
	const waits: Date[] = [];
	const hints: string[] = [];
	const checked: string[] = [];
	const settings = { output: { form: 'simplified' } };
	const connection = connectionWith({
		getTask: async (id) => {
			checked.push(id);
			return await Promise.resolve(answer(id));
		},
	});
	const pace = { typical: SECOND, timeout: 600 * SECOND };
	const prepared = { settings, job: { kind: 'create', name, pace } };
	const open = ages.flatMap((age, itemIndex): Array<[number, CreatedTask]> =>
		age === 'done'
			? []
			: [[itemIndex, { taskId: `task-${itemIndex}`, sentAt: NOW - age * SECOND }]],
	);
	const finished = await waitForCallback({
		run: {
			context: {
				getNode: () => ({ type: 'piApi' }),
				addExecutionHints: ({ message }: { message: string }) => hints.push(message),
				getExecuteData: () => ({ data: {}, node: {} }),
				putExecutionToWait: async (until: Date) => await Promise.resolve(waits.push(until)),
			},
		},
		families: [],
		items: ages.map((_, itemIndex) => ({ itemIndex, connection, prepared })),
		outcomes: ages.map((age) => (age === 'done' ? [{ json: { done: true } }] : undefined)),
		unfinished: new Map(open),
		deliver: async ({ id, status }: Task, _: number, { tried }: ItemFormat) =>
			await Promise.resolve([{ json: { id, status, ...tried } }]),
		bill: createBill(),
	} as unknown as Created);
	const items = finished.outcomes.flat() as INodeExecutionData[];
	const output = (await finished.deliver?.(items)) ?? items;
	return {
		output,
		checked,
		hints,
		seconds: waits.map((until) => (until.getTime() - NOW) / SECOND),
	};
}

const processing = (id: string): Exchange => statusOf(id, 'processing');

it('pauses until the time limit of the last task', async () => {
	const { seconds, output, hints } = await pause([100, 20], processing);
	expect(hints).toEqual([]);
	expect(seconds).toEqual([580]);
	expect(output.map((item) => waitingTaskOf(item)?.taskId)).toEqual(['task-0', 'task-1']);
});

it('pauses for a minute at least: n8n resumes what is due once a minute', async () => {
	expect((await pause([599], processing)).seconds).toEqual([60]);
});

it('does not pause where all tasks have finished in the meantime', async () => {
	const { seconds, output, hints } = await pause([5, 'done'], (id) => statusOf(id, 'completed'));
	expect(hints).toEqual(['The cost of 1 task is unknown.']);
	expect(seconds).toEqual([]);
	expect(output.map(({ json }) => json)).toEqual([
		{ id: 'task-0', status: 'completed' },
		{ done: true },
	]);
});

it('checks each unfinished task once, and pauses also where that fails', async () => {
	const { seconds, checked, output } = await pause([5, 'done'], () => refusedWith('No'));
	expect(checked).toEqual(['task-0']);
	expect(seconds).toEqual([595]);
	expect(output[0]?.json).toMatchObject({ taskId: 'task-0', status: 'pending' });
	expect(output[1]?.json).toEqual({ done: true });
});

it('tells the model that the node chose, whether the task has finished or not', async () => {
	const statuses: Record<string, string> = { 'task-0': 'completed', 'task-1': 'processing' };
	const answer = (id: string): Exchange => statusOf(id, statuses[id] ?? '');
	const { output } = await pause([5, 5], answer, 'Fox 2');
	const tried = { modelName: 'Fox 2', attempts: [] };
	expect(output.map(({ json }) => json)).toMatchObject([tried, tried]);
	expect(output.flatMap((item) => waitingTaskOf(item)?.format.tried ?? [])).toEqual([tried]);
});
