import { variantsOf } from '../../nodes/catalog';
import type { Family, Operation, Variant } from '../../nodes/catalog/vocabulary';
import { disagreements } from './agreement';
import { creating, inputFields, type FamilyFacts, type TaskFacts, isOf } from './facts';
import { placeOf } from './fieldAgreement';

/** One task type of one entry of the facts. */
export const taskKey = ({ id }: TaskFacts, taskType: string): string => `${id} ${taskType}`;

/** Whether an entry of the facts can be about an operation that sends such fixed input. */
const allowsFixed = (task: TaskFacts, { fixed = {} }: Pick<Operation, 'fixed'>): boolean =>
	Object.entries(fixed).every(([path, value]) => {
		const known = inputFields(task).get(placeOf(path));
		return known?.enum === undefined || known.enum.includes(value);
	});

/** The entries of the facts that may describe an operation; several when a task type has versions. */
export const candidates = (
	facts: FamilyFacts,
	variant: Variant,
	operation: Pick<Operation, 'fixed'> = {},
): readonly TaskFacts[] =>
	creating(facts).filter(
		(task) => isOf(task, variant.model, variant.taskType) && allowsFixed(task, operation),
	);

/** What each operation says otherwise than the entry of the facts that is closest to it, for each of its variants. */
export function familyDisagreements(family: Family, facts: FamilyFacts): string[] {
	const tasks = creating(facts);
	return family.operations.flatMap((operation) =>
		variantsOf(operation).flatMap((variant) => {
			const [closest] = candidates(facts, variant, operation)
				.map((task) => disagreements(operation, task, tasks, [variant]))
				.sort((a, b) => a.length - b.length);
			const complaints = closest ?? ['is not in the facts'];
			return complaints.map((complaint) => `${operation.name}: ${complaint}`);
		}),
	);
}

/** The operations that create a task type of this model as an entry of the facts describes it. */
export const operationsThatMake = (
	family: Family,
	task: TaskFacts,
	tasks: readonly TaskFacts[],
	{ model, taskType }: Pick<Variant, 'model' | 'taskType'>,
): Operation[] =>
	family.operations.filter((operation) =>
		variantsOf(operation).some(
			(variant) =>
				variant.model === model &&
				variant.taskType === taskType &&
				disagreements(operation, task, tasks, [variant]).length === 0,
		),
	);

/** The task types that no operation makes, of any of their models. */
export function uncovered(family: Family, facts: FamilyFacts): string[] {
	const tasks = creating(facts);
	const isMade = (task: TaskFacts, model: string, taskType: string): boolean =>
		operationsThatMake(family, task, tasks, { model, taskType }).length > 0;
	return tasks.flatMap((task) =>
		task.taskTypes
			.filter((taskType) => !task.models.every((model) => isMade(task, model, taskType)))
			.map((taskType) => taskKey(task, taskType)),
	);
}
