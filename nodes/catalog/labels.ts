import { listedChoices } from './fields';
import { variantsOf } from './index';
import type { Field, Operation, PlainField } from './vocabulary';

/** What an operation's fields, values and models are called in the form. */

type Fields = Pick<Operation, 'fields'>;

export const fieldAt = ({ fields }: Fields, path: string): Field | undefined =>
	fields.find((field) => field.path === path);

export const labelOf = (operation: Fields, path: string): string =>
	fieldAt(operation, path)?.label ?? path;

/** The list of a path such as `shots[].duration`, and the field in its rows. */
export function inRows(
	operation: Fields,
	path: string,
): { readonly list: string; readonly inner: string; readonly field?: PlainField } {
	const [list = '', inner = ''] = path.split('[].');
	const rows = fieldAt(operation, list);
	const field = rows?.type === 'rows' ? rows.fields.find((one) => one.path === inner) : undefined;
	return { list, inner, field };
}

export function valueLabel(operation: Fields, path: string, value: unknown): string {
	const choices = listedChoices(fieldAt(operation, path));
	return choices.find((choice) => choice.value === value)?.label ?? String(value);
}

export const modelLabel = (operation: Operation, model: string): string =>
	variantsOf(operation).find(({ value }) => value === model)?.label ?? model;

export const inWords = (labels: readonly string[], word: string): string =>
	labels.length < 2
		? labels.join('')
		: `${labels.slice(0, -1).join(', ')} ${word} ${labels[labels.length - 1] ?? ''}`;
