import { variantsOf } from '../../nodes/catalog';
import { standardOf } from '../../nodes/catalog/fields';
import type { Family, Field, Operation } from '../../nodes/catalog/vocabulary';
import { disagreements } from '../../tools/facts/agreement';
import { placedFields } from '../../tools/facts/fieldAgreement';
import { candidates } from '../../tools/facts/coverage';
import {
	creating,
	inputFields,
	type FamilyFacts,
	type TaskFacts,
	type FieldFact,
} from '../../tools/facts/facts';

/** What the facts say about one model of an operation. */
export interface VariantFacts {
	/** The `value` of the model. */
	readonly model: string;
	readonly task: Pick<TaskFacts, 'input'>;
}

/** The closest entry of the facts for each model of an operation. */
export function factsOfVariants(
	family: Family,
	operation: Operation,
	facts: FamilyFacts,
): VariantFacts[] {
	const tasks = creating(facts);
	return variantsOf(operation).flatMap((variant) => {
		const [closest] = candidates(facts, variant, operation)
			.map((task) => ({ task, wrong: disagreements(operation, task, tasks, [variant]).length }))
			.sort((a, b) => a.wrong - b.wrong);
		if (closest === undefined) {
			throw new Error(`${family.name}: ${operation.name} is not in the facts`);
		}
		return [{ model: variant.value, task: closest.task }];
	});
}

/** What the facts say of the default of a field of all the given models; undefined where they differ. */
function common<K extends 'default' | 'defaultConfidence'>(
	known: readonly VariantFacts[],
	place: string,
	key: K,
): FieldFact[K] {
	const [first, ...others] = known.map(({ task }) => inputFields(task).get(place)?.[key]);
	return others.every((other) => other === first) ? first : undefined;
}

const hasModel = ({ onlyFor }: Field, model: string): boolean =>
	onlyFor === undefined || !('models' in onlyFor) || onlyFor.models.includes(model);

/** Where a form would begin with something else than the default of the facts. */
export const standardComplaints = (
	{ fields }: Pick<Operation, 'fields'>,
	known: readonly VariantFacts[],
): string[] =>
	placedFields(fields).flatMap(({ field, place }) => {
		const models = known.filter(({ model }) => hasModel(field, model));
		const wanted = common(models, place, 'default');
		const given = standardOf(field);
		if (given !== wanted) {
			return [`${place} begins with ${String(given)}, the default is ${String(wanted)}`];
		}
		const isOfClients = 'standardConfidence' in field && field.standardConfidence !== undefined;
		if (isOfClients !== (common(models, place, 'defaultConfidence') !== undefined)) {
			const is = isOfClients ? 'is not only' : 'is';
			return [`${place} begins with ${String(given)}, which ${is} the clients' choice`];
		}
		const isOffered =
			field.type !== 'choice' ||
			given === undefined ||
			field.choices.some(({ value }) => value === given);
		return isOffered ? [] : [`${place} begins with ${String(given)}, which is not a choice`];
	});
