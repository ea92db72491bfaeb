import { runResource } from './resources';
import { files, items, locator, openSetting, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const requests = () => setting.piApi.ledger.requestsTo('images');

it('makes images and gives their links', async () => {
	const run = await runResource(setting, 'gptImage', 'generate', {
		imageModel: locator('gpt-image-1.5'),
		prompt: 'a fox',
		sizeChoice: '1024x1536',
		quality: 'low',
		numberOfImages: 2,
		options: { responseFormat: 'url' },
	});
	expect(run.error?.message).toBeUndefined();
	expect(requests().map(({ body }) => body)).toEqual([
		{
			model: 'gpt-image-1.5',
			prompt: 'a fox',
			size: '1024x1536',
			quality: 'low',
			n: 2,
			response_format: 'url',
		},
	]);
	expect(run.output).toHaveLength(1);
	expect(run.output[0]?.json).toMatchObject({
		url: expect.stringMatching(/made-1\.png$/),
		files: [{ kind: 'image' }, { kind: 'image' }],
		usage: { total_tokens: 99 },
	});
});

it('puts images that come as files into binary fields', async () => {
	const run = await runResource(setting, 'gptImage', 'generate', {
		imageModel: locator('gpt-image-1'),
		prompt: 'a fox',
		numberOfImages: 2,
	});
	const [item] = run.output;
	expect(Object.keys(item?.binary ?? {})).toEqual(['data', 'data_1']);
	expect(item?.binary?.data?.mimeType).toBe('image/png');
	expect(item?.json.url).toBeNull();
});

it('edits images of binary fields and of links', async () => {
	const run = await runResource(
		setting,
		'gptImage',
		'edit',
		{
			imageModel: locator('gpt-image-2'),
			prompt: 'add a "hat"\nplease',
			imagesToEdit: files(
				locator('photo', 'binary'),
				locator(`${setting.piApi.fileUrl}/big/300/owl.png`, 'url'),
			),
		},
		{
			items: [
				{
					json: {},
					binary: { photo: { data: 'aGVsbG8=', mimeType: 'image/png', fileName: 'fox.png' } },
				},
			],
		},
	);
	expect(run.error?.message).toBeUndefined();
	const [request] = requests();
	if (request === undefined) throw new Error('Nothing was asked');
	const fields = [...(request.form ?? [])].map(([name, value]) => [
		name,
		typeof value === 'string' ? value : value.name,
	]);
	expect(fields).toEqual([
		['model', 'gpt-image-2'],
		['prompt', 'add a "hat"\nplease'],
		['size', '1024x1024'],
		['image', 'fox.png'],
		['image', 'owl.png'],
	]);
	expect(request.rawBody).toContain('hello');
});

it.each([
	['unauthorized', /invalid api key/],
	['serverError', /./],
] as const)('does not ask again after %s', async (kind, text) => {
	setting.piApi.fault({ on: 'images', when: 'all', kind });
	const run = await runResource(setting, 'gptImage', 'generate', {
		imageModel: locator('gpt-image-1'),
		prompt: 'a fox',
	});
	expect(run.error?.message).toMatch(text);
	expect(requests()).toHaveLength(1);
});

it('keeps each image at its item', async () => {
	const run = await runResource(
		setting,
		'gptImage',
		'generate',
		{
			imageModel: locator('gpt-image-1'),
			prompt: '={{ $json.number === 1 ? "" : "fox " + $json.number }}',
			options: { responseFormat: 'url' },
		},
		{ items: items(3), settings: { onError: 'continueRegularOutput' } },
	);
	expect(run.output.map(({ json }) => json.error ?? 'fine')).toEqual([
		'fine',
		expect.stringContaining('Prompt is empty'),
		'fine',
	]);
});
