import type { IDataObject } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import type { Family, Result } from '../../nodes/catalog/vocabulary';
import { resultOf } from '../../nodes/result/files';
import { acme } from '../catalog/acme';
import { sampleTask } from './sampleTask';

const A = 'https://a.example/1';
const B = 'https://a.example/2';
const C = 'https://a.example/3';

/** What an operation with these results gives. */
function resultWith(results: Result[], output: unknown, changes: IDataObject = {}) {
	const [operation] = acme.operations;
	if (operation === undefined) throw new Error('Acme has no operation');
	const family: Family = { ...acme, operations: [{ ...operation, results }] };
	const { model, taskType } = operation;
	const task = sampleTask({ model, task_type: taskType, output: output as never, ...changes });
	return resultOf([family], task);
}

const urlsWith = (results: Result[], output: unknown): string[] =>
	resultWith(results, output).files.map(({ url }) => url);

/** What a task gives that no catalog knows. */
const unknown = (output: unknown, changes: IDataObject = {}) =>
	resultOf(
		families,
		sampleTask({ model: 'new', task_type: 'x', output: output as never, ...changes }),
	);

const urls = (output: unknown): string[] => unknown(output).files.map(({ url }) => url);

describe('the places of the catalog', () => {
	const results: Result[] = [
		{ path: 'works.video.url', kind: 'video', role: 'video' },
		{ path: 'image_url', kind: 'image', role: 'cover' },
		{ path: 'lyrics', kind: 'text', role: 'lyrics' },
	];

	it('give their files in their order, with kind and role', () => {
		const output = {
			image_url: 'https://a.example/cover.png',
			works: [
				{ video: { url: 'https://a.example/1.mp4' } },
				{ video: { url: 'https://a.example/2.mp4' } },
			],
			lyrics: 'https://a.example/lyrics.txt',
		};
		expect(resultWith(results, output).files).toEqual([
			{ url: 'https://a.example/1.mp4', kind: 'video', role: 'video' },
			{ url: 'https://a.example/2.mp4', kind: 'video', role: 'video' },
			{ url: 'https://a.example/cover.png', kind: 'image', role: 'cover' },
		]);
	});

	it('give the same link once', () => {
		expect(urlsWith(results, { image_url: A, works: { video: { url: A } } })).toEqual([A]);
	});

	it.each<[unknown, string[]]>([
		[{ works: { video: { url: A } } }, [A]],
		[{ works: [{ video: { url: A } }, { video: { url: B } }] }, [A, B]],
		[{ works: [[{ video: { url: [A, B] } }], [{ video: [{ url: C }] }]] }, [A, B, C]],
		[{ works: [null, { video: null }, { video: { url: A } }] }, [A]],
		[
			[{ works: [{ video: { url: A } }] }, { works: [{ video: { url: B } }] }],
			[A, B],
		],
		[JSON.stringify({ works: [{ video: { url: A } }] }), [A]],
	])('are found in %j', (output, found) => expect(urlsWith(results, output)).toEqual(found));

	it.each([[''], [null], [5], ['pending'], ['ftp://a.example'], ['https://'], ['https://a b']])(
		'hold no file where they have %p',
		(value) => expect(urlsWith(results, { image_url: value })).toEqual([]),
	);
});

describe('a copy', () => {
	const results: Result[] = [
		{ path: 'works.clean', kind: 'video', role: 'video' },
		{ path: 'video_url', kind: 'video', role: 'video', insteadOf: 'works.clean' },
		{ path: 'works.marked', kind: 'video', role: 'video', insteadOf: 'works.clean' },
		{ path: 'works.cover', kind: 'image', role: 'cover' },
	];

	it.each<[string, unknown, string[]]>([
		['beside the clean one', { works: [{ clean: A, marked: B }] }, [A]],
		['beside the single link', { video_url: A, works: [{ marked: B }] }, [A]],
		['beside both', { video_url: B, works: [{ clean: A, marked: C }] }, [A]],
		['alone', { works: [{ marked: B }] }, [B]],
		['where the clean one is empty', { works: [{ clean: '', marked: B }] }, [B]],
		['of each entry', { works: [{ clean: A, marked: C }, { marked: B }] }, [A, B]],
		['of the first entry alone', { works: [{ marked: A }, { clean: B, marked: C }] }, [A, B]],
		['in several lists', { works: [[{ marked: A }], [{ clean: B }, { marked: C }]] }, [A, B, C]],
		['with a single link', { video_url: A, works: [{ marked: B }, { marked: C }] }, [A, C]],
		['in an object', { works: { clean: A, marked: B } }, [A]],
	])('%s', (_, output, found) => expect(urlsWith(results, output)).toEqual(found));

	it('of ten and more keeps their order', () => {
		const works = Array.from({ length: 12 }, (_, index) =>
			index % 2 === 0 ? { clean: `${A}${index}`, marked: B } : { marked: `${A}${index}` },
		);
		expect(urlsWith(results, { works })).toEqual(works.map((_, index) => `${A}${index}`));
	});
});

