import type { Fault } from '../../tools/simulator/faults';
import { bodies, imagine, items, openSetting, reroll, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const made = () => setting.piApi.ledger.createdTasks();
const creates = () => setting.piApi.ledger.requestsTo('create');
const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 50 };
const failing = (fault: Omit<Fault, 'on'>): void => setting.piApi.fault({ on: 'create', ...fault });
const promptOf = '={{ "prompt " + $json.number }}';

describe('a refused create', () => {
	it("is an error with PiAPI's words and what to do, and creates no task", async () => {
		failing({ when: 'all', kind: 'refusedInside200', code: 402, message: 'not enough credits' });
		const run = await setting.run(reroll());
		expect(run.error?.message).toBe('not enough credits [item 0]');
		expect(run.error?.description).toContain('Top up');
		expect(run.error).toMatchObject({ httpCode: '402', context: { itemIndex: 0 } });
		expect(creates()).toHaveLength(1);
		expect(made()).toHaveLength(0);
	});

	it.each([
		['unauthorized', 'API key'],
		['notFound', 'Base URL'],
	] as const)('%s says what to check', async (kind, advice) => {
		failing({ when: 'all', kind });
		const run = await setting.run(reroll());
		expect(run.error?.description).toContain(advice);
		expect(creates()).toHaveLength(1);
	});

	it('is created again by a retry', async () => {
		failing({ when: 'first', kind: 'refusedInside200' });
		const run = await setting.run(reroll(), { settings: retry });
		expect(run.error).toBeUndefined();
		expect(made()).toHaveLength(1);
	});
});

describe('a busy PiAPI', () => {
	it.each([
		['429', { kind: 'rateLimited' }],
		['429 with Retry-After', { kind: 'rateLimited', retryAfter: 2 }],
		['429 inside 200', { kind: 'refusedInside200', code: 429 }],
		['503 with Retry-After', { kind: 'unavailableRetry', retryAfter: 1 }],
	] as const)('%s: waits and sends again', async (_, fault) => {
		failing({ when: (count) => count <= 3, ...fault });
		const run = await setting.run(imagine(promptOf), { items: items(4) });
		expect(run.error).toBeUndefined();
		expect(run.output.map(({ json }) => json.status)).toEqual(Array(4).fill('completed'));
		expect(made()).toHaveLength(4);
		expect(creates()).toHaveLength(7);
	});

	it('creates no more tasks at a time than PiAPI takes, and keeps the order', async () => {
		setting.piApi.behaviour.maxConcurrent = 3;
		const run = await setting.run(imagine(promptOf), { items: items(12) });
		expect(run.error).toBeUndefined();
		expect(
			run.output.map(({ json }) => (json.output as { image_url: string }).image_url),
		).toHaveLength(12);
		expect(setting.piApi.ledger.maxUnfinishedTasks()).toBeLessThanOrEqual(3);
		expect(made()).toHaveLength(12);
		const prompts = run.output.map(
			({ json }) => setting.piApi.ledger.task(String(json.taskId))?.request.input.prompt,
		);
		expect(prompts).toEqual(items(12).map(({ json }) => `prompt ${json.number}`));
	});

	it('begins with what the account allows, and tries more later', async () => {
		setting.piApi.behaviour.accountConcurrency = 2;
		setting.piApi.behaviour.taskSeconds = 100;
		await setting.run(imagine(promptOf), { items: items(6) });
		expect(setting.piApi.ledger.requestsTo('account')).toHaveLength(1);
		const kinds = setting.piApi.ledger.requests.map(({ kind }) => kind);
		const beforeFirstLook = kinds.slice(0, kinds.indexOf('status'));
		// Without the account's word all six would have been made by then.
		expect(beforeFirstLook.filter((kind) => kind === 'create').length).toBeLessThan(6);
		expect(made()).toHaveLength(6);
		expect(setting.piApi.ledger.maxUnfinishedTasks()).toBeGreaterThan(2);
	});

	it('never has more tasks at a time than the user allows', async () => {
		await setting.run(imagine(promptOf, { taskOptions: { maxConcurrentTasks: 2 } }), {
			items: items(7),
		});
		expect(setting.piApi.ledger.maxUnfinishedTasks()).toBeLessThanOrEqual(2);
		expect(setting.piApi.ledger.requestsTo('account')).toHaveLength(0);
		expect(made()).toHaveLength(7);
	});
});

