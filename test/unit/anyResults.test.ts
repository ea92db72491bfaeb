import type { IDataObject } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { resultOf } from '../../nodes/result/files';
import { sampleTask } from './sampleTask';

const A = 'https://a.example/1';
const B = 'https://a.example/2';
const C = 'https://a.example/3';

/** What a task gives that no catalog knows. */
const unknown = (output: unknown, changes: IDataObject = {}) =>
	resultOf(
		families,
		sampleTask({ model: 'new', task_type: 'x', output: output as never, ...changes }),
	);

const urls = (output: unknown): string[] => unknown(output).files.map(({ url }) => url);

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
		['a link with blanks around it', { video: ` ${A}\n` }, A],
		['a link alone with blanks around it', `${A}\n`, A],
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

describe('results beside an output that is empty', () => {
	const video = 'https://a.example/fox.mp4';
	const beside = (more: IDataObject, output: unknown = null) => unknown(output, more);

	it.each<[string, IDataObject]>([
		['works', { works: [{ resource: { resource: B, resourceWithoutWatermark: video } }] }],
		['a result of the task', { task_result: { video_url: video } }],
		['camel case', { taskResult: { videoUrl: video } }],
		['clips', { clips: { 'clip-1': { video_url: video, image_url: B } } }],
		['a link', { video_url: video }],
		['a result', { result: { video_url: video } }],
		['JSON in a text', { result: JSON.stringify({ video_url: video }) }],
	])('are found: %s', (_, more) => {
		for (const output of [null, {}, [], '', { video: '', images: [] }]) {
			const { files, isMissing } = beside(more, output);
			expect(files[0]?.url).toBe(video);
			expect(isMissing).toBe(false);
		}
	});

	it.each<[string, IDataObject]>([
		['the input', { input: { video_url: video } }],
		['what was sent', { input: { image: video }, image_url: video }],
		['an echo', { works: [{ input: { video_url: video } }], input_video_url: video }],
		['the webhook', { config: { webhook_config: { endpoint: video } } }],
		['a thumbnail', { thumbnail: 'https://a.example/t.png', cover: 'https://a.example/c.png' }],
		['an origin task', { parent_task: { output: { video_url: video } } }],
		['the logs', { logs: [`wrote ${video}`], detail: { url: video } }],
		['a reason', { message: `see ${video}`, error: { message: video } }],
		['an address', { url: video, task_url: video, meta: { video_url: video } }],
	])('are not %s', (_, more) => {
		expect(beside(more)).toMatchObject({ files: [], isMissing: true });
	});

	it('do not count where the output has something', () => {
		expect(beside({ works: [{ url: B }] }, { video_url: A }).files.map(({ url }) => url)).toEqual([
			A,
		]);
		expect(beside({ works: [{ url: B }] }, { percent: 100 }).files).toEqual([]);
	});

	it('do not count before the task has completed', () => {
		expect(beside({ video_url: video, status: 'processing' }).files).toEqual([]);
		expect(beside({ video_url: video, status: 'failed' }).files).toEqual([]);
	});
});
