import type { IDataObject } from 'n8n-workflow';

import {
	choice,
	decimal,
	media,
	plainChoices,
	task,
	text,
	toggle,
} from '../../nodes/catalog/fields';
import type { Field, Operation } from '../../nodes/catalog/vocabulary';
import {
	digestOfDraft,
	draftOf,
	requestOf,
	type Draft,
	type DraftOptions,
} from '../../nodes/request/draft';
import { setPath } from '../../nodes/request/objectPath';
import type { FileUploader } from '../../nodes/request/fileUploader';
import { createProblem, isProblem, type Problem } from '../../nodes/transport/problem';

describe('setPath', () => {
	it.each<[string, unknown, IDataObject, IDataObject]>([
		['prompt', 'a', {}, { prompt: 'a' }],
		['camera.type', 'pan', {}, { camera: { type: 'pan' } }],
		['camera.config.zoom', 0, {}, { camera: { config: { zoom: 0 } } }],
		[
			'camera.config.zoom',
			2,
			{ camera: { type: 'pan' } },
			{ camera: { type: 'pan', config: { zoom: 2 } } },
		],
		['prompt', 'b', { prompt: 'a', other: 1 }, { prompt: 'b', other: 1 }],
		['list', ['a'], {}, { list: ['a'] }],
		['off', false, {}, { off: false }],
	])('puts at %s the value %p', (path, value, target, result) => {
		setPath(target, path, value);
		expect(target).toEqual(result);
	});
});

const operationWith = (...fields: Field[]): Operation => ({
	value: 'animate',
	name: 'Animate',
	action: 'Animate an image',
	description: 'Move an image',
	model: 'acme',
	taskType: 'animate_it',
	fields,
	results: [],
	confidence: 'documented',
	source: 'https://example.com',
});

const prompt = text('prompt', { label: 'Prompt', help: 'What', rows: 3 });
const zoom = decimal('camera.config.zoom', { label: 'Zoom', help: 'Factor' });
const kind = choice('camera.type', {
	label: 'Kind',
	help: 'Kind',
	choices: plainChoices('a', 'b'),
});
const loop = toggle('loop', { label: 'Loop', help: 'Whether' });
const parent = task('origin_task_id', { label: 'Origin Task', help: 'Parent', required: true });
const image = media('image_url', { label: 'Image', help: 'Image', media: 'image' });
const images = media('images', { label: 'Images', help: 'Images', media: 'image', multiple: true });
const mask = media('mask', { label: 'Mask', help: 'Mask', media: 'image', sentAs: 'base64' });

const options = (
	values: Record<string, unknown>,
	more: Partial<DraftOptions> = {},
): DraftOptions => ({
	itemIndex: 0,
	read: ({ parameter }) => values[parameter],
	serviceMode: '',
	webhookUrl: '',
	webhookSecret: '',
	...more,
});

function drafted(
	fields: Field[],
	values: Record<string, unknown>,
	more: Partial<DraftOptions> = {},
): Draft {
	const draft = draftOf(operationWith(...fields), options(values, more));
	if (isProblem(draft)) throw new Error(draft.message);
	return draft;
}

const all = [prompt, zoom, kind, loop, image, images];
const locator = (value: unknown, mode = 'url') => ({ __rl: true, mode, value });

describe('a draft', () => {
	it('holds nothing that is unset', () => {
		expect(drafted(all, { prompt: '', loop: null })).toEqual({
			request: { model: 'acme', task_type: 'animate_it', input: {} },
			files: [],
			hints: [],
		});
	});

	it('holds each value at its path', () => {
		const values = {
			prompt: ' a fox ',
			cameraConfigZoom: '1.5',
			cameraType: 'b',
			loop: false,
			imageUrl: locator('https://a.example'),
			images: { items: [{ file: locator('https://b.example') }] },
		};
		expect(drafted(all, values).request.input).toEqual({
			prompt: ' a fox ',
			camera: { config: { zoom: 1.5 }, type: 'b' },
			loop: false,
			image_url: 'https://a.example',
			images: ['https://b.example'],
		});
	});

	it('ends with the first field that is wrong', () => {
		const draft = draftOf(
			operationWith(prompt, zoom, kind),
			options({ cameraConfigZoom: 'x', cameraType: 'y' }),
		);
		expect(draft).toMatchObject({ message: 'Zoom is not a number' });
	});

	it('ends with a file that is wrong', () => {
		const draft = draftOf(operationWith(image), options({ imageUrl: 'x' }));
		expect(draft).toMatchObject({ message: 'Image is not a link: x' });
	});

	it('names the field that is required', () => {
		expect(draftOf(operationWith(parent), options({}))).toMatchObject({
			message: 'Origin Task is empty',
		});
	});

	it('keeps the hints about unusual values', () => {
		const shape = text('shape', {
			label: 'Shape',
			help: 'Shape',
			unusual: { unless: /^a$/, hint: 'is odd' },
		});
		expect(drafted([shape], { shape: 'b' }).hints).toEqual(['Shape "b" is odd']);
	});

	it.each<[Partial<DraftOptions>, unknown]>([
		[{}, undefined],
		[{ webhookSecret: 'hush' }, undefined],
		[{ webhookUrl: '  ' }, undefined],
		[{ serviceMode: 'private' }, { service_mode: 'private' }],
		[
			{ webhookUrl: ' https://a.example/hook ' },
			{ webhook_config: { endpoint: 'https://a.example/hook' } },
		],
		[
			{ webhookUrl: 'https://a.example/hook', webhookSecret: 'hush', serviceMode: 'public' },
			{
				service_mode: 'public',
				webhook_config: { endpoint: 'https://a.example/hook', secret: 'hush' },
			},
		],
	])('with %p has its config', (more, config) => {
		const { request } = drafted([prompt], {}, more);
		expect(request.config).toEqual(config);
		expect('config' in request).toBe(config !== undefined);
	});

	it.each(['hook', 'ftp://a.example', 'https://', 'https://a b'])(
		'does not take %p as Webhook URL',
		(webhookUrl) => {
			const draft = draftOf(operationWith(prompt), options({}, { webhookUrl }));
			expect(draft).toMatchObject({ message: `Webhook URL is not a link: ${webhookUrl}` });
		},
	);
});

