import type { INodeParameters } from 'n8n-workflow';

import { create, imagine } from '../../tools/simulator/call';
import { runResource } from './resources';
import { items, locator, openSetting, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const run = async (operation: string, parameters: INodeParameters = {}, more = {}) =>
	await runResource(setting, 'task', operation, parameters, more);

const made = async (prompt: string, body: object = imagine(prompt)): Promise<string> =>
	(await create(setting.piApi, body)).body.data.task_id;

const kling = (prompt: string) => ({
	model: 'kling',
	task_type: 'video_generation',
	input: { prompt, version: '1.6' },
});

describe('Get', () => {
	it('reads a task of any family, with its result in one place', async () => {
		const id = await made('a fox', kling('a fox'));
		const { output, error } = await run('get', { taskId: locator(id), waitUntilFinished: true });
		expect(error?.message).toBeUndefined();
		expect(output[0]?.json).toMatchObject({ taskId: id, status: 'completed', model: 'kling' });
		expect(output[0]?.json.url).toMatch(/resource-without|works/);
	});
});

describe('Wait for Many', () => {
	it('waits for all side by side and keeps their order', async () => {
		const ids = [await made('a'), await made('b'), await made('c')];
		const { output, error } = await run('wait', { taskIds: ids.join(',\n ') });
		expect(error?.message).toBeUndefined();
		expect(output.map(({ json }) => json.taskId)).toEqual(ids);
		expect(output.map(({ json }) => json.status)).toEqual(Array(3).fill('completed'));
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(Array(3).fill({ item: 0 }));
	});

	it('takes a list of an expression, for each item its own', async () => {
		const ids = [await made('a'), await made('b')];
		const { output } = await run(
			'wait',
			{ taskIds: '={{ $json.number === 0 ? $json.ids : $json.ids[1] }}' },
			{ items: items(2).map(({ json }) => ({ json: { ...json, ids } })) },
		);
		expect(output.map(({ json }) => json.taskId)).toEqual([...ids, ids[1]]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
			{ item: 1 },
		]);
	});

	it('names a failed task and lets it harm no other', async () => {
		setting.piApi.behaviour.outcome = ({ input }) =>
			input.prompt === 'bad' ? { failed: { code: 1, message: 'no foxes left' } } : 'completed';
		const ids = [await made('a'), await made('bad'), await made('c')];
		const stopped = await run('wait', { taskIds: ids.join(' ') });
		expect(stopped.error?.message).toContain('no foxes left');
		expect(stopped.error?.description).toContain(ids[1]);
		const { output } = await run(
			'wait',
			{ taskIds: ids.join(' ') },
			{ settings: { onError: 'continueRegularOutput' } },
		);
		expect(output.map(({ json }) => json.status)).toEqual(['completed', 'failed', 'completed']);
		expect(output[1]?.json.details).toMatchObject({ taskId: ids[1], status: 'failed' });
	});

	it.each([
		['={{ "" }}', 'Task IDs is empty'],
		['../../account', 'is not a valid task ID'],
	])('refuses %p', async (taskIds, text) => {
		const { error } = await run('wait', { taskIds });
		expect(error?.message).toContain(text);
	});

	it('ends at the time limit, with the task in the error or as it is', async () => {
		setting.piApi.behaviour.taskSeconds = 10_000;
		const id = await made('slow');
		const late = await run('wait', { taskIds: id, taskOptions: { timeout: 5 } });
		expect(late.error?.description).toContain(id);
		const { output } = await run('wait', {
			taskIds: id,
			taskOptions: { timeout: 5, onTimeout: 'returnUnfinishedTask' },
		});
		expect(output[0]?.json).toMatchObject({ taskId: id, url: null });
	});
});

