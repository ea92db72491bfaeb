import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { RunOptions } from '../../tools/engine';
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

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const runNode = async (parameters: INodeParameters, more: Partial<RunOptions> = {}) =>
	await setting.run({ ...NO_DOWNLOAD, ...parameters }, more);

const PICTURE = 'https://example.com/fox.png';
const BYTES = Buffer.from('the bytes of a picture');
const withPicture = (bytes = BYTES): INodeExecutionData => ({
	json: {},
	binary: {
		data: {
			data: bytes.toString('base64'),
			mimeType: 'image/png',
			fileName: 'fox.png',
			fileExtension: 'png',
		},
	},
});

describe('files', () => {
	it('Inpaint takes its mask from a binary field', async () => {
		const run = await runNode(
			{ operation: 'inpaint', originTaskId: locator(ORIGIN), mask: locator('data', 'binary') },
			{ items: [withPicture()] },
		);
		expect(run.error).toBeUndefined();
		expect(bodies(setting.piApi)).toMatchObject([{ input: { mask: BYTES.toString('base64') } }]);
		expect(setting.piApi.ledger.uploads).toEqual([]);
	});

	it('Describe uploads a binary field, the same content once', async () => {
		const run = await runNode(
			{ operation: 'describe', imageUrl: locator('data', 'binary') },
			{ items: [withPicture(), withPicture(), withPicture()] },
		);
		expect(run.error).toBeUndefined();
		expect(setting.piApi.ledger.uploads).toHaveLength(1);
		const [upload] = setting.piApi.ledger.uploads;
		expect(upload?.content.equals(BYTES)).toBe(true);
		expect(bodies(setting.piApi)).toMatchObject(
			Array(3).fill({ input: { image_url: upload?.url } }),
		);
	});

	it('Blend mixes links, lists of links and binary fields, in order', async () => {
		const run = await runNode(
			{
				operation: 'blend',
				imageUrls: files(
					locator('={{ ["https://example.com/1.png", "https://example.com/2.png"] }}', 'url'),
					locator('data', 'binary'),
					locator('={{ $json.third }}', 'url'),
				),
			},
			{ items: [withPicture()] },
		);
		expect(run.error).toBeUndefined();
		expect(bodies(setting.piApi)).toMatchObject([
			{
				input: {
					image_urls: [
						'https://example.com/1.png',
						'https://example.com/2.png',
						setting.piApi.ledger.uploads[0]?.url,
					],
				},
			},
		]);
	});

	it('an upload that the plan does not allow says so, and creates no task', async () => {
		setting.piApi.behaviour.uploadAllowed = false;
		const run = await runNode(
			{ operation: 'describe', imageUrl: locator('data', 'binary') },
			{ items: [withPicture()] },
		);
		expect(run.error?.message).toContain('Image could not be uploaded: Insufficient plan level');
		expect(run.error?.description).toContain('Creator plan');
		expect(setting.piApi.ledger.createdTasks()).toEqual([]);
	});

	it('a file of more than 10 MB is refused before it is sent', async () => {
		const item = withPicture(Buffer.alloc(11 * 1024 ** 2));
		const run = await runNode(
			{ operation: 'describe', imageUrl: locator('data', 'binary') },
			{ items: [item] },
		);
		expect(run.error?.message).toContain('Image is 11.0 MB large');
		expect(setting.piApi.ledger.requestsTo('upload')).toEqual([]);
	});

	it.each([
		[{ fileName: 'speak', fileExtension: 'mpga', mimeType: 'audio/mpeg' }, 'speak.mp3'],
		[{ fileName: 'Foto 12.03.2026', mimeType: 'image/png' }, 'Foto 12.03.2026.png'],
	])('a file that n8n names %j is uploaded as %s', async (facts, name) => {
		const data = { data: BYTES.toString('base64'), ...facts };
		const run = await runNode(
			{ operation: 'describe', imageUrl: locator('data', 'binary') },
			{ items: [{ json: {}, binary: { data } }] },
		);
		expect(run.error?.message).toBeUndefined();
		expect(setting.piApi.ledger.requestsTo('upload')).toMatchObject([
			{ body: { file_name: name } },
		]);
	});

	it('a missing binary field names the field by its label', async () => {
		const run = await runNode(
			{ operation: 'describe', imageUrl: locator('photo', 'binary') },
			{ items: [withPicture()] },
		);
		expect(run.error?.message).toContain('Image could not be read from the binary field "photo"');
		expect(run.error?.message).toContain('[item 0]');
	});

	it('a retry finds the task of a lost answer by the link of the first upload', async () => {
		// Another workflow describes another picture at the same time.
		setting.piApi.addTask({
			request: { model: 'midjourney', task_type: 'describe', input: { image_url: PICTURE } },
			ageSeconds: 0,
		});
		setting.piApi.fault({ on: 'create', when: 'first', kind: 'resetAfter' });
		setting.piApi.fault({ on: 'history', when: 'first', kind: 'notFound' });
		const run = await runNode(
			{ operation: 'describe', imageUrl: locator('data', 'binary') },
			{
				items: [withPicture()],
				settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
			},
		);
		expect(run.error).toBeUndefined();
		const [made, ...more] = setting.piApi.ledger.createdTasks();
		expect(more).toEqual([]);
		expect(run.output[0]?.json.taskId).toBe(made?.id);
	});
});

describe('wrong input', () => {
	it.each<[string, INodeParameters, string]>([
		['an empty prompt', imagine('={{ "" }}'), 'Prompt is empty'],
		['a blank prompt', imagine('={{ "  \\n" }}'), 'Prompt is empty'],
		[
			'an empty origin task',
			{ operation: 'seed', originTaskId: locator('={{ "" }}') },
			'Origin Task is empty',
		],
		[
			'an origin task that is none',
			{ operation: 'seed', originTaskId: locator('={{ "../x" }}') },
			'Origin Task is not a task ID',
		],
		[
			'an index that does not exist',
			{ operation: 'upscale', originTaskId: locator(ORIGIN), index: '={{ 9 }}' },
			'Index is 9',
		],
		[
			'a link that is none',
			{ operation: 'describe', imageUrl: locator('={{ "fox.png" }}', 'url') },
			'Image is not a link',
		],
		[
			'a mask that is not base64',
			{
				operation: 'inpaint',
				originTaskId: locator(ORIGIN),
				mask: locator('={{ "???" }}', 'base64'),
			},
			'Mask is not base64',
		],
		[
			'a webhook URL that is none',
			imagine('x', { taskOptions: { webhookUrl: '={{ "hook" }}' } }),
			'Webhook URL is not a link',
		],
		[
			'a timeout that is not a number',
			imagine('x', { taskOptions: { timeout: '={{ "soon" }}' } }),
			'Timeout (Seconds) is not a number',
		],
		['an expression that fails', imagine(`={{ $('Nowhere').item.json.x }}`, {}), 'node doesn'],
		['a prompt that is not text', imagine('={{ ({ a: 1 }) }}'), 'Prompt is not text'],
	])('%s is refused by its label before anything is sent', async (_, parameters, text) => {
		const run = await runNode(parameters);
		expect(run.error?.message).toContain(text);
		expect(run.error?.message).toContain('[item 0]');
		expect(run.error?.description).toMatch(/\w/);
		expect(setting.piApi.ledger.requestsTo('create')).toEqual([]);
	});
});
