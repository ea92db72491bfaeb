import { isObject, type Json } from './json';

export interface Place {
	readonly at: string;
	readonly value: unknown;
}

/** One step down a path such as `shots[].prompt`; a missing parent has no places below it. */
const stepDown = (places: readonly Place[], segment: string): Place[] => {
	const name = segment.replace(/\[\]$/, '');
	const found = places
		.filter(({ value }) => isObject(value))
		.map(({ at, value }) => ({
			at: at === '' ? name : `${at}.${name}`,
			value: (value as Json)[name],
		}));
	if (!segment.endsWith('[]')) return found;
	return found.flatMap(({ at, value }) =>
		Array.isArray(value)
			? value.map((entry: unknown, index) => ({ at: `${at}[${index}]`, value: entry }))
			: [],
	);
};

export const placesOf = (input: Json, path: string): Place[] =>
	path.split('.').reduce<Place[]>(stepDown, [{ at: '', value: input }]);

export const isUnset = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

export const hasValue = (input: Json, path: string): boolean =>
	placesOf(input, path).some(
		({ value }) => !isUnset(value) && !(Array.isArray(value) && value.length === 0),
	);

/** Whether the field is set, or set to one of the values. */
export const holds = (
	input: Json,
	{ path, values }: { readonly path: string; readonly values?: readonly unknown[] },
): boolean =>
	values === undefined
		? hasValue(input, path)
		: placesOf(input, path).some(({ value }) => values.includes(value));
