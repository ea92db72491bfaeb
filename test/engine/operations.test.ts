import type { INodeParameters } from 'n8n-workflow';

import {
	bodies,
	files,
	imagine,
	locator,
	NO_DOWNLOAD,
	openSetting,
	ORIGIN,
	type Setting,
} from './setting';
import { PIXEL } from '../catalog/sampleValues';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const PICTURE = 'https://example.com/fox.png';
const OTHER_PICTURE = 'https://example.com/owl.png';
/** Everything set, and the body that follows. The simulator refuses what the facts do not allow. */
const CASES: ReadonlyArray<
	readonly [operation: string, parameters: INodeParameters, input: object]
> = [
	[
		'blend',
		{
			imageUrls: files(locator(PICTURE, 'url'), locator(OTHER_PICTURE, 'url')),
			dimension: 'square',
			processMode: 'fast',
			options: { botId: 0 },
		},
		{ image_urls: [PICTURE, OTHER_PICTURE], dimension: 'square', process_mode: 'fast', bot_id: 0 },
	],
	[
		'describe',
		{ imageUrl: locator(PICTURE, 'url'), processMode: 'relax', options: { botId: 2 } },
		{ image_url: PICTURE, process_mode: 'relax', bot_id: 2 },
	],
	[
		'imagine',
		{
			prompt: 'a fox --v 7',
			processMode: 'turbo',
			aspectRatio: locator('3:2', 'list'),
			options: { skipPromptCheck: false, botId: 1 },
		},
		{
			prompt: 'a fox --v 7',
			aspect_ratio: '3:2',
			process_mode: 'turbo',
			skip_prompt_check: false,
			bot_id: 1,
		},
	],
	[
		'inpaint',
		{
			originTaskId: locator(ORIGIN),
			mask: locator(`data:image/png;base64,${PIXEL}`, 'base64'),
			prompt: 'a hat',
			options: { skipPromptCheck: true },
		},
		{ origin_task_id: ORIGIN, mask: PIXEL, prompt: 'a hat', skip_prompt_check: true },
	],
	[
		'outpaint',
		{
			originTaskId: locator(ORIGIN),
			zoomRatio: locator('1.5', 'list'),
			prompt: 'more snow',
			aspectRatio: locator('1:1'),
			options: { skipPromptCheck: true },
		},
		{
			origin_task_id: ORIGIN,
			zoom_ratio: '1.5',
			prompt: 'more snow',
			aspect_ratio: '1:1',
			skip_prompt_check: true,
		},
	],
	[
		'pan',
		{
			originTaskId: locator(ORIGIN),
			direction: 'left',
			prompt: 'a tree',
			options: { skipPromptCheck: true },
		},
		{ origin_task_id: ORIGIN, direction: 'left', prompt: 'a tree', skip_prompt_check: true },
	],
	['seed', { originTaskId: locator(ORIGIN, 'list') }, { origin_task_id: ORIGIN }],
	[
		'upscale',
		{ originTaskId: locator(ORIGIN), index: 'subtle' },
		{ origin_task_id: ORIGIN, index: 'subtle' },
	],
	[
		'variation',
		{
			originTaskId: locator(ORIGIN),
			index: '={{ 3 }}',
			prompt: 'a fox at night',
			aspectRatio: locator('16:9'),
			options: { skipPromptCheck: true },
		},
		{
			origin_task_id: ORIGIN,
			index: '3',
			prompt: 'a fox at night',
			aspect_ratio: '16:9',
			skip_prompt_check: true,
		},
	],
];

describe('each operation', () => {
	it.each(CASES)('%s sends its fields at their places', async (operation, parameters, input) => {
		const run = await setting.run({ operation, ...NO_DOWNLOAD, ...parameters });
		expect(run.error).toBeUndefined();
		expect(bodies(setting.piApi)).toEqual([{ model: 'midjourney', task_type: operation, input }]);
		expect(run.output[0]?.json.status).toBe('completed');
	});

	it('Describe and Seed give their text', async () => {
		const [described, seed] = [
			await setting.run({ operation: 'describe', imageUrl: locator(PICTURE, 'url') }),
			await setting.run({ operation: 'seed', originTaskId: locator(ORIGIN) }),
		];
		expect(described.output[0]?.json.text).toMatch(/\w/);
		expect(seed.output[0]?.json.text).toMatch(/^\d+$/);
		expect(seed.output[0]?.json).toMatchObject({ url: null, files: [] });
	});

	it('Output Fields returns only those', async () => {
		const run = await setting.run(
			imagine('a fox', { taskOptions: { outputFields: 'taskId, url' } }),
		);
		expect(Object.keys(run.output[0]?.json ?? {})).toEqual(['taskId', 'url']);
	});
});