describe('an answer that never came', () => {
	const afterMade: Array<[string, Omit<Fault, 'on' | 'when'>]> = [
		['reset after', { kind: 'resetAfter' }],
		['hang', { kind: 'hang', workDone: true }],
		['broken JSON', { kind: 'brokenJson' }],
		['empty body', { kind: 'emptyBody' }],
		['gateway 502', { kind: 'badGateway', workDone: true }],
		['gateway 503 without Retry-After', { kind: 'unavailable', workDone: true }],
		['500', { kind: 'serverError', workDone: true }],
		['no task id', { kind: 'wrongShape', shape: 'taskIdMissing' }],
		['no data', { kind: 'wrongShape', shape: 'dataNull' }],
	];

	it.each(afterMade)('%s: the task is found in the history and resumed', async (_, fault) => {
		failing({ when: 'first', ...fault });
		const run = await setting.run(imagine('a fox'));
		expect(run.error).toBeUndefined();
		expect(made()).toHaveLength(1);
		expect(creates()).toHaveLength(1);
		expect(run.output[0]?.json.taskId).toBe(made()[0]?.id);
	});

	it.each(afterMade)('%s: with Retry On Fail there is still one task', async (_, fault) => {
		failing({ when: 'first', ...fault });
		const run = await setting.run(imagine('a fox'), { settings: retry });
		expect(run.error).toBeUndefined();
		expect(made()).toHaveLength(1);
	});

	it('reset before the task was created: an error that nothing was sent again', async () => {
		failing({ when: 'first', kind: 'resetBefore' });
		const run = await setting.run(imagine('a fox'), { settings: retry });
		expect(run.error?.message).toContain('unknown whether the task was created');
		expect(run.error?.description).toContain('not sent again');
		expect(creates()).toHaveLength(1);
		expect(made()).toHaveLength(0);
	});

	it.each([false, true])(
		'an empty echo decides nothing: the error lists the candidates (Retry On Fail %s)',
		async (retryOnFail) => {
			setting.piApi.behaviour.echo = 'empty';
			failing({ when: 'first', kind: 'resetAfter' });
			const run = await setting.run(imagine('a fox'), { settings: { ...retry, retryOnFail } });
			expect(made()).toHaveLength(1);
			expect(creates()).toHaveLength(1);
			expect(run.error?.description).toContain(made()[0]?.id);
			expect(setting.lostTasks(run)).toEqual([]);
		},
	);

	it('equal items each get a task of their own', async () => {
		failing({ when: (count) => count % 2 === 0, kind: 'resetAfter' });
		const run = await setting.run(imagine('the same fox'), { items: items(8) });
		expect(run.error).toBeUndefined();
		expect(made()).toHaveLength(8);
		expect(new Set(run.output.map(({ json }) => json.taskId)).size).toBe(8);
		expect(setting.lostTasks(run)).toEqual([]);
	});

	it('never takes the task of another item', async () => {
		failing({ when: 'everyThird', kind: 'resetAfter' });
		const run = await setting.run(imagine(promptOf), { items: items(9) });
		expect(run.error).toBeUndefined();
		const prompts = run.output.map(
			({ json }) => setting.piApi.ledger.task(String(json.taskId))?.request.input.prompt,
		);
		expect(prompts).toEqual(items(9).map(({ json }) => `prompt ${json.number}`));
	});

	it('finds it although the history answers badly at first', async () => {
		failing({ when: 'first', kind: 'resetAfter' });
		setting.piApi.fault({ on: 'history', when: (count) => count <= 2, kind: 'badGateway' });
		setting.piApi.fault({ on: 'status', when: 'first', kind: 'brokenJson' });
		const run = await setting.run(imagine('a fox'));
		expect(run.error).toBeUndefined();
		expect(made()).toHaveLength(1);
	});

	it('does not take an equal task that an earlier run made, when the new one is there', async () => {
		setting.piApi.addTask({
			request: { model: 'midjourney', task_type: 'imagine', input: { prompt: 'a fox' } },
			ageSeconds: 30,
		});
		failing({ when: 'first', kind: 'resetAfter' });
		const run = await setting.run(imagine('a fox'));
		expect(run.output[0]?.json.taskId).toBe(made()[0]?.id);
	});
});

