import type { MediaKind, Result } from './vocabulary';

/**
 * Names under which PiAPI's families have their results, best first: for tasks that the catalog does not know, and where
 * none of an operation's own places is filled. The names of a group are copies of each other; a list may hold other files
 * than the single link beside it. Source: the vendor's own list, https://github.com/apinetwork/piapi-mcp-server, and answers
 * in tools/recorded.
 */
const NAMES: ReadonlyArray<readonly [kind: MediaKind, ...names: string[]]> = [
	['video', 'video_raw', 'video', 'video_url'],
	['video', 'videos', 'video_urls'],
	['video', 'clips'],
	['audio', 'audio', 'audio_url', 'song_path'],
	['audio', 'audios', 'audio_urls'],
	['model', 'model_file', 'model_file_url', 'model_url'],
	['image', 'images', 'image_urls', 'temporary_image_urls'],
	['image', 'image', 'image_url', 'image_path', 'discord_image_url'],
];

/** Keys of objects that hold one link several times, the one without a watermark first. */
export const LINK_NAMES = [
	'resource_without_watermark',
	'url',
	'output_url',
	'download_url',
	'file_url',
	'result_url',
	'resource',
];

const TEXT_NAMES = [
	'text',
	'caption',
	'captions',
	'description',
	'descriptions',
	'lyrics',
	'transcript',
	'transcription',
	'content',
	'answer',
];

/** The paths may begin anywhere in the output. */
export const anyResults: readonly Result[] = [
	...NAMES.flatMap(([kind, ...names]) => {
		const [first = '', ...copies] = ['', ...LINK_NAMES]
			.map((link) => names.map((name) => (link === '' ? name : `${name}.${link}`)))
			.flat();
		return [
			{ path: first, kind, role: kind },
			...copies.map((path) => ({ path, kind, role: kind, insteadOf: first })),
		];
	}),
	...TEXT_NAMES.map((path): Result => ({ path, kind: 'text', role: 'text' })),
];

const RESULT_KEYS = new Set([
	...NAMES.flatMap(([, ...names]) => names),
	'generation',
	'result',
	'results',
	'songs',
	'task_result',
	'works',
]);

/** Whether results may be under this key of a task, where its output is empty. */
export const isResultKey = (key: string): boolean => RESULT_KEYS.has(key);

/** What PiAPI returns beside a result, by a key on the way to it. */
export const SIDE_PRODUCTS: ReadonlyArray<readonly [role: string, name: RegExp]> = [
	['thumbnail', /thumb/],
	['cover', /(^|_)cover|poster/],
	['last_frame', /(last|tail|end)_frame/],
	['preview', /(^|_)preview|combined_video/],
	['cutout', /no_background|cutout/],
];

/** What a link without a file ending leads to, by the nearest key that says it; the first that fits counts. */
export const KIND_NAMES: ReadonlyArray<readonly [kind: Exclude<MediaKind, 'text'>, name: RegExp]> =
	[
		['image', /thumb|cover|poster|frame/],
		['video', /video|clip|movie|film/],
		['audio', /audio|song|music|sound|voice|speech/],
		['model', /model|mesh|glb|3d/],
		['image', /image|img|picture|photo|background/],
	];

/** Keys under which an answer repeats what was sent, or shows what it did on the way. */
export const ECHO_NAMES =
	/^(inputs?|requests?|params|parameters|config)$|^(input|init|origin|source|reference|prompt|intermediate)_|_(input|reference)$|^references$|webhook|callback|endpoint/;
