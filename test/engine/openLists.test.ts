import type { INodeParameters } from 'n8n-workflow';

import { items, locator, openSetting, type Setting } from './setting';

const nodeType = 'n8n-nodes-piapi-unified.piApi';

let setting: Setting;

beforeAll(async () => {
	setting = await openSetting();
});

afterAll(async () => await setting.close());

/** What is sent for an item with these numbers and texts. */
async function inputOf(parameters: INodeParameters) {
	const before = setting.piApi.ledger.createdTasks().length;
	const run = await setting.run(
		{ prompt: 'a fox', downloadFiles: false, ...parameters },
		{ nodeType, items: items(1) },
	);
	expect(run.error?.message).toBeUndefined();
	return {
		hints: run.hints,
		inputs: setting.piApi.ledger
			.createdTasks()
			.slice(before)
			.map(({ request }) => request.input),
	};
}

it.each<[string, INodeParameters, object]>([
	[
		'a number',
		{
			resource: 'hailuo',
			operation: 'generateVideo',
			modelVersion: 'v2.3',
			durationChoice: '={{ 4 + 4 }}',
			resolutionPixels: '={{ "512" }}',
		},
		{ prompt: 'a fox', model: 'v2.3', duration: 8, resolution: 512 },
	],
	[
		'a text',
		{
			resource: 'veo3',
			operation: 'generateVideo31FromText',
			model: 'veo3.1-video',
			durationWithUnit: '={{ "5s" }}',
		},
		{ prompt: 'a fox', duration: '5s' },
	],
	[
		'a number that the list writes as text',
		{
			resource: 'veo3',
			operation: 'generateVideo31FromText',
			model: 'veo3.1-video',
			durationWithUnit: '={{ 8 }}',
			resolutionChoice: '={{ 720 }}',
		},
		{ prompt: 'a fox', duration: '8s', resolution: '720p' },
	],
	[
		'a value of the list, in another case',
		{
			resource: 'luma',
			operation: 'generateVideo',
			modelVersion: '={{ "Ray V2" }}',
			aspectRatioChoice: '3:2',
			durationChoice: 5,
		},
		{ prompt: 'a fox', model: 'ray-v2', aspect_ratio: '3:2', duration: 5 },
	],
])('%s beside a list that PiAPI does not document is sent', async (_, parameters, input) => {
	expect((await inputOf(parameters)).inputs).toEqual([input]);
});

it('any model sends it as its own list writes it, with a hint', async () => {
	const { inputs, hints } = await inputOf({
		resource: 'anyVideo',
		operation: 'generateAnyVideoFromText',
		anyModel: locator('veo-3.1'),
		duration: 5,
	});
	expect(inputs).toEqual([{ prompt: 'a fox', duration: '5s' }]);
	expect(JSON.stringify(hints)).toContain('Veo 3.1 is known to take Duration 4s, 6s, 8s');
});