describe('the search for a lost task', () => {
	it('continues while the history cannot be read', async () => {
		failing({ when: 'first', kind: 'resetAfter' });
		setting.piApi.fault({ on: 'history', when: 'all', times: 5, kind: 'badGateway' });
		const run = await setting.run(imagine('a fox'));
		expect(run.error).toBeUndefined();
		expect(run.output[0]?.json.taskId).toBe(made()[0]?.id);
	});

	it('names the tasks that could not be read among the candidates', async () => {
		failing({ when: 'first', kind: 'resetAfter' });
		setting.piApi.fault({ on: 'status', when: 'all', kind: 'badGateway' });
		const run = await setting.run(imagine('a fox'));
		expect(run.error?.description).toContain(made()[0]?.id);
		expect(setting.lostTasks(run)).toEqual([]);
	});

	it('says when the history could not be read', async () => {
		failing({ when: 'first', kind: 'resetAfter' });
		setting.piApi.fault({ on: 'history', when: 'all', kind: 'unauthorized' });
		const run = await setting.run(imagine('a fox'));
		expect(run.error?.description).toContain('could not be read');
	});

	it('names what is unclear beside the failure that ended the run', async () => {
		setting.piApi.behaviour.echo = 'empty';
		failing({ when: 'first', kind: 'resetAfter' });
		failing({ when: (count) => count === 2, kind: 'refusedInside200' });
		const run = await setting.run(imagine(promptOf), { items: items(2) });
		expect(run.error?.description).toContain('unknown whether the task was created');
		expect(setting.lostTasks(run)).toEqual([]);
	});
});

describe('a create that never left', () => {
	it('is sent again, then refused with a clear text', async () => {
		const run = await setting.run(reroll(), { credentials: { baseUrl: 'http://127.0.0.1:9' } });
		expect(run.error?.message).toContain('could not be reached');
		expect(run.error?.description).toContain('Base URL');
	});

	it.each(['ftp://example.com', '', 'api.piapi.ai'])(
		'a Base URL of "%s" is refused',
		async (baseUrl) => {
			const run = await setting.run(reroll(), { credentials: { baseUrl } });
			expect(run.error?.message).toContain('Base URL');
			expect(run.error?.description).toContain('https://');
		},
	);
});

describe('a redirect to another host', () => {
	it.each(['create', 'status', 'history', 'account'] as const)(
		'%s: the key does not arrive there',
		async (on) => {
			setting.piApi.fault({ on, when: (count) => count <= 2, kind: 'redirect' });
			if (on === 'history') failing({ when: 'first', kind: 'resetAfter' });
			await setting.run(imagine('a fox'), { items: items(2) });
			expect(setting.piApi.ledger.requestsTo(on)[0]?.fault).toBe('redirect');
			expect(setting.piApi.ledger.requestsTo('external')).toEqual([]);
			expect(setting.piApi.ledger.keysSeenOn('external')).toEqual([]);
		},
	);

	it('says so', async () => {
		failing({ when: 'all', kind: 'redirect' });
		const run = await setting.run(reroll());
		expect(run.error?.message).toContain('redirect');
		expect(bodies(setting.piApi)).toHaveLength(1);
		expect(made()).toHaveLength(0);
	});
});
