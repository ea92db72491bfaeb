import { followTasks } from '../../nodes/actions/taskActions';
import { acme } from '../catalog/acme';
import { ExecutionStage, refusing, type Given } from './executionStage';

let stage: ExecutionStage;

beforeEach(() => {
	stage = new ExecutionStage();
	stage.useClock();
});
afterEach(() => jest.restoreAllMocks());

const getting = (taskId: unknown, parameters = {}, more: Given = {}): Given => ({
	parameters: { resource: 'task', operation: 'get', taskId, ...parameters },
	nodeActions: { families: [acme], actions: { task: { get: followTasks([acme], 'video') } } },
	...more,
});

it.each<[string, unknown, string]>([
	['an ID', 'task-1', 'task-1'],
	['an ID with spaces', ' task-1 ', 'task-1'],
	['a number', 5, '5'],
	['a task from the list', { __rl: true, mode: 'list', value: 'task-1' }, 'task-1'],
])('reads %s', async (_, taskId, id) => {
	const { output } = await stage.run(getting(taskId));
	expect(output).toMatchObject([{ json: { taskId: id, status: 'completed' } }]);
	expect(stage.requests).toEqual([`GET /api/v1/task/${id}`]);
});

it.each<[unknown, string]>([
	['', 'Task is empty [item 0]'],
	[' ', 'Task is empty [item 0]'],
	[null, 'Task is empty [item 0]'],
	[{ a: 1 }, 'Task is empty [item 0]'],
	['a/b', 'Task "a/b" is not a valid task ID [item 0]'],
	['x/'.repeat(100), `Task "${'x/'.repeat(40)} …" is not a valid task ID [item 0]`],
])('asks for nothing with %j', async (taskId, message) => {
	const { error } = await stage.run(getting(taskId));
	expect(error?.message).toBe(message);
	expect(error?.description).not.toBe('');
	expect(stage.requests).toEqual([]);
});

it('returns an unfinished task as it is', async () => {
	stage.statuses.set('task-1', 'processing');
	const { output } = await stage.run(getting('task-1'), 0);
	expect(output).toMatchObject([{ json: { taskId: 'task-1', status: 'processing' } }]);
});

it('waits for it with Wait Until Finished', async () => {
	stage.statuses.set('task-1', 'processing');
	const { result } = stage.start(getting('task-1', { waitUntilFinished: true }));
	await stage.clock.advance(10_000);
	expect(result.output).toBeUndefined();
	stage.statuses.set('task-1', 'completed');
	await stage.clock.advance(60_000);
	expect(result.output).toMatchObject([{ json: { status: 'completed' } }]);
});

it('returns the unfinished task at the Timeout where that is chosen', async () => {
	stage.statuses.set('task-1', 'processing');
	const taskOptions = { timeout: 20, onTimeout: 'returnUnfinishedTask' };
	const parameters = { waitUntilFinished: true, taskOptions };
	const { output } = await stage.run(getting('task-1', parameters), 40);
	expect(output).toMatchObject([{ json: { status: 'processing' } }]);
});

it('never cancels the task of a stopped execution unless that is chosen', async () => {
	stage.statuses.set('task-1', 'processing');
	const { cancel } = stage.start(getting('task-1', { waitUntilFinished: true }));
	await stage.clock.advance(5_000);
	cancel();
	await stage.clock.advance(1_000);
	expect(stage.requests.filter((request) => request.startsWith('DELETE'))).toEqual([]);
	expect(stage.warnings).toEqual([]);
});

it('tells nothing of the service that PiAPI may no longer offer', async () => {
	stage.answer = () => refusing(404, 'task not found');
	const { error } = await stage.run(getting('task-1'));
	expect(error?.description).toContain('task-1');
	expect(error?.description).not.toContain('made up');
});

it('reads the tasks of all items, each in its place', async () => {
	const taskOf = (item: number): string => (item === 1 ? 'a/b' : `task-${item}`);
	const { output } = await stage.run(getting(taskOf, {}, { items: 3, continueOnFail: true }));
	expect(output?.map(({ json, pairedItem }) => [json.taskId, pairedItem])).toEqual([
		['task-0', { item: 0 }],
		[undefined, { item: 1 }],
		['task-2', { item: 2 }],
	]);
	expect(stage.requests).not.toContain('GET /account/info');
});
