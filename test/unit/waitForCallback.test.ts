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

interface Stage {
	readonly name?: string;
	/** Seconds. */
	readonly timeout?: number;
	/** What happens while a task is downloaded. */
	readonly whileDelivering?: (id: string) => void;
}

/** One item for each age of a task, in seconds; a task waits for 600 s unless the stage says otherwise. */
async function pause(
	ages: ReadonlyArray<number | 'done'>,
	answer: (id: string) => Exchange,
	{ name, timeout = 600, whileDelivering = () => undefined }: Stage = {},
) {
	const waits: Date[] = [];
	const hints: string[] = [];
	const logged: string[] = [];
	const checked: string[] = [];
	const settings = { output: { form: 'simplified' } };
	const connection = connectionWith({
		getTask: async (id) => {
			checked.push(id);
			return await Promise.resolve(answer(id));
		},
	});
	const pace = { typical: SECOND, timeout: timeout * SECOND };
	const prepared = { settings, job: { kind: 'create', name, pace } };
	const open = ages.flatMap((age, itemIndex): Array<[number, CreatedTask]> =>
		age === 'done'
			? []
			: [[itemIndex, { taskId: `task-${itemIndex}`, sentAt: NOW - age * SECOND }]],
	);
	const finished = await waitForCallback({
		run: {
			connections: { secrets: () => ['the key'] },
			context: {
				logger: { info: (text: string) => logged.push(text) },
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
		deliver: async ({ id, status }: Task, _: number, { tried }: ItemFormat) => {
			await Promise.resolve();
			whileDelivering(id);
			return [{ json: { id, status, ...tried } }];
		},
		bill: createBill(),
	} as unknown as Created);
	const items = finished.outcomes.flat() as INodeExecutionData[];
	const output = (await finished.deliver?.(items)) ?? items;
	return {
		output,
		checked,
		hints,
		logged,
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

it('names in the log the tasks that it waits for, without secrets', async () => {
	const { logged } = await pause([5, 'done', 5], processing);
	expect(logged).toEqual([
		'The execution pauses until PiAPI calls back. Its tasks: task-0, task-2.',
	]);
	expect((await pause(['done'], processing)).logged).toEqual([]);
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

it('checks again what is open after each round of downloads: callbacks before the pause are lost', async () => {
	const statuses = new Map([['task-0', 'completed']]);
	const { checked, seconds, output } = await pause(
		[5, 5, 5, 5],
		(id) => statusOf(id, statuses.get(id) ?? 'processing'),
		{
			whileDelivering: (id) => {
				if (id === 'task-0') statuses.set('task-1', 'completed').set('task-2', 'completed');
			},
		},
	);
	const all = ['task-0', 'task-1', 'task-2', 'task-3'];
	expect(checked).toEqual([...all, ...all.slice(1), 'task-3']);
	expect(seconds).toEqual([595]);
	expect(output.map(({ json }) => json.status)).toEqual([
		'completed',
		'completed',
		'completed',
		'processing',
	]);
});

it('does not pause where the last task has finished during the downloads', async () => {
	const statuses = new Map([['task-0', 'completed']]);
	const { seconds } = await pause([5, 5], (id) => statusOf(id, statuses.get(id) ?? 'processing'), {
		whileDelivering: () => void statuses.set('task-1', 'completed'),
	});
	expect(seconds).toEqual([]);
});

it('repeats a check that fails, for some seconds: it may be that of a task whose callbacks are lost', async () => {
	const busy = { ...refusedWith('Later'), outcome: 'busy' as const };
	let tries = 0;
	const { seconds, output } = await pause([5], (id) =>
		++tries < 3 ? busy : statusOf(id, 'completed'),
	);
	expect(seconds).toEqual([]);
	expect(output[0]?.json).toMatchObject({ status: 'completed' });
	const { seconds: pauses, checked } = await pause([5], () => busy);
	expect(pauses).toEqual([595]);
	expect(checked.length).toBeGreaterThan(2);
	expect(checked.length).toBeLessThan(6);
});

it('pauses no longer than n8n can store', async () => {
	const { seconds } = await pause([5], processing, { timeout: 9e12 });
	expect(NOW + (seconds[0] ?? 0) * SECOND).toBe(Date.UTC(3000, 0, 1));
});

it('tells the model that the node chose, whether the task has finished or not', async () => {
	const statuses: Record<string, string> = { 'task-0': 'completed', 'task-1': 'processing' };
	const answer = (id: string): Exchange => statusOf(id, statuses[id] ?? '');
	const { output } = await pause([5, 5], answer, { name: 'Fox 2' });
	const tried = { modelName: 'Fox 2', attempts: [] };
	expect(output.map(({ json }) => json)).toMatchObject([tried, tried]);
	expect(output.flatMap((item) => waitingTaskOf(item)?.format.tried ?? [])).toEqual([tried]);
});