describe('Get Many', () => {
	it('lists the tasks, latest first, up to the limit', async () => {
		const ids = [await made('a'), await made('b'), await made('c')];
		const { output, error } = await run('getMany', { limit: 2 });
		expect(error?.message).toBeUndefined();
		expect(output.map(({ json }) => json.taskId)).toEqual([...ids].reverse().slice(0, 2));
		expect(output[0]?.json).toMatchObject({ model: 'mj', taskType: 'imagine' });
	});

	it('reads all pages', async () => {
		for (let count = 0; count < 130; count++) await made(`fox ${count}`);
		const { output } = await run('getMany', { returnAll: true });
		expect(new Set(output.map(({ json }) => json.taskId)).size).toBe(130);
	});

	it('keeps to a family and to a time', async () => {
		await made('a');
		const video = await made('b', kling('b'));
		const { output } = await run('getMany', { options: { historyModel: 'kling' } });
		expect(output.map(({ json }) => json.taskId)).toEqual([video]);
		const none = await run('getMany', { options: { historyAfter: '2099-01-01T00:00:00Z' } });
		expect(none.output).toEqual([]);
		const [request] = setting.piApi.ledger.requestsTo('history').slice(-1);
		expect(request?.query.start_time).toBe('4070908800');
		const wrong = await run('getMany', { options: { historyBefore: 'soon' } });
		expect(wrong.error?.message).toContain('Created Before');
	});
});

describe('Cancel', () => {
	it('cancels a pending task, and many', async () => {
		setting.piApi.behaviour.pendingSeconds = 10_000;
		const ids = [await made('a'), await made('b')];
		const one = await run('cancel', { taskId: locator(ids[0]) });
		expect(one.output[0]?.json).toMatchObject({ canceled: true, taskId: ids[0] });
		const many = await run('cancelMany', {
			createdBefore: '2099-01-01T00:00:00Z',
			cancelModel: 'all',
		});
		expect(many.output[0]?.json.canceled).toBe(true);
		expect(setting.piApi.ledger.requestsTo('cancelMany')).toHaveLength(1);
	});
});

describe('Account', () => {
	it('tells plan, balance and how many tasks may run', async () => {
		setting.piApi.behaviour.accountConcurrency = 7;
		const { output } = await runResource(setting, 'account', 'get');
		expect(output[0]?.json).toMatchObject({
			plan: 'creator',
			balanceUsd: 12.34,
			maxConcurrentTasks: 7,
		});
		expect(output[0]?.json.account).not.toHaveProperty('notification_hook_url');
	});

	it('counts the active tasks', async () => {
		setting.piApi.behaviour.pendingSeconds = 10_000;
		await made('a');
		await made('b', kling('b'));
		const { output } = await runResource(setting, 'account', 'getActiveTasks');
		expect(output[0]?.json).toEqual({
			total: 2,
			models: [
				{ model: 'midjourney', staged: 0, pending: 1, processing: 0, total: 1 },
				{ model: 'kling', staged: 0, pending: 1, processing: 0, total: 1 },
			],
		});
	});
});

describe('File', () => {
	const photo = {
		json: {},
		binary: { data: { data: 'aGVsbG8=', mimeType: 'image/png', fileName: 'fox.png' } },
	};

	it('turns a binary field into a link', async () => {
		const { output } = await runResource(
			setting,
			'file',
			'upload',
			{ binaryField: 'data' },
			{ items: [photo] },
		);
		expect(output[0]?.json).toEqual({
			url: expect.stringContaining('fox.png'),
			fileName: 'fox.png',
			mimeType: 'image/png',
			bytes: 5,
		});
	});

	it('says which plan it needs', async () => {
		setting.piApi.behaviour.uploadAllowed = false;
		const { error } = await runResource(
			setting,
			'file',
			'upload',
			{ binaryField: 'data' },
			{ items: [photo] },
		);
		expect(error?.description).toContain('Creator plan');
	});

	it.each(['={{ "" }}', 'other'])(
		'names the field when it holds no file: %p',
		async (binaryField) => {
			const { error } = await runResource(
				setting,
				'file',
				'upload',
				{ binaryField },
				{ items: [photo] },
			);
			expect(error?.message).toContain('Input Binary Field');
		},
	);
});
