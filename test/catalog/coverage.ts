import type { Family } from '../../nodes/catalog/vocabulary';
import { disagreements } from './agreement';
import { creating, type FactFamily, type FactTask } from './facts';

/** One task type of one entry of the facts. */
export const taskKey = ({ id }: FactTask, taskType: string): string => `${id} ${taskType}`;

/** The entries of the facts that may describe an operation; several when a task type has variants. */
export const candidates = (
	facts: FactFamily,
	{ model, taskType }: { model: string; taskType: string },
): readonly FactTask[] =>
	creating(facts).filter(
		({ models, taskTypes }) => models.includes(model) && taskTypes.includes(taskType),
	);

/** What each operation says otherwise than the entry of the facts that is closest to it. */
export function familyDisagreements(family: Family, facts: FactFamily): string[] {
	const tasks = creating(facts);
	return family.operations.flatMap((operation) => {
		const [closest] = candidates(facts, operation)
			.map((task) => disagreements(operation, task, tasks))
			.sort((a, b) => a.length - b.length);
		const complaints = closest ?? ['is not in the facts'];
		return complaints.map((complaint) => `${operation.name}: ${complaint}`);
	});
}

/** The task types that no operation makes. */
export function uncovered(family: Family, facts: FactFamily): string[] {
	const tasks = creating(facts);
	return tasks.flatMap((task) =>
		task.taskTypes
			.filter(
				(taskType) =>
					!family.operations.some(
						(operation) =>
							operation.taskType === taskType && disagreements(operation, task, tasks).length === 0,
					),
			)
			.map((taskType) => taskKey(task, taskType)),
	);
}
