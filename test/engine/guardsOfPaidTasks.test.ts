import type { INode } from 'n8n-workflow';

import { imagine, items, locator, openSetting, ORIGIN, reroll, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const made = () => setting.piApi.ledger.createdTasks();
const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 50 };
const promptOf = '={{ "prompt " + $json.number }}';

it('does not take the task of an equal item whose answer is still in flight', async () => {
	setting.piApi.fault({ on: 'create', when: (count) => count % 2 === 0, kind: 'resetAfter' });
	setting.piApi.fault({ on: 'create', when: 'all', kind: 'slowBody', seconds: 30 });
	const run = await setting.run(imagine('the same fox'), { items: items(8) });
	expect(run.error).toBeUndefined();
	expect(made()).toHaveLength(8);
	expect(new Set(run.output.map(({ json }) => json.taskId)).size).toBe(8);
	expect(setting.lostTasks(run)).toEqual([]);
});

it('a retry does not take the task that the first try made for an equal item', async () => {
	setting.piApi.fault({ on: 'create', when: (count) => count === 2, kind: 'resetAfter' });
	setting.piApi.fault({ on: 'history', when: 'all', times: 40, kind: 'badGateway' });
	const run = await setting.run(imagine('the same fox'), { items: items(3), settings: retry });
	expect(run.error).toBeUndefined();
	expect(made()).toHaveLength(3);
	expect(new Set(run.output.map(({ json }) => json.taskId)).size).toBe(3);
	expect(setting.lostTasks(run)).toEqual([]);
});

it('the time limit counts from the creation, also in a retry', async () => {
	setting.piApi.behaviour.taskSeconds = 180;
	const run = await setting.run(reroll({ taskOptions: { timeout: 100 } }), {
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
	});
	expect(run.error?.message).toContain('Timeout');
	expect(run.error?.description).toContain(made()[0]?.id);
	expect(made()).toHaveLength(1);
});

it('creates a canceled task again', async () => {
	setting.piApi.behaviour.outcome = (_, taskNumber) =>
		taskNumber === 1 ? { status: 'Cancelled' } : 'completed';
	const run = await setting.run(imagine('a fox'), { settings: retry });
	expect(run.error).toBeUndefined();
	expect(made()).toHaveLength(2);
	expect(run.output[0]?.json.taskId).toBe(made()[1]?.id);
});

it('does not take a task of another kind that was asked the same', async () => {
	const { id } = setting.piApi.addTask({
		request: { model: 'midjourney', task_type: 'seed', input: { origin_task_id: ORIGIN } },
		ageSeconds: 0,
	});
	setting.piApi.fault({ on: 'create', when: 'first', kind: 'resetBefore' });
	const run = await setting.run(reroll());
	expect(run.error?.message).toContain('unknown whether the task was created');
	expect(run.error?.description).not.toContain(id);
});

it('creates tasks in each run, also when the first one failed in part', async () => {
	setting.piApi.behaviour.outcome = ({ input }) =>
		input.prompt === 'picture 0' ? { failed: { code: 1, message: 'refused' } } : 'completed';
	const place = (name: string): INode => ({
		id: name,
		name,
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	});
	const node: INode = {
		...place('Pictures'),
		type: 'n8n-nodes-piapi-unified.midjourney',
		parameters: imagine('={{ "picture " + $json.number }}'),
		retryOnFail: true,
		maxTries: 2,
		waitBetweenTries: 10,
		onError: 'continueRegularOutput',
	};
	const to = (...names: string[]) => ({
		main: [names.map((name) => ({ node: name, type: 'main' as const, index: 0 }))],
	});
	const run = await setting.run(
		{},
		{
			items: items(2),
			workflow: {
				nodes: [place('Start'), place('Left'), place('Right'), node],
				connections: { Start: to('Left', 'Right'), Left: to('Pictures'), Right: to('Pictures') },
			},
		},
	);
	expect(run.runsOf('Pictures')).toHaveLength(2);
	const good = made().filter(({ request }) => request.input.prompt === 'picture 1');
	expect(good).toHaveLength(2);
	expect(run.output[1]?.json.taskId).toBe(good[1]?.id);
});

it('a wrong Base URL with Continue is an error of every item', async () => {
	const run = await setting.run(reroll(), {
		items: items(2),
		credentials: { baseUrl: 'api.piapi.ai' },
		settings: { onError: 'continueRegularOutput' },
	});
	expect(run.error).toBeUndefined();
	expect(run.output.map(({ json }) => String(json.error))).toEqual([
		expect.stringContaining('Base URL'),
		expect.stringContaining('Base URL'),
	]);
});

it('a retry counts the tasks that it resumes among the tasks at a time', async () => {
	setting.piApi.behaviour.outcome = ({ input }, taskNumber) =>
		input.prompt === 'prompt 0' && taskNumber <= 2
			? { failed: { code: 1, message: 'refused' } }
			: 'completed';
	setting.piApi.behaviour.taskSeconds = ({ input }) => (input.prompt === 'prompt 1' ? 200 : 5);
	const run = await setting.run(imagine(promptOf, { taskOptions: { maxConcurrentTasks: 2 } }), {
		items: items(4),
		settings: { ...retry, waitBetweenTries: 10 },
	});
	expect(run.error).toBeUndefined();
	expect(setting.piApi.ledger.maxUnfinishedTasks()).toBe(2);
});

it('keeps no record when n8n will not try again', async () => {
	setting.piApi.behaviour.outcome = () => ({ failed: { code: 1, message: 'refused' } });
	const run = await setting.run(imagine(promptOf), {
		items: items(2),
		settings: { onError: 'continueRegularOutput' },
	});
	expect(run.output[0]?.json.error).toContain('refused');
	expect(JSON.stringify(run.context)).not.toContain('piApiRecords');
});

it('a file that cannot be uploaded gives its slot back', async () => {
	setting.piApi.behaviour.uploadAllowed = false;
	const picture = { data: { data: 'AAAA', mimeType: 'image/png', fileName: 'fox.png' } };
	const run = await setting.run(
		{
			operation: 'describe',
			imageUrl: locator('data', 'binary'),
			taskOptions: { maxConcurrentTasks: 1 },
		},
		{
			items: items(3).map(({ json }) => ({ json, binary: picture })),
			settings: { onError: 'continueRegularOutput' },
		},
	);
	expect(run.output.map(({ json }) => String(json.error))).toEqual(
		Array(3).fill(expect.stringContaining('could not be uploaded')),
	);
}, 10_000);

it('a create whose outcome stays unclear gives its slot back', async () => {
	setting.piApi.fault({ on: 'create', when: 'first', kind: 'resetBefore' });
	const run = await setting.run(imagine(promptOf, { taskOptions: { maxConcurrentTasks: 1 } }), {
		items: items(3),
		settings: { onError: 'continueRegularOutput' },
	});
	expect(run.output[0]?.json.error).toContain('unknown whether the task was created');
	expect(run.output.slice(1).map(({ json }) => json.status)).toEqual(['completed', 'completed']);
}, 10_000);