/** Links and contents after the name of the binary field. */
const uploader = (contents: Record<string, string> = {}): FileUploader => ({
	fingerprint: async ({ property }) => await Promise.resolve(contents[property] ?? property),
	base64: async ({ property }) => await Promise.resolve(`base64 of ${property}`),
	link: async ({ property }) => await Promise.resolve(`https://up.example/${property}`),
	linkOrBase64: async ({ property }) => await Promise.resolve(`either of ${property}`),
	dataUrl: async ({ property }) => await Promise.resolve(`data:${property}`),
	file: async ({ property }) =>
		await Promise.resolve({ name: property, mimeType: '', bytes: Buffer.alloc(0) }),
	uploaded: async ({ property }) =>
		await Promise.resolve({
			url: `https://up.example/${property}`,
			fileName: property,
			mimeType: '',
			bytes: 0,
		}),
});

const fileValues = {
	imageUrl: locator('photo', 'binary'),
	images: {
		items: [{ file: locator('https://b.example') }, { file: locator('data', 'binary') }],
	},
	mask: locator('mask', 'binary'),
};

describe('a request with files', () => {
	const draft = (): Draft => drafted([prompt, image, images, mask], { prompt: 'a', ...fileValues });

	it('gets them at their place, in the way the field asks for', async () => {
		expect(await requestOf(draft(), uploader())).toEqual({
			model: 'acme',
			task_type: 'animate_it',
			input: {
				prompt: 'a',
				image_url: 'https://up.example/photo',
				images: ['https://b.example', 'https://up.example/data'],
				mask: 'base64 of mask',
			},
		});
	});

	it('leaves the draft as it was', async () => {
		const made = draft();
		const before = JSON.stringify(made);
		await requestOf(made, uploader());
		expect(JSON.stringify(made)).toBe(before);
		expect(made.request.input).toEqual({ prompt: 'a' });
	});

	it('is not made when a file cannot be had', async () => {
		const problem: Problem = createProblem({ message: 'too large', advice: 'smaller' });
		const broken = { ...uploader(), link: async () => await Promise.resolve(problem) };
		expect(await requestOf(draft(), broken)).toEqual(problem);
	});

	it('keeps its config', async () => {
		const made = drafted([image], fileValues, { serviceMode: 'public' });
		expect(await requestOf(made, uploader())).toMatchObject({ config: { service_mode: 'public' } });
	});
});

describe('the digest of a draft', () => {
	const digest = async (
		values: Record<string, unknown>,
		more: Partial<DraftOptions> = {},
		contents: Record<string, string> = {},
		operation = operationWith(prompt, zoom, image),
	): Promise<string> => {
		const draft = draftOf(operation, options(values, more));
		if (isProblem(draft)) throw new Error(draft.message);
		return await digestOfDraft(draft, uploader(contents));
	};
	const photo = (property: string) => ({ imageUrl: locator(property, 'binary') });

	it('is equal for equal values', async () => {
		expect(await digest({ prompt: 'a', cameraConfigZoom: 1 })).toBe(
			await digest({ cameraConfigZoom: '1', prompt: 'a' }),
		);
	});

	it('does not count the config', async () => {
		expect(await digest({ prompt: 'a' })).toBe(
			await digest(
				{ prompt: 'a' },
				{ serviceMode: 'private', webhookUrl: 'https://a.example', webhookSecret: 'hush' },
			),
		);
	});

	it('counts each value, the model and the task type', async () => {
		const base = await digest({ prompt: 'a' });
		expect(await digest({ prompt: 'b' })).not.toBe(base);
		expect(await digest({ prompt: 'a', cameraConfigZoom: 1 })).not.toBe(base);
		const fields = operationWith(prompt, zoom, image);
		expect(await digest({ prompt: 'a' }, {}, {}, { ...fields, model: 'other' })).not.toBe(base);
		expect(await digest({ prompt: 'a' }, {}, {}, { ...fields, taskType: 'other' })).not.toBe(base);
	});

	it('counts the content of a file, not where it lies', async () => {
		const content = { a: 'fox', b: 'fox', c: 'hare' };
		const fox = await digest(photo('a'), {}, content);
		expect(await digest(photo('b'), {}, content)).toBe(fox);
		expect(await digest(photo('c'), {}, content)).not.toBe(fox);
	});

	it('counts which field a file belongs to', async () => {
		const other = media('end_url', { label: 'End', help: 'End', media: 'image' });
		const operation = operationWith(image, other);
		const file = locator('a', 'binary');
		expect(await digest({ imageUrl: file }, {}, {}, operation)).not.toBe(
			await digest({ endUrl: file }, {}, {}, operation),
		);
	});
});
