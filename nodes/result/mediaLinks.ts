import type { MediaKind } from '../catalog/vocabulary';

/** A link and what it leads to. */
interface MediaLink {
	readonly url: string;
	readonly kind: Exclude<MediaKind, 'text'>;
}

const EXTENSIONS: ReadonlyArray<readonly [MediaLink['kind'], RegExp]> = [
	['image', /\.(avif|bmp|gif|heic|jpe?g|png|svg|tiff?|webp)$/i],
	['video', /\.(avi|m3u8|m4v|mkv|mov|mp4|webm)$/i],
	['audio', /\.(aac|flac|m4a|mp3|ogg|opus|pcm|wav)$/i],
	['model', /\.(fbx|glb|gltf|obj|ply|stl|usdz)$/i],
];

/** What the name of a file says. */
export const kindOfName = (name: string): MediaLink['kind'] | undefined =>
	EXTENSIONS.find(([, extension]) => extension.test(name))?.[0];

/** What the name of the file says, in the path or in a query such as `?file=fox.png`. */
export function kindOfLink(link: string): MediaLink['kind'] | undefined {
	const { pathname, searchParams } = new URL(link);
	const names = [pathname, ...searchParams.values()];
	return EXTENSIONS.find(([, extension]) => names.some((name) => extension.test(name)))?.[0];
}

/** A text that is a link as a whole. The name of a file may have spaces; other links have none. */
export function isLink(value: unknown): value is string {
	if (typeof value !== 'string' || !/^https?:\/\/\S+( \S+)*$/i.test(value)) return false;
	if (!URL.canParse(value)) return false;
	return !value.includes(' ') || (!/ https?:/i.test(value) && kindOfLink(value) !== undefined);
}

/** Marks of other scripts that end a link: quotation marks, brackets, and those of the width of a Chinese letter. */
const MARKS =
	'\\u00ab\\u00bb\\u060c\\u061b\\u061f\\u0964\\u2018-\\u201f\\u2026\\u2039\\u203a\\u3000-\\u303f\\uff00-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65';

/** A link in Markdown, with one level of parentheses inside; or one that is written out. */
const LINKS = new RegExp(
	[
		String.raw`(!?)\[[^[\]]*\]\(\s*<?(https?:\/\/(?:[^\s()<>]|\([^\s()<>]*\))+)`,
		String.raw`(https?:\/\/[^\s<>"'\x60\\|[\]{}${MARKS}]+)`,
	].join('|'),
	'gi',
);

/** The end of a sentence, or of an emphasis, is not part of a link. */
const trimmed = (link: string): string => {
	const isOpen = link.includes('(');
	// Tried once for a row of marks: from each of them, it would take minutes for a long row.
	return link.replace(
		isOpen ? /(?<![.,;:!?*_~])[.,;:!?*_~]+$/ : /(?<![.,;:!?*_~)])[.,;:!?*_~)]+$/,
		'',
	);
};

/** Without blanks between words, the text after a link looks like a part of it. */
const withoutText = (link: string): string => {
	const [plain = link] = /^[!-~]+/.exec(link) ?? [];
	return isLink(link) && kindOfLink(link) !== undefined ? link : plain;
};

/** The links in a text that lead to media, each once: Markdown pictures, and links to files of a known kind. */
export function mediaLinksIn(text: string): MediaLink[] {
	const links = new Map<string, MediaLink>();
	for (const [, mark, target, plain = ''] of text.matchAll(LINKS)) {
		const url = target ?? trimmed(withoutText(trimmed(plain)));
		if (!isLink(url) || links.has(url)) continue;
		const kind = kindOfLink(url) ?? (mark === '!' ? 'image' : undefined);
		if (kind !== undefined) links.set(url, { url, kind });
	}
	return [...links.values()];
}