describe('the text result', () => {
	const results: Result[] = [
		{ path: 'seed', kind: 'text', role: 'seed' },
		{ path: 'parts.text', kind: 'text', role: 'text' },
	];

	it.each<[unknown, string | undefined]>([
		[{ seed: '123' }, '123'],
		[{ seed: 123 }, '123'],
		[{ seed: 0 }, '0'],
		[{ seed: '', parts: [{ text: ' ' }, { text: 'two' }] }, 'two'],
		[{ seed: '{"a":1}' }, '{"a":1}'],
		[{ caption: 'a fox' }, 'a fox'],
		['a fox', 'a fox'],
		[['a fox', 'a hen'], 'a fox\na hen'],
		[42, '42'],
		[{ seed: null }, undefined],
		[{ seed: { a: 1 } }, undefined],
		[{}, undefined],
	])('of %j is %p', (output, text) => {
		const result = resultWith(results, output);
		expect(result).toEqual({ files: [], text, isMissing: text === undefined });
	});
});

describe('an output at other places than the catalog knows of', () => {
	const results: Result[] = [
		{ path: 'video', kind: 'video', role: 'video' },
		{ path: 'cover', kind: 'image', role: 'cover' },
		{ path: 'title', kind: 'text', role: 'title' },
	];

	it('is searched where only side products and texts are found', () => {
		const output = { cover: 'https://a/c.png', title: 'Title', works: [{ video: { url: A } }] };
		expect(resultWith(results, output)).toEqual({
			files: [
				{ url: A, kind: 'video', role: 'video' },
				{ url: 'https://a/c.png', kind: 'image', role: 'cover' },
			],
			text: 'Title',
			isMissing: false,
		});
	});

	it('is not searched where the result is found', () => {
		expect(urlsWith(results, { video: A, video_url: B, other: 'https://a/c.mp4' })).toEqual([A]);
	});

	it('has the kind that the task is for first', () => {
		const output = { image_url: 'https://a/i.png', result: 'https://a/v.mp4' };
		expect(urlsWith(results, output)).toEqual(['https://a/v.mp4', 'https://a/i.png']);
	});

	it('is of that kind where nothing says another', () => {
		expect(resultWith(results, { result: A }).files).toEqual([
			{ url: A, kind: 'video', role: 'video' },
		]);
		expect(unknown({ result: A }).files).toEqual([{ url: A, kind: 'file', role: 'file' }]);
	});

	it.each(['pending', 'processing', 'staged', 'failed', 'canceled'])(
		'is not searched in a task that is %s',
		(status) => {
			expect(resultWith(results, { video_url: A }, { status }).files).toEqual([]);
			expect(unknown({ video_url: A }, { status })).toMatchObject({ files: [], isMissing: false });
		},
	);

	it.each(['pending', 'processing', 'staged'])('is a preview while the task is %s', (status) => {
		expect(resultWith(results, { video: A, title: 'Title' }, { status })).toEqual({
			files: [],
			isMissing: false,
		});
	});

	it('of a failed task has what the catalog knows of', () => {
		expect(resultWith(results, { video: A }, { status: 'failed' }).files).toHaveLength(1);
	});

	it.each<[unknown, boolean]>([
		[null, true],
		[{}, true],
		[{ status: 99, message: '' }, true],
		[{ title: 'Title' }, true],
		[100, true],
		[[], true],
		[{ image_base64: 'AAAA' }, true],
		[{ url: A }, false],
		[{ cover: A }, false],
	])('of %j is missing: %p', (output, isMissing) => {
		expect(resultWith(results, output).isMissing).toBe(isMissing);
	});
});

