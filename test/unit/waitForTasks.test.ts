import type { IDataObject } from 'n8n-workflow';

import { waitForTasks } from '../../nodes/actions/waitForTasks';
import { families } from '../../nodes/catalog';
import type { Exchange } from '../../nodes/transport/exchange';
import { answeredWith, canceled, connectionWith, refusedWith } from './connectionStage';
import { runAction, type Stage } from './runAction';

const taskOf = (id: string, status = 'completed'): IDataObject => ({
	task_id: id,
	model: 'midjourney',
	task_type: 'imagine',
	status,
	output: { image_url: `https://x.example/${id}.png` },
	error: { message: status === 'failed' ? 'No foxes' : '' },
});

type Answer = (taskId: string) => Exchange | 'never';
const completed: Answer = (taskId) => answeredWith(taskOf(taskId));

async function waitFor(taskIds: unknown, answer = completed, stage: Partial<Stage> = {}) {
	const asked: string[] = [];
	const run = await runAction(waitForTasks(families), {
		...stage,
		parameters: { taskIds, ...stage.parameters },
		connection: {
			...connectionWith({
				getTask: async (taskId) => {
					asked.push(taskId);
					const told = answer(taskId);
					return told === 'never'
						? await new Promise<Exchange>(() => {})
						: await Promise.resolve(told);
				},
			}),
		},
	});
	return { ...run, asked };
}

it.each([
	['a list', ['a', 'b']],
	['a list as JSON', '["a","b"]'],
	['lines', 'a\nb\n'],
	['text with commas', ' a, b,'],
	['a list with one twice', ['a', 'b', 'a']],
])('reads %s', async (_, taskIds) => {
	const { asked, output } = await waitFor(taskIds);
	expect(asked).toEqual(['a', 'b']);
	expect(output.map(({ json, pairedItem }) => [json.taskId, json.status, pairedItem])).toEqual([
		['a', 'completed', { item: 0 }],
		['b', 'completed', { item: 0 }],
	]);
});

it.each([
	['', 'Task IDs is empty'],
	[[], 'Task IDs is empty'],
	[[' '], 'Task IDs is empty'],
	['a, b/c', '"b/c" of Task IDs is not a valid task ID'],
	[['x/'.repeat(100)], `"${'x/'.repeat(40)} …" of Task IDs is not a valid task ID`],
])('asks for nothing with %j', async (taskIds, message) => {
	const { asked, error } = await waitFor(taskIds);
	expect(asked).toEqual([]);
	expect(error?.message).toBe(`${message} [item 0]`);
	expect(error?.description).not.toBe('');
});

it('asks for nothing with a setting that is wrong', async () => {
	const parameters = { taskOptions: { timeout: -1 } };
	const { asked, error } = await waitFor(['a'], completed, { parameters });
	expect(asked).toEqual([]);
	expect(error?.message).toContain('Timeout');
});

const bFails: Answer = (id) => answeredWith(taskOf(id, id === 'b' ? 'failed' : 'completed'));

it('ends with the first task that fails, and waits for no other', async () => {
	const { error } = await waitFor(['a', 'b', 'c'], (id) =>
		id === 'c' ? answeredWith(taskOf(id, 'processing')) : bFails(id),
	);
	expect(error?.description).toContain('Task b.');
	expect(error?.message).toContain('[item 0]');
});

it('tells of a failed task in its own place with Continue', async () => {
	const { output } = await waitFor(['a', 'b', 'c'], bFails, { continueOnFail: true });
	expect(output.map(({ json }) => json.taskId ?? (json.details as IDataObject).taskId)).toEqual([
		'a',
		'b',
		'c',
	]);
	expect(output[1]?.json.error).toContain('No foxes');
});

it('names a task that PiAPI does not know', async () => {
	const { error } = await waitFor(['a'], () => refusedWith('Not found', 'Check it.'));
	expect(error).toMatchObject({
		message: 'Not found [item 0]',
		description: 'Task a. Check it.',
	});
});

it('returns nothing of a task after a stop', async () => {
	const { output, error } = await waitFor(['a'], () => canceled);
	expect([output, error]).toEqual([[], undefined]);
});

it('waits for the tasks of all items', async () => {
	const { output } = await waitFor((i: number) => [`a${i}`, `b${i}`], completed, {
		items: [{ json: {} }, { json: {} }],
	});
	expect(output.map(({ json, pairedItem }) => [json.taskId, pairedItem])).toEqual([
		['a0', { item: 0 }],
		['b0', { item: 0 }],
		['a1', { item: 1 }],
		['b1', { item: 1 }],
	]);
});

it('says which task has no file in its output', async () => {
	const empty: Answer = (taskId) =>
		answeredWith({
			...taskOf(taskId),
			output: taskId === 'b' ? null : { image_url: 'https://x.example/a' },
		});
	expect((await waitFor('a, b', empty)).hints).toEqual([
		'The cost of 2 tasks is unknown.',
		"Item 0: No file found in PiAPI's output of task b. Set Output to Raw to see what PiAPI returned",
	]);
});

it('says what PiAPI says about a completed task without a file', async () => {
	const error = { code: 5, message: 'upstream lost the file' };
	const empty: Answer = (taskId) => answeredWith({ ...taskOf(taskId), output: null, error });
	expect((await waitFor('a', empty)).hints.join()).toContain(
		'of task a. Set Output to Raw to see what PiAPI returned. PiAPI says: upstream lost the file (code 5)',
	);
});

it.each(['processing', 'failed'])(
	'says nothing of the kind about a task that is %s',
	async (status) => {
		const parameters = { taskOptions: { timeout: 1, onTimeout: 'returnUnfinishedTask' } };
		const empty: Answer = (taskId) => answeredWith({ ...taskOf(taskId, status), output: null });
		const { hints } = await waitFor('a', empty, { parameters });
		expect(hints.join()).not.toContain('No file found');
	},
);

it('says what the tasks of all items cost, each once', async () => {
	const usage = { type: 'point', consume: 700_000 };
	const costly: Answer = (taskId) => answeredWith({ ...taskOf(taskId), meta: { usage } });
	const items = [{ json: {} }, { json: {} }];
	const taskIds = (itemIndex: number): string => (itemIndex === 0 ? 'a, b' : 'b, c');
	const { hints } = await waitFor(taskIds, costly, { items });
	expect(hints).toEqual(['3 tasks cost $0.21.']);
});

it('gives the charge of a failed task with its item', async () => {
	const meta = { usage: { type: 'point', consume: 200_000 } };
	const failing: Answer = (taskId) => answeredWith({ ...taskOf(taskId, 'failed'), meta });
	const { output, hints } = await waitFor('a', failing, { continueOnFail: true });
	expect(output[0]?.json).toMatchObject({ taskId: 'a', costUsd: 0.02, details: { costUsd: 0.02 } });
	expect(hints).toEqual(['1 task failed with a charge of $0.02.']);
});
