import {
	bodies,
	items,
	locator,
	openSetting,
	ORIGIN,
	reroll,
	WEBHOOK_SECRET,
	type Setting,
} from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

describe('Reroll', () => {
	it('sends nothing but the origin task when nothing else is set', async () => {
		const run = await setting.run(reroll());
		expect(run.error).toBeUndefined();
		expect(bodies(setting.piApi)).toEqual([
			{ model: 'midjourney', task_type: 'reroll', input: { origin_task_id: ORIGIN } },
		]);
	});

	it('sends every field at its place', async () => {
		const run = await setting.run(
			reroll({
				prompt: 'a red fox',
				aspectRatio: locator(' 16:9 ', 'list'),
				options: { skipPromptCheck: true },
				taskOptions: { serviceMode: 'private', webhookUrl: 'https://example.com/hook' },
			}),
		);
		expect(run.error).toBeUndefined();
		expect(bodies(setting.piApi)).toEqual([
			{
				model: 'midjourney',
				task_type: 'reroll',
				input: {
					origin_task_id: ORIGIN,
					prompt: 'a red fox',
					aspect_ratio: '16:9',
					skip_prompt_check: true,
				},
				config: {
					service_mode: 'private',
					webhook_config: { endpoint: 'https://example.com/hook', secret: WEBHOOK_SECRET },
				},
			},
		]);
	});

	it('sends no secret when the credential has none', async () => {
		await setting.run(reroll({ taskOptions: { webhookUrl: 'https://example.com/hook' } }), {
			credentials: { webhookSecret: '' },
		});
		expect(bodies(setting.piApi)).toMatchObject([
			{ config: { webhook_config: { endpoint: 'https://example.com/hook' } } },
		]);
		expect(JSON.stringify(bodies(setting.piApi))).not.toContain('"secret"');
	});

	it('sends an unusual aspect ratio as it is, with a hint', async () => {
		const run = await setting.run(reroll({ aspectRatio: locator('wide') }));
		expect(bodies(setting.piApi)).toMatchObject([{ input: { aspect_ratio: 'wide' } }]);
		expect(run.hints.map(({ message }) => message).join()).toContain('Aspect Ratio "wide"');
	});

	it('gives the result in the simplified form, paired', async () => {
		const run = await setting.run(reroll(), { items: items(2) });
		expect(run.output).toHaveLength(2);
		const [task] = setting.piApi.ledger.createdTasks();
		const json = run.output[0]?.json ?? {};
		expect(run.output[0]?.pairedItem).toEqual({ item: 0 });
		expect(json).toMatchObject({
			taskId: task?.id,
			status: 'completed',
			model: 'midjourney',
			taskType: 'reroll',
			costUsd: 0.07,
		});
		expect(json.files).toHaveLength(5);
		expect(json.url).toBe((json.files as Array<{ url: string }>)[0]?.url);
		expect(json).not.toHaveProperty('error');
	});

	it('takes text from expressions byte for byte', async () => {
		const prompt = 'He said "no\\way"\n\tand then\r\n 🦊 – ünï {{ not an expression }} \u2028 end ';
		const run = await setting.run(reroll({ prompt: '={{ $json.prompt }}' }), {
			items: [{ json: { prompt } }],
		});
		expect(run.error).toBeUndefined();
		expect(bodies(setting.piApi)).toMatchObject([{ input: { prompt } }]);
	});
});