describe('the general places', () => {
	it.each<[string, unknown, string]>([
		['Kling', { works: [{ video: { resource: B, resource_without_watermark: A } }] }, A],
		['Luma', { video_raw: { url: A }, thumbnail: B }, A],
		['the older Luma', { generation: { video: { url: A, thumbnail: B } } }, A],
		['Flux', { image_url: A }, A],
		['music', { audio_url: A, image_url: B }, A],
		['songs', { songs: [{ song_path: A, image_path: B, title: 'Title' }] }, A],
		['Trellis', { combined_video: B, model_file: A, no_background_image: C }, A],
		['a video before its cover', { cover: B, video: A }, A],
		['an image before its thumbnail', { thumbnail: B, image_url: A }, A],
		['texts in a list', { images: [A, B] }, A],
		['objects in a list', { images: [{ url: A }, { url: B }] }, A],
		['other spellings', { videoUrl: A }, A],
		['JSON in a text', { result: JSON.stringify({ video_url: A }) }, A],
		['something around', { data: { result: [{ video: A }] } }, A],
		['a link alone', A, A],
		['a list of links', [A, B], A],
		['a list of objects', [{ url: A }], A],
		['JSON', JSON.stringify([A]), A],
		['a text with a link', 'Done: https://a.example/fox.mp4.', 'https://a.example/fox.mp4'],
		['a name for nothing', { foo: { bar: [{ baz: A }] } }, A],
	])('find the main file of %s', (_, output, url) => {
		const { files, isMissing } = unknown(output);
		expect(files[0]?.url).toBe(url);
		expect(isMissing).toBe(false);
	});

	it.each<[string, unknown, string[]]>([
		['one with and without a watermark', { video: { resource: B, url: A } }, [A]],
		['several names', { video_raw: A, video: B, video_url: C }, [A]],
		[
			'a clean link beside marked works',
			{ video_url: A, works: [{ video: { resource: B } }, { video: { resource: C } }] },
			[A, C],
		],
		['links to one file', { download_url: B, url: A }, [A]],
		['the first of a list', { image_url: A, image_urls: [A, B] }, [A, B]],
		['several lists', { temporary_image_urls: [C], image_urls: [A, B] }, [A, B]],
	])('take one result once: %s', (_, output, found) => expect(urls(output)).toEqual(found));

	it('give different files each', () => {
		const views = { front: 'https://a/f.png', back: 'https://a/b.png' };
		expect(urls(views)).toEqual(Object.values(views));
		expect(urls({ a: { video: A }, b: { video: B } })).toEqual([A, B]);
		expect(urls({ urls: [A, B] })).toEqual([A, B]);
	});

	it('tell side products by their role, after the results', () => {
		const output = {
			cover: { resource: B, resource_without_watermark: A },
			last_frame: { url: 'https://a/3' },
			video_url: 'https://a/v',
			thumbnail: 'https://a/t.webp',
		};
		expect(unknown(output).files.map(({ kind, role }) => [kind, role])).toEqual([
			['video', 'video'],
			['image', 'cover'],
			['image', 'last_frame'],
			['image', 'thumbnail'],
		]);
	});

	it.each<[string, unknown, string]>([
		['of the file', { image_url: 'https://a/1.mp4' }, 'video'],
		['in a query', { result: 'https://a/get?file=song.mp3' }, 'audio'],
		['of the key', { final_video: A }, 'video'],
		['of a key above', { mesh: { result: A } }, 'model'],
	])('tell the kind by the name %s', (_, output, kind) => {
		expect(unknown(output).files).toEqual([expect.objectContaining({ kind, role: kind })]);
	});

	it('leave out what was sent', () => {
		const changes = { input: { image_url: A, config: { refs: [B] } } };
		expect(unknown({ image: A, other: [B] }, changes).files).toEqual([]);
		expect(unknown({ input: { image: C }, prompt_img_url: C, webhook: C }).files).toEqual([]);
		expect(unknown({ intermediate_image_urls: [C] }).isMissing).toBe(true);
	});

	it.each([
		['javascript:alert(1)'],
		['file:///etc/passwd'],
		['//a/1.png'],
		['data:image/png,'],
		[''],
	])('take %p for no link', (link) =>
		expect(unknown({ image_url: link, files: [link] }).files).toEqual([]),
	);

	it('survive JSON in a text that is nested too deeply', () => {
		const output = { result: '['.repeat(50_000) + ']'.repeat(50_000) };
		expect(unknown(output)).toEqual({ files: [], text: undefined, isMissing: true });
	});

	it.each<[unknown, string | undefined]>([
		['a fox', 'a fox'],
		[['a fox'], 'a fox'],
		[{ caption: 'a fox' }, 'a fox'],
		[{ caption: 'a fox', image_url: A }, undefined],
		[42, undefined],
	])('give the text of %j: %p', (output, text) => expect(unknown(output).text).toBe(text));
});
