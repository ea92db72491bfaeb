import { imagine, items, openSetting, reroll, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ speed: 10, taskSeconds: 300 });
});

afterEach(async () => await setting.close());

const made = () => setting.piApi.ledger.createdTasks();
const promptOf = '={{ "prompt " + $json.number }}';

describe('a stopped execution', () => {
	it('ends, creates no more tasks and leaves their ids in the log and the console', async () => {
		const started = setting.start(imagine(promptOf, { taskOptions: { maxConcurrentTasks: 4 } }), {
			items: items(10),
		});
		await setting.until(() => made().length === 4);
		started.stop();
		const run = await started.ended;
		expect(run.status).toBe('canceled');
		expect(run.error?.message).toContain('Get Task');
		expect(run.error?.message).not.toMatch(/retry/i);
		await setting.sleep(30_000);
		expect(made()).toHaveLength(4);
		const warnings = run.logs.filter(({ level }) => level === 'warn').map(({ message }) => message);
		for (const { id } of made()) {
			expect(warnings.filter((message) => message.includes(id))).toHaveLength(1);
			expect(JSON.stringify(run.messages)).toContain(id);
		}
		expect(made().every(({ cancelled }) => !cancelled)).toBe(true);
	});

	it('learns the ids of creates that were in flight', async () => {
		setting.piApi.fault({ on: 'create', when: 'all', kind: 'slowBody', seconds: 3 });
		const started = setting.start(imagine(promptOf), { items: items(3) });
		await setting.until(() => made().length === 3);
		started.stop();
		const run = await started.ended;
		await setting.sleep(10_000);
		expect(setting.lostTasks(run)).toEqual([]);
	});

	it('tells of the tasks of the first try when it is stopped before the second', async () => {
		setting.piApi.fault({ on: 'create', when: (count) => count === 3, kind: 'unauthorized' });
		setting.piApi.fault({ on: 'create', when: 'first', kind: 'resetBefore' });
		setting.piApi.fault({ on: 'history', when: 'all', kind: 'badGateway' });
		const started = setting.start(imagine(promptOf, { taskOptions: { maxConcurrentTasks: 4 } }), {
			items: items(4),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 2_000 },
		});
		await setting.until(() => setting.piApi.ledger.requestsTo('history').length > 3);
		await setting.sleep(1_000);
		started.stop();
		const run = await started.ended;
		await setting.sleep(1_000);
		expect(setting.piApi.ledger.requestsTo('create')).toHaveLength(4);
		expect(made()).toHaveLength(2);
		expect(setting.lostTasks(run)).toEqual([]);
		expect(run.logs.map(({ message }) => message).join()).toContain('it is unknown whether');
	});

	it('ends although the create hangs, and says later what became of it', async () => {
		setting.piApi.fault({ on: 'create', when: 'all', kind: 'hang', workDone: true });
		const started = setting.start(reroll());
		await setting.until(() => made().length === 1);
		started.stop();
		const run = await started.ended;
		expect(run.status).toBe('canceled');
		await setting.sleep(90_000);
		expect(run.logs.map(({ message }) => message).join()).toContain(
			'unknown whether the task was created',
		);
		expect(setting.piApi.ledger.requestsTo('create')).toHaveLength(1);
	});

	it('Cancel Tasks on Stop cancels what is still pending, each task', async () => {
		setting.piApi.behaviour.pendingSeconds = 100;
		const started = setting.start(imagine(promptOf, { taskOptions: { cancelTasksOnStop: true } }), {
			items: items(5),
		});
		await setting.until(() => made().length === 5);
		await setting.sleep(2_000);
		started.stop();
		await started.ended;
		await setting.until(() => setting.piApi.ledger.requestsTo('cancel').length === 5);
		await setting.sleep(1_000);
		expect(made().map(({ cancelled }) => cancelled)).toEqual(Array(5).fill(true));
	});

	it('Cancel Tasks on Stop says which tasks could not be canceled', async () => {
		const started = setting.start(reroll({ taskOptions: { cancelTasksOnStop: true } }));
		await setting.until(() => made().length === 1);
		await setting.sleep(2_000);
		started.stop();
		const run = await started.ended;
		await setting.until(() =>
			run.logs.some(({ message }) => message.includes('could not be canceled')),
		);
		expect(run.logs.map(({ message }) => message).join()).toContain(made()[0]?.id);
	});

	it('ends while it waits for a slot', async () => {
		setting.piApi.fault({ on: 'create', when: 'all', kind: 'rateLimited', retryAfter: 3600 });
		const started = setting.start(reroll());
		await setting.until(() => setting.piApi.ledger.requestsTo('create').length > 0);
		started.stop();
		const run = await started.ended;
		expect(run.status).toBe('canceled');
		expect(made()).toEqual([]);
	});
});
