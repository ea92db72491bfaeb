import type { AnyModel } from '../../nodes/catalog/anyModel/models';
import type { CommonPath, KnownRange } from '../../nodes/catalog/serves';
import type { Choice, Field, NumberField } from '../../nodes/catalog/vocabulary';
import { takingFields } from '../../nodes/request/anyModel';

/** Common fields with a column of their own: what a model offers for them differs most. */
export const COLUMNS: readonly CommonPath[] = ['duration', 'resolution', 'aspect_ratio', 'count'];

const valuesOf = (choices: readonly Choice[] = []): string =>
	choices.map(({ value }) => String(value)).join(', ');

/** Durations are seconds in the form, whatever the model calls them. */
const withoutUnit = (path: CommonPath, values: string): string =>
	path === 'duration' ? values.replace(/(\d)s\b/g, '$1') : values;

function rangeOf({ minimum, maximum }: NumberField, known?: KnownRange): string {
	const [from, to] = [minimum ?? known?.from, maximum ?? known?.to];
	if (from !== undefined && to !== undefined) return `${from} to ${to}`;
	return to === undefined ? 'any' : `up to ${to}`;
}

function offeredFor({ serves }: AnyModel, path: CommonPath, field: Field): string {
	const instead = serves.values?.[path];
	if (instead !== undefined) return Object.keys(instead).join(', ');
	switch (field.type) {
		case 'choice':
			return withoutUnit(path, valuesOf(field.choices));
		case 'text':
			return field.suggestions === undefined
				? 'any'
				: withoutUnit(path, valuesOf(field.suggestions));
		case 'number':
			return field.suggestions === undefined
				? rangeOf(field, serves.known?.[path])
				: valuesOf(field.suggestions);
		default:
			return 'yes';
	}
}

/** What a model offers for a common field; nothing where it lacks the field. */
export function cellOf(model: AnyModel, path: CommonPath): string {
	const [field] = takingFields(model, path);
	if (field !== undefined) return offeredFor(model, path, field);
	const hasSize = ['width', 'height'].every((side) =>
		model.operation.fields.some((one) => one.path === side),
	);
	return path === 'aspect_ratio' && hasSize ? 'any, as width and height' : '';
}
