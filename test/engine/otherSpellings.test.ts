import type { INodeParameters } from 'n8n-workflow';

import { runResource } from './resources';
import { bodies, items, openSetting, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ taskSeconds: 1 });
});

afterEach(async () => await setting.close());

const url = (value: string): INodeParameters =>
	({ __rl: true, mode: 'url', value }) as unknown as INodeParameters;

/** What people and models write for the value of a list; n8n itself compares it exactly. */
describe('a value in another spelling takes the fields that depend on it', () => {
	it.each<[string, string, INodeParameters, object]>([
		[
			'kling',
			'generateVideo',
			{ prompt: 'a fox', mode: 'pro', version: 2.6, enableAudio: true },
			{ version: '2.6', enable_audio: true },
		],
		[
			'hailuo',
			'generateVideo',
			{
				prompt: 'a fox',
				modelVersion: 'V2.3',
				imageUrl: url('https://example.com/a.png'),
				durationChoice: 10,
				resolutionPixels: '768',
			},
			{ model: 'v2.3', image_url: 'https://example.com/a.png', duration: 10, resolution: 768 },
		],
		[
			'flux',
			'generateImage',
			{ prompt: 'a fox', model: 'qubico/flux1-schnell', batchSize: 3 },
			{ batch_size: 3 },
		],
		[
			'udio',
			'generateMusic',
			{ prompt: 'pop', lyricsType: 'User', lyrics: 'la la' },
			{ lyrics_type: 'user', lyrics: 'la la' },
		],
	])('%s %s', async (resource, operation, parameters, input) => {
		const run = await runResource(setting, resource, operation, parameters);
		expect(run.error).toBeUndefined();
		expect(bodies(setting.piApi)).toMatchObject([{ input }]);
	});

	it('and says so of a field that it does not take', async () => {
		const run = await runResource(setting, 'kling', 'generateVideo', {
			prompt: 'a fox',
			version: 2.5,
			enableAudio: true,
		});
		expect(run.error).toBeUndefined();
		expect(run.hints.map(({ message }) => message).join()).toContain(
			'Generate Audio was not sent: it requires Version 2.6',
		);
		expect(JSON.stringify(bodies(setting.piApi))).not.toContain('enable_audio');
	});

	it('Get Many stops at its limit', async () => {
		for (let count = 0; count < 3; count++) {
			await runResource(setting, 'flux', 'generateImage', { prompt: 'a fox' });
		}
		const run = await runResource(setting, 'task', 'getMany', { returnAll: 'false', limit: 1 });
		expect(run.output).toHaveLength(1);
	});
});

describe('the input of a custom task in another form', () => {
	const custom = { customModel: 'Qubico/flux1-dev', customTaskType: 'txt2img' };
	const run = async (parameters: object) =>
		await runResource(setting, 'customTask', 'create', {
			...custom,
			...(parameters as INodeParameters),
		});

	it.each([
		{ inputAs: 'JSON', input: { prompt: 'a fox' } },
		{
			inputAs: 'Fields',
			inputFields: { items: [{ name: 'prompt', valueType: 'text', value: 'a fox' }] },
		},
	])('is sent: %j', async (parameters) => {
		expect((await run(parameters)).error).toBeUndefined();
		expect(bodies(setting.piApi)).toMatchObject([{ input: { prompt: 'a fox' } }]);
	});

	it.each([
		{ inputAs: 'fields', inputFields: { prompt: 'a fox' } },
		{ inputAs: 'fields', inputFields: [{ name: 'prompt', value: 'a fox' }] },
		{ inputAs: 'fields', inputFields: { values: [{ name: 'prompt', value: 'a fox' }] } },
		{ inputFields: { items: [{ name: 'prompt', value: 'a fox' }] } },
	])('creates nothing: %j', async (parameters) => {
		// n8n 1.123 itself refuses two of them before the node runs.
		const { message } = await run(parameters).then(
			({ error }) => error ?? new Error('There was no error'),
			(thrown: Error) => thrown,
		);
		expect(message).toMatch(/^Input (Fields )?is empty|^Could not find property option$/);
		expect(bodies(setting.piApi)).toEqual([]);
	});
});

/** n8n replaces a row in another form by an empty one, which must not count as a choice. */
describe('a list in another form creates nothing', () => {
	it.each<[string, string, INodeParameters, string]>([
		[
			'gemini',
			'generateImageNanoBanana2',
			{ imageUrls: { items: ['https://example.com/a.png'] } } as unknown as INodeParameters,
			'Images, row 1 is empty',
		],
		[
			'gemini',
			'generateImageNanoBanana2',
			{ imageUrls: { items: [{ url: 'https://example.com/a.png' }] } },
			'Images, row 1 is empty',
		],
		[
			'chat',
			'message',
			{ chatModel: url('gpt-4o'), chatImages: { items: [{ url: 'https://example.com/a.png' }] } },
			'Images, row 1 is empty',
		],
		...[['veo-3.1'], [{ model: 'veo-3.1' }], [url('veo-3.1')]].map(
			(items): [string, string, INodeParameters, string] => [
				'anyVideo',
				'generateAnyVideoFromText',
				{
					anyModel: { __rl: true, mode: 'value', value: 'kling-3.0' },
					options: { ifItFails: { items } },
				} as unknown as INodeParameters,
				'If It Fails, row 1 is empty',
			],
		),
	])('%s %s %j', async (resource, operation, parameters, message) => {
		const run = await runResource(setting, resource, operation, {
			prompt: 'a fox',
			...parameters,
		});
		expect(run.error?.message).toBe(`${message} [item 0]`);
		expect(bodies(setting.piApi)).toEqual([]);
	});
});

/** n8n leaves the node no operation where the resource is not one of the list. */
describe('a resource or an operation that is not in the list', () => {
	it.each([
		['Flux', 'generateImage', 'Resource is "Flux"', 'flux, '],
		['flux', 'GenerateImage', 'Operation is "GenerateImage"', 'generateImage, '],
		['task', 'fetch', 'Operation is "fetch"', 'cancel, cancelMany, get, getMany, wait'],
	])('%s %s is an error of every item', async (resource, operation, message, choices) => {
		const run = await runResource(
			setting,
			resource,
			operation,
			{ prompt: 'a fox' },
			{ items: items(2), settings: { onError: 'continueRegularOutput' } },
		);
		expect(run.error).toBeUndefined();
		expect(run.output).toMatchObject(
			[0, 1].map((item) => ({
				json: { error: expect.stringContaining(message) },
				pairedItem: { item },
			})),
		);
		expect(JSON.stringify(run.output[0]?.json)).toContain(choices);
		const stopped = await runResource(setting, resource, operation, { prompt: 'a fox' });
		expect(stopped.error?.message).toBe(`${message} [item 0]`);
		expect(bodies(setting.piApi)).toEqual([]);
	});
});
