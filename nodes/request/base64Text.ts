import type { MediaField } from '../catalog/vocabulary';
import { readFileText } from '../transport/fileText';
import type { Problem } from '../transport/problem';
import { sizeProblem } from './fileSize';
import { wrong } from './readValue';

type Label = Pick<MediaField, 'label'>;
type Kind = MediaField['media'] | 'other';

/** Characters. What is shorter may be a word, or the name of a binary field. */
const SHORTEST_FILE = 64;
/** Characters of base64 that tell the kind of a file. */
const BEGINNING = 32;

/** How files begin, in latin1. */
const BEGINNINGS: ReadonlyArray<readonly [begins: RegExp, kind: Kind]> = [
	[/^(\xff\xd8\xff|\x89PNG\r\n|GIF8|RIFF[^]{4}WEBP|[^]{4}ftyp(heic|heix|mif1|avif))/, 'image'],
	[/^(RIFF[^]{4}WAVE|ID3|fLaC|OggS|[^]{4}ftypM4A)/, 'audio'],
	[/^([^]{4}ftyp|[^]E\xdf\xa3)/, 'video'],
	[/^(%PDF|PK|\s*<[!?a-z]|\s*\{\s*")/i, 'other'],
];

const WITH_ARTICLE: Readonly<Record<MediaField['media'], string>> = {
	image: 'an image',
	video: 'a video',
	audio: 'a recording',
	model: 'a 3D model',
};

const kindOfContent = (base64: string): Kind | undefined => {
	const start = Buffer.from(base64.slice(0, BEGINNING), 'base64').toString('latin1');
	return BEGINNINGS.find(([begins]) => begins.test(start))?.[1];
};

/** Unknown for types such as application/octet-stream. */
function kindOfType(contentType = ''): Kind | undefined {
	const [kind] = /^(image|video|audio)(?=\/)/.exec(contentType) ?? [];
	if (kind !== undefined) return kind as Kind;
	return contentType.startsWith('text/') ? 'other' : undefined;
}

/** A recording may be in a container for videos. */
const fits = (kind: Kind | undefined, media: MediaField['media']): boolean =>
	kind === undefined || kind === media || (media === 'audio' && kind === 'video');

/** Whether a text is a file and not, for instance, a word. */
export function isFileText(text: string): boolean {
	if (/^data:/i.test(text)) return true;
	if (text.length < SHORTEST_FILE) return false;
	const { base64 } = readFileText(text) ?? {};
	return base64 !== undefined && kindOfContent(base64) !== undefined;
}

const bytesOf = (base64: string): number => Math.floor((base64.replace(/=+$/, '').length * 3) / 4);

/** What to do about a text that is not the base64 text which the field takes. */
const adviceFor = ({ label, sentAs }: MediaField, base64: string): string =>
	sentAs === 'base64'
		? `Choose Binary for a file of the input item, or set ${label} to ${base64}.`
		: `Set ${label} to a link, to ${base64} or to a binary field.`;

export const notBase64 = (field: MediaField): Problem =>
	wrong(field.label, 'is not base64', adviceFor(field, 'base64 text'));

const notOfKind = (field: MediaField, kind: string): Problem =>
	wrong(field.label, `is not base64 of ${kind}`, adviceFor(field, `base64 text of ${kind}`));

/** The text as it is sent for a field that takes base64; undefined where it is none. */
export function readBase64(field: MediaField, text: string): string | Problem | undefined {
	const isDataUrl = /^data:/i.test(text);
	const file = readFileText(text);
	const { base64, contentType } = file ?? {};
	if (base64 === undefined) return isDataUrl ? notBase64(field) : undefined;
	if (!isDataUrl && base64.length < SHORTEST_FILE) return undefined;
	const { label, media, sentAs } = field;
	if (![kindOfType(contentType), kindOfContent(base64)].every((kind) => fits(kind, media))) {
		return notOfKind(field, WITH_ARTICLE[media]);
	}
	const tooLarge = sizeProblem(label, bytesOf(base64));
	if (tooLarge) return tooLarge;
	return isDataUrl && sentAs !== 'base64'
		? `${text.slice(0, text.indexOf(',') + 1)}${base64}`
		: base64;
}

/** What is wrong with a file as text where only links are taken. */
export const linkInstead = ({ label }: Label): Problem =>
	wrong(
		label,
		'is base64 text, not a link',
		`Turn it into a file with n8n's Convert to File node and choose Binary for ${label}, or use a link.`,
	);
