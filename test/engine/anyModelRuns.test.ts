import { binary, EDIT, IMAGE, IMAGE_TO_VIDEO, model, runAny, TEXT_TO_VIDEO } from './anyModelStage';
import { hintsOf, photo } from './dryRunStage';
import { loadPackage } from '../../tools/engine';
import { PI_API } from './resources';
import { bodies, files, items, locator, openSetting, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ taskSeconds: 1, prices: 'documented' });
});

afterEach(async () => await setting.close());

describe('the model', () => {
	const models = ['seedream-5-pro', 'Flux Dev', ' QWEN-IMAGE '];

	it('may come from an expression by its ID or its name, another one for each item', async () => {
		const { output, error } = await runAny(
			setting,
			IMAGE,
			{
				anyModel: locator(`={{ ${JSON.stringify(models)}[$json.number] }}`, 'value'),
				prompt: '={{ "picture " + $json.number }}',
			},
			{ items: items(3) },
		);
		expect(error?.message).toBeUndefined();
		expect(output.map(({ json }) => [json.modelName, json.taskType])).toEqual([
			['Seedream 5 Pro', 'seedream-5-pro'],
			['Flux Dev', 'txt2img'],
			['Qwen-Image', 'txt2img'],
		]);
	});

	it.each([
		['none', '={{ "" }}', 'Model is empty'],
		['one of another kind', 'udio', 'Model is "udio", which this operation does not offer'],
	])('%s creates nothing', async (_, id, message) => {
		const { error } = await runAny(setting, IMAGE, { ...model(id), prompt: 'a fox' });
		expect(error?.message).toContain(message);
		expect(setting.piApi.ledger.requests).toEqual([]);
	});
});

describe('a value that the model does not offer', () => {
	it('creates and uploads nothing; the error names the choices', async () => {
		const { error } = await runAny(
			setting,
			IMAGE_TO_VIDEO,
			{ ...model('kling-2.5'), prompt: 'x', image: binary, duration: 8 },
			{ items: [{ json: {}, binary: { data: photo } }] },
		);
		expect(error?.message).toContain('Duration is 8, which Kling 2.5 does not offer');
		expect(error?.description).toContain('Choose one of 5, 10, or another model.');
		expect(setting.piApi.ledger.requests).toEqual([]);
	});

	it('fails its item only', async () => {
		const { output } = await runAny(
			setting,
			TEXT_TO_VIDEO,
			{ ...model('kling-2.5'), prompt: 'a fox', duration: '={{ $json.number === 1 ? 7 : 10 }}' },
			{ items: items(3), settings: { onError: 'continueRegularOutput' } },
		);
		expect(output.map(({ json }) => json.status ?? json.error)).toEqual([
			'completed',
			expect.stringContaining('Duration is 7, which Kling 2.5 does not offer'),
			'completed',
		]);
		expect(setting.piApi.ledger.createdTasks()).toHaveLength(2);
	});
});

it('shows a hint for what the model lacks, for each item once', async () => {
	const result = await runAny(
		setting,
		IMAGE,
		{ ...model('nano-banana-pro'), prompt: 'a fox', count: 1, options: { seed: 7 } },
		{ items: items(2) },
	);
	const text = hintsOf(result).join('\n');
	expect(text).toContain('Nano Banana Pro has no Number of Results; it was not sent');
	expect(text).toContain('Nano Banana Pro has no Seed; it was not sent');
	expect(bodies(setting.piApi)).toMatchObject([
		{ input: { prompt: 'a fox' } },
		{ input: { prompt: 'a fox' } },
	]);
});

it('uploads a binary of the item, and downloads the result', async () => {
	const { output, error } = await runAny(
		setting,
		EDIT,
		{ ...model('flux-kontext'), prompt: 'a hat', images: files(binary), downloadFiles: true },
		{ items: [{ json: {}, binary: { data: photo } }] },
	);
	expect(error?.message).toBeUndefined();
	const [body] = bodies(setting.piApi) as Array<{ input: { image: string } }>;
	expect(body?.input.image).toMatch(/^http/);
	expect(output[0]?.binary).toMatchObject({ data: { mimeType: expect.stringMatching(/^image/) } });
});

it('Dry Run shows the model and what it would cost', async () => {
	const { output } = await runAny(setting, TEXT_TO_VIDEO, {
		...model('kling-3.0'),
		prompt: 'a fox',
		duration: 5,
		taskOptions: { dryRun: true },
	});
	expect(output).toMatchObject([
		{
			json: {
				dryRun: true,
				modelName: 'Kling 3.0',
				estimate: expect.stringMatching(/^(About|At most) \$/),
				request: { model: 'kling', input: { version: '3.0', duration: 5 } },
			},
		},
	]);
	expect(setting.piApi.ledger.requests).toEqual([]);
});

it('as a tool it answers with a link and what it cost, and downloads nothing', async () => {
	const { nodeTypes } = await loadPackage();
	const tool = nodeTypes.get(PI_API);
	if (tool === undefined) throw new Error('The package has no such node');
	const { output, error } = await runAny(
		setting,
		IMAGE,
		{
			...model('flux-schnell'),
			prompt: 'a fox',
			downloadFiles: true,
			taskOptions: { outputFields: 'url, costUsd, modelName' },
		},
		{ nodeType: `${PI_API}Tool`, nodeTypes: new Map([[`${PI_API}Tool`, tool]]) },
	);
	expect(error?.message).toBeUndefined();
	expect(output).toMatchObject([
		{ json: { url: expect.stringMatching(/^http/), costUsd: 0.0015, modelName: 'Flux Schnell' } },
	]);
	expect(output[0]?.json).not.toHaveProperty('output');
	expect(output[0]?.binary).toBeUndefined();
	expect(JSON.stringify(output[0]?.json).length).toBeLessThan(250);
});

it('tries the next model when PiAPI refuses the first one, and says so', async () => {
	setting.piApi.behaviour.outcome = ({ model: name }) =>
		name === 'kling' ? { failed: { code: 1, message: 'no foxes' } } : 'completed';
	const { output, error } = await runAny(setting, TEXT_TO_VIDEO, {
		...model('kling-3.0'),
		prompt: 'a fox',
		options: { ifItFails: { items: [model('veo-3.1')] } },
	});
	expect(error?.message).toBeUndefined();
	expect(output).toMatchObject([
		{
			json: {
				modelName: 'Veo 3.1',
				model: 'veo3.1',
				status: 'completed',
				attempts: [{ model: 'Kling 3.0' }],
			},
		},
	]);
});
