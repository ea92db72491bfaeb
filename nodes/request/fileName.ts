import type { IBinaryData } from 'n8n-workflow';

/** The extensions that PiAPI's upload takes. Source: https://piapi.ai/docs/tools/file-upload */
const UPLOADABLE: readonly string[] = ['jpg', 'jpeg', 'png', 'webp', 'mp4', 'wav', 'mp3'];
/** Characters, with the extension. */
const LONGEST_FILE_NAME = 128;

const BY_CONTENT_TYPE: Readonly<Record<string, string>> = {
	'image/jpeg': 'jpg',
	'image/jpg': 'jpg',
	'image/pjpeg': 'jpg',
	'image/png': 'png',
	'image/x-png': 'png',
	'image/webp': 'webp',
	'video/mp4': 'mp4',
	'application/mp4': 'mp4',
	'audio/wav': 'wav',
	'audio/wave': 'wav',
	'audio/x-wav': 'wav',
	'audio/x-pn-wav': 'wav',
	'audio/vnd.wave': 'wav',
	'audio/mpeg': 'mp3',
	'audio/mp3': 'mp3',
	'audio/x-mp3': 'mp3',
	'audio/mpeg3': 'mp3',
	'audio/x-mpeg-3': 'mp3',
};

/** How files begin, in latin1. */
const BY_CONTENT: ReadonlyArray<readonly [begins: RegExp, extension: string]> = [
	[/^\xff\xd8\xff/, 'jpg'],
	[/^\x89PNG\r\n/, 'png'],
	[/^RIFF[^]{4}WEBP/, 'webp'],
	[/^RIFF[^]{4}WAVE/, 'wav'],
	[/^[^]{4}ftyp(isom|iso\d|mp4\d|avc1|dash|M4V |MSNV)/, 'mp4'],
	[/^(ID3|\xff[\xf2-\xf3\xfa-\xfb])/, 'mp3'],
];

const ofContent = (bytes: Buffer): string | undefined => {
	const start = bytes.subarray(0, 16).toString('latin1');
	return BY_CONTENT.find(([begins]) => begins.test(start))?.[1];
};

type FileFacts = Partial<Pick<IBinaryData, 'fileName' | 'fileExtension' | 'mimeType'>>;

/** Without its parameters. */
export const contentTypeOf = ({ mimeType = '' }: FileFacts): string =>
	mimeType.split(';')[0]?.trim().toLowerCase() ?? '';

/** n8n derives the extension of a file from its content type, in forms such as mpga that PiAPI does not take. */
function extensionOf(data: FileFacts, bytes: Buffer): string | undefined {
	const own = data.fileExtension?.toLowerCase();
	if (own !== undefined && UPLOADABLE.includes(own)) return own;
	return BY_CONTENT_TYPE[contentTypeOf(data)] ?? ofContent(bytes);
}

const split = (name: string): { stem: string; extension?: string } => {
	const dot = name.lastIndexOf('.');
	return dot <= 0 ? { stem: name } : { stem: name.slice(0, dot), extension: name.slice(dot + 1) };
};

/** The stem is cut where the name is too long, never within a character. */
const joined = (stem: string, extension: string): string =>
	`${stem.slice(0, LONGEST_FILE_NAME - extension.length - 1).replace(/[\ud800-\udbff]$/, '')}.${extension}`;

/**
 * A name that PiAPI's upload takes: with the file's own extension where PiAPI takes it, else with that of its content
 * type, else with that of its content. What is after a dot but is not an extension stays, as in "Photo 12.03.2026".
 */
export function uploadNameOf(data: FileFacts, bytes: Buffer): string {
	const name = data.fileName?.trim() || 'file';
	const { stem, extension } = split(name);
	if (extension !== undefined && UPLOADABLE.includes(extension.toLowerCase())) {
		return joined(stem, extension);
	}
	const wanted = extensionOf(data, bytes);
	if (wanted === undefined) {
		const fallback = data.fileExtension || contentTypeOf(data).split('/')[1] || 'bin';
		return extension === undefined ? joined(stem, fallback) : joined(stem, extension);
	}
	const isOwn = extension?.toLowerCase() === data.fileExtension?.toLowerCase();
	return joined(isOwn && extension !== undefined ? stem : name, wanted);
}
