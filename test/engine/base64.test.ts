import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { IMAGE_TO_VIDEO, EDIT, link, model, runAny, image as LINK } from './anyModelStage';
import { dry, runDry } from './dryRunStage';
import { PI_API, runResource } from './resources';
import { bodies, files, locator, openSetting, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ taskSeconds: 1 });
});

afterEach(async () => await setting.close());

/** A file that begins like a PNG. */
const pictureOf = (content: string, bytes = 6_000): Buffer =>
	Buffer.concat([
		Buffer.from('89504e470d0a1a0a', 'hex'),
		Buffer.alloc(bytes, `picture of ${content}`),
	]);
const PICTURE = pictureOf('a fox');
const BASE64 = PICTURE.toString('base64');
const DATA_URL = `data:image/png;base64,${BASE64}`;

const withPicture = (content: string, bytes?: number): INodeExecutionData => ({
	json: {},
	binary: {
		data: {
			data: pictureOf(content, bytes).toString('base64'),
			mimeType: 'image/png',
			fileName: 'fox.png',
			fileExtension: 'png',
		},
	},
});

const removeBackground = async (
	image: unknown,
	more: Parameters<typeof runResource>[4] = {},
	parameters: INodeParameters = {},
) =>
	await runResource(
		setting,
		'image-toolkit',
		'removeBackground',
		{ image: image as INodeParameters, ...parameters },
		more,
	);

const inputs = (): IDataObject[] =>
	bodies(setting.piApi).map((body) => (body as { input: IDataObject }).input);

describe('an operation whose image PiAPI takes as link or base64', () => {
	it.each([
		['a link', LINK, LINK],
		['base64', BASE64, BASE64],
		['a data URL', DATA_URL, DATA_URL],
	])('sends %s as it is', async (_, given, sent) => {
		const run = await removeBackground(locator(`={{ ${JSON.stringify(given)} }}`, 'url'));
		expect(run.error?.message).toBeUndefined();
		expect(inputs()).toEqual([{ image: sent }]);
	});

	it('uploads a binary field', async () => {
		const run = await removeBackground(locator('data', 'binary'), {
			items: [withPicture('a fox')],
		});
		expect(run.error?.message).toBeUndefined();
		expect(inputs()).toEqual([{ image: setting.piApi.ledger.uploads[0]?.url }]);
	});

	it('sends a binary field with the request where the plan includes no uploads', async () => {
		setting.piApi.behaviour.uploadAllowed = false;
		const run = await removeBackground(locator('data', 'binary'), {
			items: [withPicture('a fox')],
		});
		expect(run.error?.message).toBeUndefined();
		expect(inputs()).toEqual([{ image: DATA_URL }]);
		expect(run.output[0]?.json).toMatchObject({ status: 'completed' });
	});

	it('asks only a few times whether uploads are allowed, for many items', async () => {
		setting.piApi.behaviour.uploadAllowed = false;
		const items = Array.from({ length: 20 }, (_, index) => withPicture(`fox ${index}`, 50_000));
		const run = await removeBackground(locator('data', 'binary'), { items });
		expect(run.error?.message).toBeUndefined();
		expect(run.output).toHaveLength(20);
		expect(new Set(inputs().map(({ image }) => image)).size).toBe(20);
		expect(setting.piApi.ledger.requestsTo('upload').length).toBeLessThanOrEqual(4);
	});

	it.each([
		['a word', 'fox.png', 'Image is not a link: fox.png'],
		['another file', 'data:text/html;base64,PGh0bWw+', 'Image is not base64 of an image'],
	])('refuses %s before anything is sent', async (_, given, message) => {
		const run = await removeBackground(locator(given, 'url'));
		expect(run.error?.message).toContain(message);
		expect(setting.piApi.ledger.requestsTo('create')).toEqual([]);
	});

	it('prints no file in Dry Run, and sends nothing', async () => {
		const run = await runDry(
			setting,
			dry({ resource: 'image-toolkit', operation: 'removeBackground', image: locator(DATA_URL) }),
			{ nodeType: PI_API },
		);
		expect(run.output[0]?.json).toMatchObject({
			valid: true,
			request: {
				input: {
					image: expect.stringMatching(/^data:image\/png;base64,.{30,60}… \(\d+ characters\)$/),
				},
			},
		});
	});

	it.each(['refused', 'failed'])('has no file in an error that quotes it: %s', async (how) => {
		const message = `invalid image url: ${DATA_URL}`;
		if (how === 'refused') setting.piApi.behaviour.refuses = () => message;
		else setting.piApi.behaviour.outcome = () => ({ failed: { code: 1, message } });
		const run = await removeBackground(locator('={{ $json.image }}', 'url'), {
			items: [{ json: { image: DATA_URL } }],
		});
		expect(run.error?.message).toContain('invalid image url: ');
		const told = JSON.stringify([run.error?.message, run.error?.description, run.logs]);
		expect(told).not.toContain(BASE64.slice(0, 200));
	});
});

describe('a create with base64 whose answer is lost', () => {
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
	const lose = (): void => {
		setting.piApi.fault({ on: 'create', when: 'first', kind: 'resetAfter' });
	};
	const addOther = (image: string) =>
		setting.piApi.addTask({
			request: {
				model: 'Qubico/image-toolkit',
				task_type: 'background-remove',
				input: { image },
			},
			ageSeconds: 0,
		});

	it.each([
		['is found at once', false],
		['is found by a retry', true],
	])('%s, and no task of another image', async (_, isRetried) => {
		addOther(`data:image/png;base64,${pictureOf('a hare').toString('base64')}`);
		lose();
		if (isRetried) setting.piApi.fault({ on: 'history', when: 'first', kind: 'notFound' });
		const run = await removeBackground(locator(DATA_URL, 'url'), { settings });
		expect(run.error?.message).toBeUndefined();
		const [made, ...more] = setting.piApi.ledger.createdTasks();
		expect(more).toEqual([]);
		expect(run.output[0]?.json.taskId).toBe(made?.id);
		expect(JSON.stringify(run.context).length).toBeLessThan(2_000);
	});
});

it('a create with base64 that PiAPI shows cut is never sent again, and its task is named', async () => {
	setting.piApi.behaviour.echo = 'cutFiles';
	setting.piApi.fault({ on: 'create', when: 'first', kind: 'resetAfter' });
	const run = await removeBackground(locator(DATA_URL, 'url'), {
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 },
	});
	const [made, ...more] = setting.piApi.ledger.createdTasks();
	expect(more).toEqual([]);
	expect(run.error?.description).toContain(made?.id);
});

describe('Any Model', () => {
	it('passes base64 on to a model that takes it', async () => {
		const run = await runAny(setting, EDIT, {
			...model('flux-kontext'),
			prompt: 'a hat',
			images: files(link(DATA_URL)),
		});
		expect(run.error?.message).toBeUndefined();
		expect(inputs()).toMatchObject([{ image: DATA_URL }]);
	});

	it('names the model that takes links only', async () => {
		const run = await runAny(setting, IMAGE_TO_VIDEO, {
			...model('kling-3.0'),
			prompt: 'x',
			image: link(DATA_URL),
		});
		expect(run.error?.message).toContain(
			'First Frame is base64 text, which Kling 3.0 does not take',
		);
		expect(setting.piApi.ledger.requestsTo('create')).toEqual([]);
	});
});
