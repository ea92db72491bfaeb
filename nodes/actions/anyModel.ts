import type { AnyModelFamily, AnyModelOperation } from '../catalog/anyModel/families';
import { modelsFor, type AnyModel } from '../catalog/anyModel/models';
import type { Family } from '../catalog/vocabulary';
import type { TaskSource } from '../execute/jobs';
import { fieldReader, type Parameters } from '../execute/parameters';
import type { Action } from '../execute/pipeline';
import { runTasks } from '../execute/tasks';
import { inputFor } from '../request/anyModel';
import { isEmpty, emptyProblem, quoted, wrong } from '../request/readValue';
import { locatorOf } from '../request/value';
import { isProblem, type Problem } from '../transport/problem';

/** The model of a list or an expression: by its ID, or by its name. */
function modelNamed({ value: as }: AnyModelOperation, given: unknown): AnyModel | Problem {
	const { value } = locatorOf(given);
	if (isEmpty(value)) return emptyProblem('Model');
	const asked = String(value).trim().toLowerCase();
	const models = modelsFor(as);
	return (
		models.find(({ id, name }) => id === asked || name.toLowerCase() === asked) ??
		wrong(
			'Model',
			`is ${quoted(value)}, which this operation does not offer`,
			`Choose one of ${models.map(({ id }) => id).join(', ')}.`,
		)
	);
}

/** What one item asks a model for. */
function sourceOf(
	operation: AnyModelOperation,
	parameters: Parameters,
	itemIndex: number,
): TaskSource | Problem {
	const read = fieldReader(parameters, itemIndex);
	const model = modelNamed(operation, read(operation.modelField));
	if (isProblem(model)) return model;
	const input = inputFor(operation, model, read);
	if (isProblem(input)) return input;
	return {
		operation: model.operation,
		variant: model.model.value,
		read: input.read,
		hints: input.hints,
	};
}

const actionOf = (
	families: readonly Family[],
	{ kind }: AnyModelFamily,
	operation: AnyModelOperation,
): Action =>
	runTasks(families, {
		kind: 'create',
		makes: kind,
		sourceOf: ({ parameters }, itemIndex) => sourceOf(operation, parameters, itemIndex),
	});

/** The operations of a resource of "any model". */
export const anyModelActionsOf = (
	families: readonly Family[],
	family: AnyModelFamily,
): Readonly<Record<string, Action>> =>
	Object.fromEntries(
		family.operations.map((operation) => [operation.value, actionOf(families, family, operation)]),
	);
