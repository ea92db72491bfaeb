import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../transport/envelope';

type Key = string | number;

/** `a[0].b` as `['a', 0, 'b']`. */
const keysOf = (path: string): Key[] =>
	path
		.split('.')
		.flatMap((segment) =>
			[...segment.matchAll(/[^[\]]+/g)].map(([key], index) => (index === 0 ? key : Number(key))),
		);

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

/** Whether something can hold what stands at this key. */
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

/** What stands at a list of keys. */
const takenAt = (source: unknown, keys: readonly Key[]): unknown =>
	keys.reduce<unknown>(ownAt, source);

/** `list[].key` as the list and the key; without a key when the path is no such path. */
function partsOf(path: string): { list: Key[]; key?: Key[] } {
	const [list = '', key] = path.split('[].');
	return { list: keysOf(list), ...(key === undefined ? {} : { key: keysOf(key) }) };
}

/**
 * Puts a value at a path, making objects and lists on the way. `list[].key` takes a list and puts each of its values
 * into an object of its own; the empty path takes an object and puts it over the target.
 */
export function setPath(target: IDataObject, path: string, value: unknown): void {
	if (path === '') {
		if (!isObject(value)) return;
		for (const [key, inner] of Object.entries(value)) define(target, key, inner);
		return;
	}
	const { list, key } = partsOf(path);
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

/** Whether a path names a place, and a value there would not take the place of another one that lies on the way. */
export function canSetPath(target: IDataObject, path: string): boolean {
	const { list, key } = partsOf(path);
	if (list.length === 0 || key?.length === 0) return path === '';
	const keys = key === undefined ? list : [...list, 0];
	if (keys.some(Number.isNaN)) return false;
	return keys.slice(1).every((next, index) => {
		const present = takenAt(target, keys.slice(0, index + 1));
		return present === undefined || holds(present, next);
	});
}

/** Whether something is at the path, or below it. */
export const isWithin = (path: string, place: string): boolean =>
	path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);

/** What is at a path; the way back of `setPath`. */
export function getPath(source: Readonly<Record<string, unknown>>, path: string): unknown {
	if (path === '') return source;
	const { list, key } = partsOf(path);
	const at = takenAt(source, list);
	if (key === undefined || !Array.isArray(at)) return at;
	return at.map((entry: unknown) => takenAt(entry, key));
}
