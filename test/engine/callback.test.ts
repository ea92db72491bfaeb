import { imagine, items, openSetting, reroll, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ speed: 40 });
});

afterEach(async () => await setting.close());

const callback = { wait: 'callback' };
const hintsOf = (run: Awaited<ReturnType<Setting['run']>>): string =>
	run.hints.map(({ message }) => message).join();
const endpoints = (): unknown[] =>
	setting.piApi.ledger.tasksMade().map(({ request }) => request.config?.webhook_config?.endpoint);

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
		[
			'Webhook URL',
			reroll({ ...callback, options: { webhookUrl: 'https://example.com/hook' } }),
			{},
		],
	])('polls with %s, and says why', async (reason, parameters, settings) => {
		const run = await setting.run(parameters, {
			settings: { onError: 'continueRegularOutput', ...settings },
		});
		expect(run.output[0]?.json.status).toBe('completed');
		expect(hintsOf(run)).toContain(reason);
	});
});
