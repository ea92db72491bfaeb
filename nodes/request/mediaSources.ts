import type { MediaField } from '../catalog/vocabulary';
import { beginningOf } from '../transport/cutText';
import { isObject, parseJson } from '../transport/json';
import { isLink } from '../transport/link';
import { isProblem, type Problem } from '../transport/problem';
import { isFileText, linkInstead, notBase64, readBase64 } from './base64Text';
import { isEmpty, wrong } from './readValue';
import { locatorOf } from './locator';
import { missing } from './value';

/** A file in a binary field of the input item. */
export interface BinaryReference {
	readonly itemIndex: number;
	readonly property: string;
	readonly label: string;
}

/** One file that a media field names. */
export type MediaSource = { readonly sent: string } | { readonly binary: BinaryReference };

/** What shows a file in a request that is not sent: its link, or the name of its field. */
export const nameOfSource = (source: MediaSource): string =>
	'sent' in source ? source.sent : `(binary field ${source.binary.property})`;

/** The files of a media field, in order; an empty list when it is not set. */
export function mediaSources(
	field: MediaField,
	raw: unknown,
	itemIndex: number,
): MediaSource[] | Problem {
	if (isProblem(raw)) return raw;
	const { label, multiple, maximumFiles = Infinity } = field;
	const locators = multiple ? locatorsIn(raw) : [raw];
	if (locators === undefined) {
		return wrong(label, 'is not a list', `Set ${label} to a list of links, also as JSON.`);
	}
	const sources: MediaSource[] = [];
	for (const locator of locators) {
		const { mode, value } = locatorOf(locator);
		for (const given of entriesOf(value, multiple ? mode : 'one')) {
			const source = sourceOf(field, mode, given, itemIndex);
			if (source === undefined) continue;
			if (isProblem(source)) return source;
			sources.push(source);
		}
	}
	if (sources.length === 0 && field.required) return missing(field);
	if (sources.length > 1 && !multiple) {
		return wrong(label, 'has several files', `Set ${label} to one file.`);
	}
	return sources.length > maximumFiles
		? wrong(
				label,
				`has ${sources.length} files`,
				`PiAPI takes at most ${maximumFiles} in ${label}; remove some.`,
			)
		: sources;
}

const isLocator = (value: unknown): boolean => isObject(value) && '__rl' in value;

/** n8n keeps rows with one locator each in `items`; an expression may return links or locators by themselves. */
function locatorsIn(raw: unknown): unknown[] | undefined {
	if (isEmpty(raw)) return [];
	if (!Array.isArray(raw) && (!isObject(raw) || isLocator(raw))) return [raw];
	const list: unknown = Array.isArray(raw) ? raw : Object.keys(raw).length === 0 ? [] : raw.items;
	return Array.isArray(list)
		? list.map((row: unknown) => (isObject(row) && 'file' in row ? row.file : row))
		: undefined;
}

/**
 * Links may hold commas, so only one before another link separates them; base64 may have lines. Each row of marks is tried
 * once: from every mark in it, a long row would take minutes.
 */
const BEFORE_ANOTHER = /(?<![\s,;])[\s,;]+(?=https?:\/\/|data:)/i;
const BEFORE_ANOTHER_OR_LINE = /(?<![\s,;])[\s,;]+(?=https?:\/\/)|\n/;
const HAS_DATA_URL = /(^|[\s,;])data:/i;
const BETWEEN_NAMES = /[,\n]/;

function separatorFor(mode: string, text: string): RegExp | undefined {
	if (mode === 'binary') return BETWEEN_NAMES;
	if (mode !== 'id' && mode !== 'url') return undefined;
	return HAS_DATA_URL.test(text) ? BEFORE_ANOTHER : BEFORE_ANOTHER_OR_LINE;
}

/** The entries of a list, also as JSON text; where several files go, also of text with one after the other. */
function entriesOf(value: unknown, mode: string): unknown[] {
	const text = typeof value === 'string' ? value.trim() : '';
	const list = text.startsWith('[') ? parseJson(text) : value;
	if (Array.isArray(list)) return list as unknown[];
	const separator = separatorFor(mode, text);
	return separator === undefined || text === '' ? [value] : text.split(separator);
}

function sourceOf(
	field: MediaField,
	mode: string,
	given: unknown,
	itemIndex: number,
): MediaSource | Problem | undefined {
	const { label } = field;
	if (isEmpty(given)) return undefined;
	if (typeof given !== 'string') {
		return wrong(label, 'is not text', `Set ${label} to a link or to the name of a binary field.`);
	}
	const text = given.trim();
	if (mode === 'binary') return { binary: { itemIndex, property: text, label } };
	const sent = textFor(field, text);
	return isProblem(sent) ? sent : { sent };
}

/** The text as it is sent. */
function textFor(field: MediaField, text: string): string | Problem {
	const { label, sentAs } = field;
	if (sentAs === 'base64') return readBase64(field, text) ?? notBase64(field);
	if (isLink(text)) return text;
	const file = sentAs === 'linkOrBase64' ? readBase64(field, text) : undefined;
	if (file !== undefined) return file;
	return isFileText(text)
		? linkInstead(field)
		: wrong(
				label,
				`is not a link: ${beginningOf(text, 80)}`,
				`Set ${label} to a link that starts with https://, or choose Binary for a file of the input item.`,
			);
}
