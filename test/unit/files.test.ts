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
		[{ works: { video: { url: `\n ${A}\n` } } }, [A]],
	])('are found in %j', (output, found) => expect(urlsWith(results, output)).toEqual(found));

	it.each([
		[''],
		[null],
		[5],
		['pending'],
		['ftp://a.example'],
		['https://'],
		['https://a b'],
		['https://a.example/1 is ready'],
	])('hold no file where they have %p', (value) =>
		expect(urlsWith(results, { image_url: value })).toEqual([]),
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
		[{ captions: ['a fox'] }, 'a fox'],
		[{ descriptions: 'a fox' }, 'a fox'],
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
