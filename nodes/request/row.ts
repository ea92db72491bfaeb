import type { Field } from '../catalog/vocabulary';
import { isObject, readJson } from '../transport/json';
import type { Problem } from '../transport/problem';
import { locatorOf } from './locator';
import { isEmpty, quoted, wrong } from './readValue';

/** n8n keeps rows in `items`; an expression may return the list itself, one row, or either as JSON text. */
export function rowsIn(given: unknown): unknown[] | undefined {
	const value = readJson(given);
	if (!isObject(value)) return Array.isArray(value) ? value : undefined;
	if (Object.keys(value).length === 0) return [];
	const list = 'items' in value ? (value.items ?? []) : [value];
	return Array.isArray(list) ? list : undefined;
}

const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** An expression may name a field as the form, PiAPI or the parameter does. */
type Names = Pick<Field, 'label' | 'parameter' | 'path'>;

export const isCalled = ({ label, parameter, path }: Names, name: string): boolean =>
	[label, parameter, path].some((own) => folded(own) === folded(name));

/** What is set in a row; unset where nothing is. */
export function readRow<F extends Names>(
	label: string,
	fields: readonly F[],
	entry: unknown,
): ReadonlyMap<F, unknown> | 'unset' | Problem {
	if (isEmpty(entry)) return 'unset';
	const names = fields.map(({ parameter }) => parameter).join(', ');
	const advice = `Set each row to an object with the fields ${names}.`;
	if (!isObject(entry)) return wrong(label, 'is not an object', advice);
	const row = new Map<F, unknown>();
	for (const [name, raw] of Object.entries(entry)) {
		if (isEmpty(locatorOf(raw).value)) continue;
		const field = fields.find((one) => isCalled(one, name));
		if (field === undefined) return wrong(`${label}: ${quoted(name)}`, 'is not a field', advice);
		const own = `${label}: ${field.label}`;
		if (row.has(field)) return wrong(own, 'is set twice', `Remove one of the two ${field.label}.`);
		row.set(field, raw);
	}
	return row.size === 0 ? 'unset' : row;
}
