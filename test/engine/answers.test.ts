import type { Fault } from '../../tools/simulator/faults';
import { imagine, items, locator, NO_DOWNLOAD, openSetting, reroll, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const made = () => setting.piApi.ledger.createdTasks();

describe('looks that go wrong', () => {
	const faults: Array<[string, Omit<Fault, 'on' | 'when'>]> = [
		['500', { kind: 'serverError' }],
		['502 page', { kind: 'badGateway' }],
		['503 page', { kind: 'unavailable' }],
		['429', { kind: 'rateLimited', retryAfter: 1 }],
		['reset', { kind: 'resetBefore' }],
		['hang', { kind: 'hang' }],
		['broken JSON', { kind: 'brokenJson' }],
		['empty body', { kind: 'emptyBody' }],
		['no data', { kind: 'wrongShape', shape: 'dataNull' }],
		['no status', { kind: 'wrongShape', shape: 'statusMissing' }],
		['not found', { kind: 'notFound' }],
		['not authorised', { kind: 'unauthorized' }],
		['code 500 inside 200', { kind: 'code500Inside200' }],
	];

	it.each(faults)('%s: nothing is lost', async (_, fault) => {
		setting.piApi.fault({ on: 'status', when: 'everyThird', ...fault });
		setting.piApi.fault({ on: 'status', when: 'first', ...fault });
		const run = await setting.run(imagine('={{ "a " + $json.number }}'), { items: items(6) });
		expect(run.error).toBeUndefined();
		expect(run.output.map(({ json }) => json.status)).toEqual(Array(6).fill('completed'));
		expect(made()).toHaveLength(6);
		expect(setting.lostTasks(run)).toEqual([]);
	});

	it('a key that is revoked while it waits ends in an error at the time limit that names task and key', async () => {
		setting.piApi.fault({ on: 'status', when: 'all', kind: 'unauthorized' });
		const run = await setting.run(reroll({ taskOptions: { timeout: 90 } }));
		expect(run.error?.message).toContain('90 seconds (Timeout)');
		expect(run.error?.description).toContain(made()[0]?.id);
		expect(run.error?.description).toContain('API key');
	});
});

describe('answers in unusual form', () => {
	it.each(['statusCapitalised', 'errorMissing', 'errorNull', 'metaEmpty'] as const)(
		'%s is understood',
		async (shape) => {
			setting.piApi.fault({ on: 'status', when: 'all', kind: 'wrongShape', shape });
			const run = await setting.run(reroll());
			expect(run.error).toBeUndefined();
			expect(run.output[0]?.json).toMatchObject({ status: 'completed', taskId: made()[0]?.id });
		},
	);

	it('output: null is a result without files', async () => {
		setting.piApi.fault({ on: 'status', when: 'all', kind: 'wrongShape', shape: 'outputNull' });
		const run = await setting.run(reroll());
		expect(run.output[0]?.json).toMatchObject({ url: null, files: [], output: {} });
	});

	it('an unknown status means that the task runs, until PiAPI says when it ended', async () => {
		setting.piApi.behaviour.taskSeconds = 20;
		setting.piApi.fault({ on: 'status', when: 'all', kind: 'wrongShape', shape: 'statusUnknown' });
		const run = await setting.run(reroll());
		expect(run.output[0]?.json.status).toBe('completed');
		expect(setting.piApi.ledger.statusRequestsOf(made()[0]?.id ?? '').length).toBeGreaterThan(1);
	});

	it.each(['cancelled', 'Canceled'])('%s ends the task', async (status) => {
		setting.piApi.behaviour.outcome = () => ({ status });
		const run = await setting.run(reroll());
		expect(run.error?.message).toContain('canceled');
		expect(run.error?.description).toContain(made()[0]?.id);
	});

	it('a failed task without a reason still is an error with its id', async () => {
		setting.piApi.behaviour.outcome = () => ({ failed: { code: 0, message: '' } });
		const run = await setting.run(reroll());
		expect(run.error?.message).toContain('failed without a reason');
		expect(run.error?.description).toContain(made()[0]?.id);
	});
});

describe('Timeout', () => {
	beforeEach(() => {
		setting.piApi.behaviour.taskSeconds = 100;
	});

	it('is an error that names the task and says how to fetch it', async () => {
		const run = await setting.run(reroll({ taskOptions: { timeout: 20 } }));
		expect(run.error?.message).toContain('20 seconds');
		expect(run.error?.description).toContain(made()[0]?.id);
		expect(run.error?.description).toContain('Get Task');
	});

	it('gives back the unfinished task when asked', async () => {
		const run = await setting.run(
			reroll({ taskOptions: { timeout: 20, onTimeout: 'returnUnfinishedTask' } }),
		);
		expect(run.error).toBeUndefined();
		expect(run.output[0]?.json).toMatchObject({ taskId: made()[0]?.id, status: 'processing' });
	});

	it('counts although PiAPI asks to wait for an hour before the next check', async () => {
		setting.piApi.fault({ on: 'status', when: 'all', kind: 'rateLimited', retryAfter: 3600 });
		const run = await setting.run(reroll({ taskOptions: { timeout: 20 } }));
		expect(run.error?.message).toContain('Timeout');
		expect(run.error?.description).toContain(made()[0]?.id);
		expect(setting.piApi.ledger.requestsTo('status')).toHaveLength(1);
	});

	it('then Retry On Fail resumes the task', async () => {
		setting.piApi.behaviour.taskSeconds = 40;
		const run = await setting.run(reroll({ taskOptions: { timeout: 20 } }), {
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1000 },
		});
		expect(run.error).toBeUndefined();
		expect(run.output[0]?.json.taskId).toBe(made()[0]?.id);
		expect(made()).toHaveLength(1);
	});
});

