import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../transport/json';

type Key = string | number;

/** Entries of a list that a path may address, and keys on its way: a name that a user enters must not exhaust memory. */
const MOST_ENTRIES = 1_000;
const MOST_KEYS = 64;

const SEGMENT = /^([^.[\]]+)((?:\[\d+\])*)$/;

/** `a[0].b` as `['a', 0, 'b']`; undefined when it is not a valid path. */
function keysOf(path: string): Key[] | undefined {
	const keys: Key[] = [];
	for (const segment of path.split('.')) {
		const [, name, indexes = ''] = SEGMENT.exec(segment) ?? [];
		if (name === undefined) return undefined;
		keys.push(name, ...[...indexes.matchAll(/\d+/g)].map(Number));
	}
	const isTooLarge = keys.some((key) => typeof key === 'number' && key >= MOST_ENTRIES);
	return isTooLarge || keys.length > MOST_KEYS ? undefined : keys;
}

type Container = Record<Key, unknown>;

/** What an object or a list holds itself; what all objects inherit is not in it. */
const ownAt = (container: unknown, key: Key): unknown =>
	typeof container === 'object' && container !== null && Object.hasOwn(container, key)
		? (container as Container)[key]
		: undefined;

/** Defined, not assigned: a key named `__proto__` must be a key like any other. */
function define(container: object, key: Key, value: unknown): void {
	Object.defineProperty(container, key, {
		value,
		configurable: true,
		enumerable: true,
		writable: true,
	});
}

/** Whether something can hold what is at this key. */
const holds = (container: unknown, key: Key | undefined): container is object =>
	typeof key === 'number' ? Array.isArray(container) : isObject(container);

function put(target: object, [key, ...rest]: readonly Key[], value: unknown): void {
	if (key === undefined) return;
	const [next] = rest;
	if (next === undefined) {
		define(target, key, value);
		return;
	}
	const present = ownAt(target, key);
	const inner = holds(present, next) ? present : typeof next === 'number' ? [] : {};
	define(target, key, inner);
	put(inner, rest, value);
}

/** What is at a list of keys. */
const takenAt = (source: unknown, keys: readonly Key[]): unknown =>
	keys.reduce<unknown>(ownAt, source);

/** `list[].key` as the list and the key; undefined when it is not a valid path. */
function partsOf(path: string): { list: Key[]; key?: Key[] } | undefined {
	const [before = '', after, ...more] = path.split('[].');
	const list = keysOf(before);
	if (list === undefined || more.length > 0) return undefined;
	if (after === undefined) return { list };
	const key = keysOf(after);
	return key === undefined ? undefined : { list, key };
}

/**
 * Puts a value at a path, creating objects and lists on the way. `list[].key` takes a list and puts each of its values
 * into an object of its own; the empty path takes an object and puts it over the target. A path that is not valid
 * changes nothing.
 */
export function setPath(target: IDataObject, path: string, value: unknown): void {
	if (path === '') {
		if (!isObject(value)) return;
		for (const [key, inner] of Object.entries(value)) define(target, key, inner);
		return;
	}
	const parts = partsOf(path);
	if (parts === undefined) return;
	const { list, key } = parts;
	if (key === undefined) {
		put(target, list, value);
		return;
	}
	const values: unknown[] = Array.isArray(value) ? value : [value];
	const present = takenAt(target, list);
	const rows: unknown[] = Array.isArray(present) ? [...(present as unknown[])] : [];
	for (const [index, entry] of values.entries()) put(rows, [index, ...key], entry);
	put(target, list, rows);
}

/** Whether a path is valid, and a value there would replace none that is at the path or on the way to it. */
export function canSetPath(target: IDataObject, path: string): boolean {
	if (path === '') return true;
	const parts = partsOf(path);
	if (parts === undefined) return false;
	const { list, key } = parts;
	if (key === undefined && takenAt(target, list) !== undefined) return false;
	const keys = key === undefined ? list : [...list, 0];
	return keys.slice(1).every((next, index) => {
		const present = takenAt(target, keys.slice(0, index + 1));
		return present === undefined || holds(present, next);
	});
}

const pathOf = (keys: readonly Key[]): string =>
	keys
		.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
		.join('');

/**
 * The entry that a path skips, e.g. `a[0]` for `a[1]` alone: JSON has no gaps in lists. An entry is there when the
 * target holds it, or when it is one of the paths that are still to be set.
 */
export function skippedEntry(
	target: IDataObject,
	path: string,
	paths: readonly string[],
): string | undefined {
	const keys = partsOf(path)?.list ?? [];
	for (const [position, key] of keys.entries()) {
		if (typeof key !== 'number' || key === 0) continue;
		const entry = [...keys.slice(0, position), key - 1];
		const name = pathOf(entry);
		if (takenAt(target, entry) !== undefined) continue;
		if (!paths.some((other) => isWithin(other, name))) return name;
	}
	return undefined;
}

/** Whether something is at the path, or below it. */
export const isWithin = (path: string, parent: string): boolean =>
	path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);

/** What is at a path; the way back of `setPath`. */
export function getPath(source: Readonly<Record<string, unknown>>, path: string): unknown {
	if (path === '') return source;
	const parts = partsOf(path);
	if (parts === undefined) return undefined;
	const { list, key } = parts;
	const at = takenAt(source, list);
	if (key === undefined || !Array.isArray(at)) return at;
	return at.map((entry: unknown) => takenAt(entry, key));
}
