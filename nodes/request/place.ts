import type { IDataObject } from 'n8n-workflow';

type Key = string | number;

/** `a[0].b` as `['a', 0, 'b']`. */
const keysOf = (path: string): Key[] =>
	path
		.split('.')
		.flatMap((segment) =>
			[...segment.matchAll(/[^[\]]+/g)].map(([key], index) => (index === 0 ? key : Number(key))),
		);

function put(target: IDataObject, [key, ...rest]: readonly Key[], value: unknown): void {
	if (key === undefined) return;
	if (rest.length === 0) {
		target[key] = value as IDataObject[string];
		return;
	}
	target[key] ??= typeof rest[0] === 'number' ? [] : {};
	put(target[key] as IDataObject, rest, value);
}

/**
 * Puts a value at a path, making objects and lists on the way. `list[].key` takes a list and puts each of its values
 * into an object of its own; the empty path takes an object and puts it over the target.
 */
export function setAt(target: IDataObject, path: string, value: unknown): void {
	if (path === '') {
		Object.assign(target, value);
		return;
	}
	const [list = '', key] = path.split('[].');
	if (key === undefined) {
		put(target, keysOf(path), value);
		return;
	}
	const values = Array.isArray(value) ? value : [value];
	put(
		target,
		keysOf(list),
		values.map((entry: unknown) => {
			const row: IDataObject = {};
			put(row, keysOf(key), entry);
			return row;
		}),
	);
}

/** Whether something is at the path, or below it. */
export const isWithin = (path: string, place: string): boolean =>
	path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);

/** What is at a path; the way back of `setAt`. */
export function takeAt(source: Readonly<Record<string, unknown>>, path: string): unknown {
	if (path === '') return source;
	const [list = '', key] = path.split('[].');
	const at = keysOf(list).reduce<unknown>(
		(place, step) =>
			typeof place === 'object' && place !== null && Object.hasOwn(place, step)
				? (place as Record<Key, unknown>)[step]
				: undefined,
		source,
	);
	if (key === undefined || !Array.isArray(at)) return at;
	return at.map((entry: unknown) =>
		typeof entry === 'object' && entry !== null
			? takeAt(entry as Readonly<Record<string, unknown>>, key)
			: undefined,
	);
}
