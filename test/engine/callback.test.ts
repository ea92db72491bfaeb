import type { INodeParameters } from 'n8n-workflow';

import { imagine, items, openSetting, reroll, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const callbackWith = (more: INodeParameters = {}): INodeParameters => ({
	taskOptions: { waitForResult: 'pauseUntilCallback', ...more },
});
const callback = callbackWith();
const hintsOf = (run: Awaited<ReturnType<Setting['run']>>): string =>
	run.hints.map(({ message }) => message).join();
const endpoints = (): unknown[] =>
	setting.piApi.ledger
		.createdTasks()
		.map(({ request }) => request.config?.webhook_config?.endpoint);

describe('Callback where it cannot be', () => {
	it('polls with On Error set to Stop, and says why', async () => {
		const run = await setting.run(reroll(callback));
		expect(run.error).toBeUndefined();
		expect(run.output[0]?.json.status).toBe('completed');
		expect(hintsOf(run)).toContain('On Error');
		expect(endpoints()).toEqual([undefined]);
	});

	it('polls when PiAPI cannot reach this n8n, and says why', async () => {
		const run = await setting.run(imagine('={{ "a " + $json.number }}', callback), {
			items: items(3),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(run.output.map(({ json }) => json.status)).toEqual(Array(3).fill('completed'));
		expect(hintsOf(run)).toContain('http://localhost:5678');
		expect(hintsOf(run)).toContain('WEBHOOK_URL');
		expect(endpoints()).toEqual(Array(3).fill(undefined));
	});

	it.each([
		['Retry On Fail', reroll(callback), { retryOnFail: true }],
		['Webhook URL', reroll(callbackWith({ webhookUrl: 'https://example.com/hook' })), {}],
	])('polls with %s, and says why', async (reason, parameters, settings) => {
		const run = await setting.run(parameters, {
			settings: { onError: 'continueRegularOutput', ...settings },
		});
		expect(run.output[0]?.json.status).toBe('completed');
		expect(hintsOf(run)).toContain(reason);
	});
});

describe('Callback where PiAPI can call', () => {
	const publicly = {
		address: 'https://n8n.example.com',
		mode: 'trigger',
		executionId: '7',
		settings: { onError: 'continueRegularOutput' },
	} as const;

	it('pauses, and gives PiAPI the address of the execution, without the secret', async () => {
		setting.piApi.behaviour.taskSeconds = 10_000;
		const run = await setting.run(imagine('={{ "a " + $json.number }}', callback), {
			...publicly,
			items: items(2),
		});
		expect(run.status).toBe('waiting');
		expect(hintsOf(run)).not.toContain('Polled');
		const webhooks = setting.piApi.ledger
			.createdTasks()
			.map(({ request }) => request.config?.webhook_config);
		const endpoint = expect.stringMatching(
			/^https:\/\/n8n\.example\.com\/webhook-waiting\/7\/piapi(\?|$)/,
		);
		expect(webhooks).toEqual([{ endpoint }, { endpoint }]);
	});

	it.each([
		[1, 60],
		[90, 90],
	])('with a Timeout of %i s pauses for at least %i s', async (timeout, seconds) => {
		await setting.close();
		setting = await openSetting({ speed: 1, taskSeconds: 10_000 });
		const before = setting.now();
		const run = await setting.run(reroll(callbackWith({ timeout })), publicly);
		const until = run.result.waitTill?.getTime() ?? 0;
		expect(until).toBeGreaterThanOrEqual(before + seconds * 1000);
		expect(until).toBeLessThanOrEqual(setting.now() + seconds * 1000);
	});

	it('does not pause when all tasks have finished at the last check', async () => {
		setting.piApi.behaviour.taskSeconds = 0;
		const run = await setting.run(reroll(callback), publicly);
		expect(run.status).toBe('success');
		expect(run.output[0]?.json.status).toBe('completed');
	});

	it('names its tasks when it is stopped before the pause', async () => {
		setting.piApi.behaviour.taskSeconds = 0;
		setting.piApi.fault({ on: 'file', when: 'all', kind: 'hang' });
		const started = setting.start(
			imagine('={{ "a " + $json.number }}', { ...callback, downloadFiles: true }),
			{ ...publicly, items: items(2) },
		);
		await setting.until(() => setting.piApi.ledger.requestsTo('file').length > 1);
		started.stop();
		const run = await started.ended;
		await setting.sleep(1_000);
		expect(run.status).toBe('canceled');
		expect(run.error?.message).toContain('Get Task');
		const warnings = run.logs.filter(({ level }) => level === 'warn').map(({ message }) => message);
		const created = setting.piApi.ledger.createdTasks();
		expect(created).toHaveLength(2);
		created.forEach(({ id }) => expect(warnings.join()).toContain(id));
	});

	it.each([
		['in a sub-workflow', 'integrated', {}, 'sub-workflow'],
		['with One Item per File', 'trigger', { output: 'onePerFile' }, 'One Item per File'],
		['with Cancel Tasks on Stop', 'trigger', { cancelTasksOnStop: true }, 'Cancel Tasks on Stop'],
	] as const)('polls %s, and says why', async (_, mode, more, reason) => {
		const run = await setting.run(reroll(callbackWith(more)), { ...publicly, mode });
		expect(run.output[0]?.json.status).toBe('completed');
		expect(hintsOf(run)).toContain('Polled instead: ');
		expect(hintsOf(run)).toContain(reason);
		expect(endpoints()).toEqual([undefined]);
	});
});