describe('Do Not Wait', () => {
	it('returns the new task at once', async () => {
		const run = await setting.run(reroll({ taskOptions: { waitForResult: 'doNotWait' } }), {
			items: items(3),
		});
		expect(run.output.map(({ json }) => json.status)).toEqual(Array(3).fill('pending'));
		expect(run.output.map(({ json }) => json.taskId)).toEqual(made().map(({ id }) => id));
		expect(setting.piApi.ledger.requestsTo('status')).toEqual([]);
	});
});

describe('Get Task', () => {
	const get = (more: object = {}) => ({
		operation: 'getTask',
		taskId: locator('={{ $json.taskId }}'),
		...NO_DOWNLOAD,
		...more,
	});

	it('reads many, as they are', async () => {
		const tasks = ['completed', 'failed', 'processing', 'pending'].map((state) =>
			setting.piApi.addTask({ state }),
		);
		const run = await setting.run(get(), {
			items: tasks.map(({ id }) => ({ json: { taskId: id } })),
		});
		expect(run.error).toBeUndefined();
		expect(run.output.map(({ json }) => [json.taskId, json.status])).toEqual(
			tasks.map(({ id, status }) => [id, status]),
		);
		expect(run.output[1]?.json).toMatchObject({ failure: 'task failed (code 10000)' });
	});

	it('waits for tasks that other workflows made', async () => {
		const tasks = [5, 25].map((secondsLeft) =>
			setting.piApi.addTask({ state: 'processing', secondsLeft, ageSeconds: 9000 }),
		);
		const run = await setting.run(get({ waitUntilFinished: true }), {
			items: tasks.map(({ id }) => ({ json: { taskId: id } })),
		});
		expect(run.error).toBeUndefined();
		expect(run.output.map(({ json }) => json.status)).toEqual(['completed', 'completed']);
	});

	it('that is awaited and fails is an error', async () => {
		const { id } = setting.piApi.addTask({ state: 'failed' });
		const run = await setting.run(get({ waitUntilFinished: true }), {
			items: [{ json: { taskId: id } }],
		});
		expect(run.error?.message).toBe('task failed (code 10000) [item 0]');
		expect(run.error?.description).toContain(id);
	});

	it('of an unknown task is an error at once', async () => {
		const run = await setting.run(get(), {
			items: [{ json: { taskId: 'd3b07384-0000-4000-8000-000000000000' } }],
		});
		expect(run.error?.description).toContain('d3b07384');
		expect(run.error).toMatchObject({ httpCode: '404' });
		expect(setting.piApi.ledger.requestsTo('status')).toHaveLength(1);
	});

	it.each(['../account/info', 'a/b', 'a?b', '', 'ü', '{"x":1}'])(
		'refuses "%s" as a task ID',
		async (taskId) => {
			const run = await setting.run(get(), { items: [{ json: { taskId } }] });
			expect(run.error?.message).toContain('Task');
			expect(setting.piApi.ledger.requests).toEqual([]);
		},
	);
});

describe('Cancel', () => {
	it('Cancel Task cancels a pending task and says so', async () => {
		const { id } = setting.piApi.addTask({ state: 'pending' });
		const run = await setting.run({ operation: 'cancelTask', taskId: locator(id) });
		expect(run.output[0]?.json).toMatchObject({ canceled: true, taskId: id });
		expect(setting.piApi.ledger.task(id)?.cancelled).toBe(true);
	});

	it('Cancel Task of a running task is an error that says why', async () => {
		const { id } = setting.piApi.addTask({ state: 'processing' });
		const run = await setting.run({ operation: 'cancelTask', taskId: locator(id) });
		expect(run.error?.description).toContain('still pending');
		expect(run.error?.message).toContain(id);
	});

	it('Cancel Many Tasks cancels what is older than the time', async () => {
		const old = setting.piApi.addTask({ state: 'pending', ageSeconds: 3600 });
		const young = setting.piApi.addTask({ state: 'pending', ageSeconds: 10 });
		const createdBefore = new Date((old.createdAt + young.createdAt) / 2).toISOString();
		const run = await setting.run({
			operation: 'cancelManyTasks',
			createdBefore,
			cancelModel: 'midjourney',
		});
		expect(run.output[0]?.json).toMatchObject({ canceled: true, model: 'midjourney' });
		expect([old.cancelled, young.cancelled]).toEqual([true, false]);
	});

	it.each(['', 'soon'])('Cancel Many Tasks refuses "%s" as a time', async (moment) => {
		const createdBefore = `={{ ${JSON.stringify(moment)} }}`;
		const run = await setting.run({ operation: 'cancelManyTasks', createdBefore });
		expect(run.error?.message).toContain('Created Before');
		expect(setting.piApi.ledger.requests).toEqual([]);
	});
});
