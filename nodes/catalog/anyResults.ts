import type { MediaKind, Result } from './vocabulary';

/**
 * Where PiAPI's families put their media, for tasks that the catalog does not know.
 * Source: the vendor's own list, https://github.com/apinetwork/piapi-mcp-server
 */
const NAMES: ReadonlyArray<readonly [kind: MediaKind, ...names: string[]]> = [
	['video', 'video', 'video_url', 'video_urls', 'combined_video', 'video_raw'],
	[
		'image',
		'image_urls',
		'temporary_image_urls',
		'image_url',
		'image',
		'no_background_images',
		'no_background_image',
		'discord_image_url',
	],
	['audio', 'audio_url', 'audio_urls', 'audio'],
	['model', 'model_file', 'model_file_url', 'model_url'],
	['image', 'last_frame', 'cover', 'cover_url', 'thumbnail', 'thumbnail_url'],
];

/** Kling and Luma put the link into an object of that name. */
const WITHIN = ['', '.resource_without_watermark', '.resource', '.url'];

const SIDE_PRODUCTS = /cover|thumbnail|last_frame/;

export const anyResults: readonly Result[] = ['works.', ''].flatMap((before) =>
	NAMES.flatMap(([kind, ...names]) =>
		names.flatMap((name) =>
			WITHIN.map((after) => ({
				path: `${before}${name}${after}`,
				kind,
				role: SIDE_PRODUCTS.exec(name)?.[0] ?? kind,
			})),
		),
	),
);
