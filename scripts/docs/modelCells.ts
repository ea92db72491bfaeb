import type { AnyModelOperation } from '../../nodes/catalog/anyModel/families';
import { fieldsFor, type AnyModel } from '../../nodes/catalog/anyModel/models';
import type { CommonPath, KnownRange } from '../../nodes/catalog/serves';
import type { Field, NumberField } from '../../nodes/catalog/vocabulary';
import { takingFields } from '../../nodes/request/anyModel';
import { offeredValues } from '../../nodes/request/offeredValues';

/** Common fields with a column of their own: what a model offers for them differs most. */
export const COLUMNS: readonly CommonPath[] = ['duration', 'resolution', 'aspect_ratio', 'count'];

/** Durations are seconds in the form, whatever the model calls them. */
const withoutUnit = (path: CommonPath, values: string): string =>
	path === 'duration' ? values.replace(/(\d)s\b/g, '$1') : values;

function rangeOf({ minimum, maximum }: NumberField, known?: KnownRange): string {
	const [from, to] = [minimum ?? known?.from, maximum ?? known?.to];
	if (from !== undefined && to !== undefined) return `${from} to ${to}`;
	return to === undefined ? 'any' : `up to ${to}`;
}

/** The paths at which the model always has a value, since the form requires one. */
const alwaysGiven = ({ commonFields }: AnyModelOperation, model: AnyModel): string[] =>
	commonFields
		.filter(({ required }) => required)
		.flatMap((field) => fieldsFor(model, field.path as CommonPath))
		.map(({ path }) => path);

function offeredFor(
	operation: AnyModelOperation,
	model: AnyModel,
	path: CommonPath,
	field: Field,
): string {
	const { rules = [], knownRules = [] } = model.operation;
	const given = alwaysGiven(operation, model);
	const values = offeredValues(model, path, field, [...rules, ...knownRules], given);
	if (values.length > 0) return withoutUnit(path, values.map(({ asked }) => asked).join(', '));
	switch (field.type) {
		case 'text':
			return 'any';
		case 'number':
			return rangeOf(field, model.serves.known?.[path]);
		default:
			return 'yes';
	}
}

/** What a model offers for a common field; nothing where it lacks the field. */
export function cellOf(operation: AnyModelOperation, model: AnyModel, path: CommonPath): string {
	const [field] = takingFields(model, path);
	if (field !== undefined) return offeredFor(operation, model, path, field);
	const hasSize = ['width', 'height'].every((side) =>
		model.operation.fields.some((one) => one.path === side),
	);
	return path === 'aspect_ratio' && hasSize ? 'any, as width and height' : '';
}
