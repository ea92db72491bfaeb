import { Expression } from './expressions';
import { templateOfField } from './template';
import type { Template, TemplateObject } from './bodyTemplate';

export interface Row {
	readonly name: string;
	readonly value: unknown;
}

type Container = Template[] | TemplateObject;

/** n8n reads the names of rows with lodash's `set`: these are its patterns. */
const DEEP = /\.|\[(?:[^[\]]*|(["'])(?:(?!\1)[^\\]|\\.)*?\1)\]/;
const KEY =
	/[^.[\]]+|\[(?:(-?\d+(?:\.\d+)?)|(["'])((?:(?!\2)[^\\]|\\.)*?)\2)\]|(?=(?:\.|\[\])(?:\.|\[\]|$))/g;
const INDEX = /^(?:0|[1-9]\d*)$/;

/** A list must not exhaust memory. */
const MOST_ENTRIES = 1_000;

/** The keys of a name such as `input.images[0].url`, as lodash splits them. */
function keysOf(name: string, body: TemplateObject): string[] {
	if (!DEEP.test(name) || Object.hasOwn(body, name)) return [name];
	const keys = [...name.matchAll(KEY)].map(([whole, number, quote, text = '']) =>
		quote === undefined ? (number ?? whole) : text.replace(/\\(\\)?/g, '$1'),
	);
	return name.startsWith('.') ? ['', ...keys] : keys;
}

const isContainer = (value: Template | undefined): value is Container =>
	typeof value === 'object' && value !== null && !(value instanceof Expression);

/** Puts a value at keys; false where only the run knows what comes of it, or where a list would get names. */
function put(target: Container, [key = '', ...rest]: readonly string[], value: Template): boolean {
	const isPlace = INDEX.test(key);
	if (Array.isArray(target) && (!isPlace || Number(key) >= MOST_ENTRIES)) return false;
	if (key in Object.prototype) return false;
	const container = target as TemplateObject;
	const [next] = rest;
	if (next === undefined) {
		container[key] = value;
		return true;
	}
	const present = Object.hasOwn(container, key) ? container[key] : undefined;
	if (present instanceof Expression) return false;
	const inner: Container = isContainer(present) ? present : INDEX.test(next) ? [] : {};
	container[key] = inner;
	return put(inner, rest, value);
}

/** JSON has no gaps in lists. */
function withoutGaps(value: Template): Template {
	if (Array.isArray(value)) {
		return Array.from(value, (entry: Template | undefined) => withoutGaps(entry ?? null));
	}
	if (!isContainer(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutGaps(inner)]));
}

/** A name that is typed as an expression without any code is plain text. */
const nameOf = ({ name }: Row): string | undefined => {
	if (!name.startsWith('=')) return name;
	return name.includes('{{') ? undefined : name.slice(1);
};

/**
 * The rows of a form as one body; undefined when it cannot be told. From version 4 on a name with dots or brackets is a
 * path. A row without a name has no field that PiAPI knows.
 */
export function bodyOfRows(rows: readonly Row[], typeVersion: number): TemplateObject | undefined {
	const body: TemplateObject = {};
	for (const row of rows) {
		const name = nameOf(row);
		if (name === undefined) return undefined;
		if (name === '') continue;
		const keys = typeVersion >= 4 ? keysOf(name, body) : [name];
		if (!put(body, keys, templateOfField(row.value))) return undefined;
	}
	return withoutGaps(body) as TemplateObject;
}
