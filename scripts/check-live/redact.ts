import { isObject } from '../../nodes/transport/json';
import { knownNames, vocabulary } from './knowledge';

/**
 * What a report shows of an answer: its form. Values appear only where they are words of PiAPI's documentation, single
 * words that tell a state or a unit, or numbers that tell a cost or an error.
 */

const OPEN_WORDS = /(^|\.)(status|usage\.type|usage_type)$/;
const OPEN_NUMBERS = /(^|\.)(code|usage\.frozen|usage\.consume)$/;
const WORD = /^[A-Za-z]{2,16}([_-][A-Za-z]{2,16}){0,2}$/;

const KINDS: ReadonlyArray<readonly [pattern: RegExp, kind: string]> = [
	[/^$/, 'empty text'],
	[/^0001-01-01T/, 'time not reached'],
	[/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/, 'time'],
	[/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'id'],
	[/^-?\d+(\.\d+)?$/, 'number as text'],
	[/^https?:\/\//i, 'link'],
	[/^[^\s@]+@[^\s@]+$/, 'e-mail'],
];

const EXTENSION = /\.(png|jpe?g|webp|gif|mp4|webm|mov|mp3|wav|flac|m4a|glb|obj|ply|zip|json)$/i;

function linkKind(link: string): string {
	const path = URL.canParse(link) ? new URL(link).pathname : '';
	const [, extension] = EXTENSION.exec(path) ?? [];
	return extension === undefined ? '<link>' : `<link to a ${extension.toLowerCase()}>`;
}

/** What a text is, without saying what it says. */
export function textKind(text: string): string {
	const kind = KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? 'text';
	return kind === 'link' ? linkKind(text) : `<${kind}>`;
}

function textShape(text: string, path: string): string {
	if (vocabulary.has(text)) return text;
	return OPEN_WORDS.test(path) && WORD.test(text) ? text : textKind(text);
}

const numberShape = (value: number, path: string): number | string => {
	if (OPEN_NUMBERS.test(path)) return value;
	return Number.isInteger(value) ? '<integer>' : '<number>';
};

/** A name that may be someone's own, such as the key of a map by id, is not shown. */
export function nameShape(name: string): string {
	if (knownNames.has(name) || vocabulary.has(name)) return name;
	return /^[a-z]{1,20}(_[a-z]{1,20}|_?\d){0,5}$/i.test(name) ? name : '<name>';
}

/** Lists show each form of their entries once. */
function listShape(list: readonly unknown[], path: string): unknown[] {
	const shapes = new Map(
		list.map((entry) => {
			const shape = shapeOf(entry, path);
			return [JSON.stringify(shape), shape];
		}),
	);
	return [...shapes.values()];
}

/** The form of a JSON value at a path. */
export function shapeOf(value: unknown, path = ''): unknown {
	if (typeof value === 'string') return textShape(value, path);
	if (typeof value === 'number') return numberShape(value, path);
	if (typeof value === 'boolean') return '<boolean>';
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return listShape(value as unknown[], path);
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [
			nameShape(name),
			shapeOf(inner, path === '' ? name : `${path}.${name}`),
		]),
	);
}

/** Shorter texts appear by chance in ordinary words. */
const SHORTEST_HIDDEN = 4;

const isHidden = (text: string): boolean =>
	text.length >= SHORTEST_HIDDEN && !vocabulary.has(text) && !WORD.test(text);

/**
 * The last safeguard: no text of a report holds a text that was sent or received. Single words are left to `shapeOf`,
 * since a status and an ordinary word of a report look the same. `secret` is never left.
 */
export function withoutTexts<T>(report: T, texts: ReadonlySet<string>, secret: string): T {
	const hidden = [secret, ...[...texts].filter(isHidden)].sort(
		(one, other) => other.length - one.length,
	);
	const hide = (text: string): string =>
		hidden.reduce((left, one) => left.replaceAll(one, '<removed>'), text);
	return JSON.parse(JSON.stringify(report), (_, value: unknown) => {
		if (typeof value === 'string') return hide(value);
		if (!isObject(value)) return value;
		return Object.fromEntries(Object.entries(value).map(([name, inner]) => [hide(name), inner]));
	}) as T;
}
