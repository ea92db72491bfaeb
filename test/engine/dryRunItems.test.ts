import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';

import { dry, hintsOf, jsonOf, photo, runDry } from './dryRunStage';
import { loadPackage } from '../../tools/engine';
import { projectFolder } from '../../tools/projectFolder';
import { PI_API, runResource } from './resources';
import {
	API_KEY,
	bodies,
	imagine,
	items,
	locator,
	openSetting,
	WEBHOOK_SECRET,
	type Setting,
} from './setting';

let setting: Setting;

beforeAll(async () => {
	setting = await openSetting({ taskSeconds: 1 });
});

afterAll(async () => await setting.close());

describe('the problems of an item with Dry Run', () => {
	const kling = { resource: 'kling', operation: 'generateVideo' };
	const withImage = (mode: string, value: string): INodeParameters =>
		dry({ ...kling, imageUrl: locator(value, mode) });
	const withPhoto = [{ json: {}, binary: { photo } }];

	it('are none for a binary that is there; it is not uploaded', async () => {
		const run = await runDry(setting, withImage('binary', 'photo'), {
			nodeType: PI_API,
			items: withPhoto,
		});
		expect(jsonOf(run)).toMatchObject([
			{ valid: true, request: { input: { image_url: '(binary field photo)' } } },
		]);
	});

	it.each<[string, INodeParameters, string]>([
		['a missing field', dry(kling), 'are empty'],
		['a link that is none', withImage('url', 'fox.png'), 'is not a link'],
		['a binary that is not there', withImage('binary', 'other'), 'the binary field "other"'],
		[
			'an expression that fails',
			dry({ ...kling, prompt: '={{ $("No such node").item.json.prompt }}' }),
			'Prompt: ',
		],
		[
			'an expression of a setting that fails',
			dry({ ...kling, prompt: 'a fox' }, { webhookUrl: '={{ $("No such node").item.json.x }}' }),
			'Webhook URL: ',
		],
		['a wrong setting', dry({ ...kling, prompt: 'a fox' }, { timeout: -1 }), 'Timeout'],
		['a wrong limit', dry({ ...kling, prompt: 'a fox' }, { spendingLimit: 0 }), 'Spending Limit'],
	])('tell %s', async (_, parameters, message) => {
		const run = await runDry(setting, parameters, { nodeType: PI_API, items: withPhoto });
		const [json] = jsonOf(run);
		expect(json).toMatchObject({ dryRun: true, valid: false });
		expect(json).not.toHaveProperty('error');
		expect(json?.problems).toEqual([
			{ message: expect.stringContaining(message), advice: expect.stringMatching(/\w/) },
		]);
		expect(hintsOf(run)).toEqual(['Dry Run: 1 item has a problem. Nothing was sent.']);
	});

	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'stop none of the others (%s)',
		async (onError) => {
			const prompt = '={{ $json.number === 3 ? "" : "a fox" }}';
			const run = await runDry(setting, dry({ operation: 'imagine', prompt }), {
				items: items(5),
				settings: { onError },
			});
			expect(jsonOf(run).map(({ valid }) => valid)).toEqual([true, true, true, false, true]);
			expect(run.errorOutput).toEqual([]);
		},
	);

	it('do not run the node again', async () => {
		const settings = await import(join(projectFolder, 'dist', 'nodes', 'execute', 'settings.js'));
		const reads = jest.spyOn(settings as { readDryRun: () => boolean }, 'readDryRun');
		const run = await setting.run(dry({ operation: 'imagine', prompt: '={{ "" }}' }), {
			settings: {
				retryOnFail: true,
				maxTries: 3,
				waitBetweenTries: 10,
				onError: 'continueRegularOutput',
			},
		});
		expect(jsonOf(run)).toMatchObject([{ valid: false }]);
		expect(reads).toHaveBeenCalledTimes(1);
		reads.mockRestore();
	});
});

describe('items that decide for themselves', () => {
	const isEven = '={{ $json.number % 2 === 0 }}';

	it('create their tasks as usual, in the order of the input', async () => {
		const before = bodies(setting.piApi).length;
		const run = await setting.run(
			imagine('={{ "prompt " + $json.number }}', { taskOptions: { dryRun: isEven } }),
			{ items: items(5) },
		);
		expect(run.error).toBeUndefined();
		expect(jsonOf(run).map(({ dryRun, status }) => dryRun ?? status)).toEqual([
			true,
			'completed',
			true,
			'completed',
			true,
		]);
		expect(bodies(setting.piApi).slice(before)).toMatchObject([
			{ input: { prompt: 'prompt 1' } },
			{ input: { prompt: 'prompt 3' } },
		]);
		expect(run.output.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4].map((item) => ({ item })),
		);
		expect(hintsOf(run)).toContainEqual(
			expect.stringMatching(/^Dry Run: 3 items .+ Nothing was sent for them\.$/),
		);
	});

	it('do so in a chat, too', async () => {
		const before = setting.piApi.ledger.requestsTo('chat').length;
		const run = await runResource(
			setting,
			'chat',
			'message',
			{ chatModel: locator('gpt-4o'), prompt: 'Hello', taskOptions: { dryRun: isEven } },
			{ items: items(3) },
		);
		expect(jsonOf(run).map(({ dryRun, text }) => dryRun ?? text)).toEqual([
			true,
			'You said: Hello',
			true,
		]);
		expect(setting.piApi.ledger.requestsTo('chat')).toHaveLength(before + 1);
	});
});

describe('Dry Run beside other settings', () => {
	it('does not pause for a callback', async () => {
		const run = await runDry(
			setting,
			dry({ operation: 'imagine', prompt: 'a fox' }, { waitForResult: 'pauseUntilCallback' }),
			{
				address: 'https://n8n.example.com',
				mode: 'trigger',
				executionId: '7',
				settings: { onError: 'continueRegularOutput' },
			},
		);
		expect(run.status).toBe('success');
		expect(jsonOf(run)).toMatchObject([{ dryRun: true, valid: true }]);
		expect(run.everything()).not.toContain('webhook-waiting');
	});

	it.each<[string, INodeParameters]>([
		['a webhook', dry(imagine('a fox'), { webhookUrl: 'https://example.com/hook' })],
		['a prompt with the secrets', dry(imagine(`${API_KEY} ${WEBHOOK_SECRET}`))],
		[
			'a wrong value with the secrets',
			dry({ operation: 'reroll', originTaskId: locator(`${API_KEY} ${WEBHOOK_SECRET}`) }),
		],
	])('tells no secret: %s', async (_, parameters) => {
		const run = await runDry(setting, parameters);
		expect(jsonOf(run)).toMatchObject([{ dryRun: true }]);
		const told = JSON.stringify([run.output, run.hints, run.logs, run.messages]);
		expect(told).not.toContain(API_KEY);
		expect(told).not.toContain(WEBHOOK_SECRET);
	});

	it('answers an agent that asks what something costs', async () => {
		const { nodeTypes } = await loadPackage();
		const tool = nodeTypes.get(PI_API);
		if (tool === undefined) throw new Error('The package has no such node');
		const run = await runDry(
			setting,
			dry({ resource: 'flux', operation: 'generateImage', prompt: 'a fox', downloadFiles: true }),
			{ nodeType: `${PI_API}Tool`, nodeTypes: new Map([[`${PI_API}Tool`, tool]]) },
		);
		expect(jsonOf(run)).toMatchObject([
			{ dryRun: true, valid: true, request: { input: { prompt: 'a fox' } } },
		]);
	});
});
