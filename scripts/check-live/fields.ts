import { isWithin } from '../../nodes/request/objectPath';
import { isObject } from '../../nodes/transport/json';
import { differs, type Found } from './deviation';
import type { KnownFields } from './knowledge';

/** A value somewhere in an answer; lists on the way are marked with []. */
interface Leaf {
	readonly path: string;
	readonly value: unknown;
}

/** Every field of a JSON value, objects and lists included, each path once for each of its values. */
export function fieldsOf(value: unknown, path = ''): Leaf[] {
	if (Array.isArray(value)) {
		return value.flatMap((entry) => [
			...(isObject(entry) || Array.isArray(entry)
				? []
				: [{ path: `${path}[]`, value: entry as unknown }]),
			...fieldsOf(entry, `${path}[]`),
		]);
	}
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const below = path === '' ? name : `${path}.${name}`;
		return [{ path: below, value: inner }, ...fieldsOf(inner, below)];
	});
}

/** The values at a path such as `data.data[].id`. */
export const valuesAt = (answer: unknown, path: string): unknown[] =>
	fieldsOf(answer)
		.filter((field) => field.path === path)
		.map(({ value }) => value);

/** A field that the facts do not break down may hold anything. */
const isKnown = (path: string, known: readonly string[]): boolean =>
	known.some(
		(other) =>
			isWithin(other, path) ||
			(isWithin(path, other) && !known.some((part) => part.startsWith(`${other}.`))),
	);

/** Paths that the facts do not know; of those below each other only the topmost. */
export function unknownPaths(answer: unknown, known: KnownFields): string[] {
	const names = Object.keys(known);
	const paths = new Set(fieldsOf(answer).map(({ path }) => path));
	const strangers = [...paths].filter((path) => !isKnown(path, names));
	return strangers.filter(
		(path) => !strangers.some((other) => path !== other && isWithin(path, other)),
	);
}

/** Required paths that are absent. A list without entries says nothing about the fields of its entries. */
export function missingPaths(answer: unknown, required: readonly string[]): string[] {
	const present = new Set(fieldsOf(answer).map(({ path }) => path));
	return required.filter((path) => {
		const [list, inEntry] = path.split('[]');
		if (inEntry !== undefined && list !== undefined) {
			const lists = valuesAt(answer, list);
			if (lists.some((value) => Array.isArray(value) && value.length === 0)) return false;
		}
		return !present.has(path);
	});
}

const TYPE_CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
	string: (value) => typeof value === 'string',
	integer: (value) => Number.isInteger(value),
	number: (value) => typeof value === 'number',
	boolean: (value) => typeof value === 'boolean',
	object: isObject,
	array: Array.isArray,
	null: (value) => value === null,
	any: () => true,
};

export function typeName(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
}

/** Fields whose value is of another type than the facts say. */
export const typeDifferences = (answer: unknown, known: KnownFields): Found[] =>
	fieldsOf(answer).flatMap(({ path, value }) => {
		const expected = Object.hasOwn(known, path) ? known[path] : undefined;
		if (expected === undefined) return [];
		const fits = expected.split('|').some((type) => TYPE_CHECKS[type]?.(value) ?? true);
		return fits ? [] : [differs('otherType', path, expected, typeName(value))];
	});
