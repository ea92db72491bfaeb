import { setValues, type AnyModel } from '../catalog/anyModel/models';
import { listedChoices } from '../catalog/fields';
import type { CommonPath } from '../catalog/serves';
import type { Choice, Field, Rule } from '../catalog/vocabulary';
import { isAgainst } from './rules';

/** A value as users of "any model" set it, and as the field of the model takes it. */
interface OfferedValue {
	readonly asked: Choice['value'];
	readonly value: Choice['value'];
}

function listed({ serves }: AnyModel, path: CommonPath, field: Field): OfferedValue[] {
	const instead = serves.values?.[path];
	return instead === undefined
		? listedChoices(field).map(({ value }) => ({ asked: value, value }))
		: Object.entries(instead).map(([asked, value]) => ({ asked, value: value as Choice['value'] }));
}

/**
 * The values that a model lists for a common field, without those that a rule is against because of the model, of what is
 * set with the common field, or of the other paths that are given.
 */
export function offeredValues(
	model: AnyModel,
	path: CommonPath,
	field: Field,
	rules: readonly Rule[] = model.operation.rules ?? [],
	given: readonly string[] = [],
): OfferedValue[] {
	const set = setValues(model, [path]);
	const beside = {
		model: model.model.value,
		has: (other: string) => Object.hasOwn(set, other) || given.includes(other),
		valueAt: (other: string) => set[other],
		countAt: () => 0,
	};
	return listed(model, path, field).filter(
		({ value }) => !isAgainst(rules, field.path, value, beside),
	);
}
