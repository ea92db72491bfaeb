import { midjourney } from '../../nodes/catalog';
import { anyResults } from '../../nodes/catalog/anyResults';
import type { Family, Result } from '../../nodes/catalog/vocabulary';
import { filesOf, resultsOf, textOf, valuesAt } from '../../nodes/result/files';
import { sampleTask } from './sampleTask';

const taskWith = (output: unknown) => sampleTask({ output: output as never });

it.each<[unknown, string[], unknown[]]>([
	[{ a: 1 }, ['a'], [1]],
	[{ a: { b: { c: 'x' } } }, ['a', 'b', 'c'], ['x']],
	[{ a: ['x', 'y'] }, ['a'], ['x', 'y']],
	[
		{ works: [{ video: { url: 'x' } }, { video: { url: 'y' } }] },
		['works', 'video', 'url'],
		['x', 'y'],
	],
	[{ a: [['x'], ['y']] }, ['a'], ['x', 'y']],
	[{ a: null }, ['a', 'b'], []],
	[{ a: 'text' }, ['a', 'b'], []],
	[{}, ['a', 'b'], []],
	[null, ['a'], []],
])('the values in %p at %p are %p', (value, path, values) => {
	expect(valuesAt(value, path)).toEqual(values);
});

describe('result files', () => {
	const results: Result[] = [
		{ path: 'works.video.url', kind: 'video', role: 'video' },
		{ path: 'image_url', kind: 'image', role: 'cover' },
		{ path: 'lyrics', kind: 'text', role: 'lyrics' },
	];

	it('stand in the order of the results, with kind and role', () => {
		const output = {
			image_url: 'https://a.example/cover.png',
			works: [
				{ video: { url: 'https://a.example/1.mp4' } },
				{ video: { url: 'https://a.example/2.mp4' } },
			],
			lyrics: 'https://a.example/lyrics.txt',
		};
		expect(filesOf(taskWith(output), results)).toEqual([
			{ url: 'https://a.example/1.mp4', kind: 'video', role: 'video' },
			{ url: 'https://a.example/2.mp4', kind: 'video', role: 'video' },
			{ url: 'https://a.example/cover.png', kind: 'image', role: 'cover' },
		]);
	});

	it('hold the same link once', () => {
		const output = {
			image_url: 'https://a.example/1',
			works: { video: { url: 'https://a.example/1' } },
		};
		expect(filesOf(taskWith(output), results)).toEqual([
			{ url: 'https://a.example/1', kind: 'video', role: 'video' },
		]);
	});

	it.each<[unknown]>([[''], [null], [5], ['pending'], ['ftp://a.example'], [{ url: 'https://a' }]])(
		'do not hold %p',
		(value) => expect(filesOf(taskWith({ image_url: value }), results)).toEqual([]),
	);
});

describe('the text result', () => {
	const results: Result[] = [
		{ path: 'seed', kind: 'text', role: 'seed' },
		{ path: 'parts.text', kind: 'text', role: 'text' },
		{ path: 'image_url', kind: 'image', role: 'image' },
	];

	it.each<[unknown, string | undefined]>([
		[{ seed: '123' }, '123'],
		[{ seed: 123 }, '123'],
		[{ seed: 0 }, '0'],
		[{ seed: '', parts: [{ text: '' }, { text: 'two' }] }, 'two'],
		[{ seed: null }, undefined],
		[{ seed: { a: 1 } }, undefined],
		[{ image_url: 'https://a.example' }, undefined],
		[{}, undefined],
	])('of %p is %p', (output, text) => expect(textOf(taskWith(output), results)).toBe(text));
});

describe('the results to look for', () => {
	const families: Family[] = [midjourney];

	it('are those of the operation', () => {
		const describing = sampleTask({ task_type: 'describe' });
		expect(resultsOf(families, describing)).toEqual([
			{ path: 'description', kind: 'text', role: 'description' },
		]);
	});

	it.each([{ model: 'kling', task_type: 'imagine' }, { task_type: 'dance' }])(
		'are the general ones for %p, which nobody knows',
		(changes) => expect(resultsOf(families, sampleTask(changes))).toBe(anyResults),
	);
});

describe('the general results', () => {
	it.each<[string, unknown, string]>([
		[
			'Kling',
			{
				works: [{ video: { resource: 'https://a/2', resource_without_watermark: 'https://a/1' } }],
			},
			'https://a/1',
		],
		['Luma', { video_raw: { url: 'https://a/1' }, thumbnail: 'https://a/2' }, 'https://a/1'],
		['Flux', { image_url: 'https://a/1' }, 'https://a/1'],
		['music', { audio_url: 'https://a/1', image_url: '' }, 'https://a/1'],
		['Trellis', { model_file: 'https://a/1', no_background_image: '' }, 'https://a/1'],
		['a video before its cover', { cover: 'https://a/2', video: 'https://a/1' }, 'https://a/1'],
		[
			'an image before its thumbnail',
			{ thumbnail: 'https://a/2', image_url: 'https://a/1' },
			'https://a/1',
		],
	])('find the main file of %s', (_, output, url) => {
		expect(filesOf(taskWith(output), anyResults)[0]?.url).toBe(url);
	});

	it('tell side products by their role', () => {
		const output = {
			video_url: 'https://a/1',
			cover: { resource: 'https://a/2' },
			last_frame: { url: 'https://a/3' },
		};
		expect(filesOf(taskWith(output), anyResults).map(({ role }) => role)).toEqual([
			'video',
			'last_frame',
			'cover',
		]);
	});
});

it('a link without a host is no file', () => {
	const task = sampleTask({ output: { image_url: 'https://' } });
	expect(filesOf(task, [{ path: 'image_url', kind: 'image', role: 'image' }])).toEqual([]);
});
