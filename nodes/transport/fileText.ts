import { withTexts } from './json';

/** A file as text: base64, or a data URL that contains it. */
interface FileText {
	/** In lower case; undefined where the text does not tell it. */
	readonly contentType?: string;
	/** Without line breaks; undefined where a data URL is written in another way. */
	readonly base64?: string;
}

/** Characters. The part of a data URL before its data is shorter. */
const LONGEST_HEAD = 256;
const DATA_URL = /^\s*data:([^,;]*)((?:;[^,;]*)*),/i;
/** Characters. Encoders break lines at 64 or 76. */
const SHORTEST_LINE = 40;
/** Characters. Shorter texts are shown as they are. */
const LONG = 1_000;
/** Characters of a file that are shown. */
const SHOWN = 60;

const withoutBlanks = (text: string): string => (/\s/.test(text) ? text.replace(/\s+/g, '') : text);

/** Lines of base64 in one; prose has blanks, and shorter lines. */
function unwrapped(text: string): string {
	const lines = text
		.trim()
		.split('\n')
		.map((line) => line.trim());
	const isWrapped = lines.slice(0, -1).every(({ length }) => length >= SHORTEST_LINE);
	return isWrapped ? lines.join('') : text;
}

/** One search for what does not belong, since a pattern for the whole text would exceed the stack with a large file. */
function isBase64(text: string): boolean {
	const data = text.replace(/={1,2}$/, '');
	return data !== '' && data.length % 4 !== 1 && !/[^A-Za-z0-9+/_-]/.test(data);
}

/** Undefined for a text that is neither a data URL nor base64. */
export function readFileText(text: string): FileText | undefined {
	const [head, type = '', parameters = ''] = DATA_URL.exec(text.slice(0, LONGEST_HEAD)) ?? [];
	const base64 = head === undefined ? unwrapped(text) : withoutBlanks(text.slice(head.length));
	const isReadable = isBase64(base64);
	if (head === undefined) return isReadable ? { base64 } : undefined;
	const contentType = type.trim().toLowerCase();
	return {
		...(contentType === '' ? {} : { contentType }),
		...(isReadable && /;\s*base64\b/i.test(parameters) ? { base64 } : {}),
	};
}

export const isLongFile = (text: string): boolean =>
	text.length > LONG && readFileText(text) !== undefined;

/** The beginning of a file that is text. */
const beginningOf = (text: string): string =>
	`${text.trimStart().slice(0, SHOWN)}… (${text.length} characters)`;

/** A value to be shown: files that are text are cut, everything else stays as it is. */
export const withoutFileTexts = <T>(value: T): T =>
	withTexts(value, (text) => (isLongFile(text) ? beginningOf(text) : text)) as T;

/** Characters. A request with such a text takes long to send, and much memory. */
const LARGE = 100_000;

/** Whether there is a file in a request. */
export function hasLargeText(value: unknown): boolean {
	if (typeof value === 'string') return value.length > LARGE;
	return typeof value === 'object' && value !== null && Object.values(value).some(hasLargeText);
}
