import type { IDataObject } from 'n8n-workflow';

import type { AnyModelFamily, AnyModelOperation } from '../catalog/anyModel/families';
import { modelsFor, type AnyModel } from '../catalog/anyModel/models';
import { FAILURES, type Failure } from '../catalog/anyModel/orElseFields';
import type { Family, Field } from '../catalog/vocabulary';
import type { TaskSource } from '../execute/jobs';
import { fieldReader, type Parameters } from '../execute/parameters';
import type { Action } from '../execute/pipeline';
import type { Run } from '../execute/work';
import { attempt } from '../execute/prepareItems';
import { runTasks } from '../execute/tasks';
import { inputFor, type ModelInput } from '../request/anyModel';
import { emptyProblem, isEmpty, quoted, readBoolean, wrong } from '../request/readValue';
import { locatorOf } from '../request/locator';
import { rowsIn } from '../request/row';
import { valueOf } from '../request/value';
import { isObject } from '../transport/json';
import { isProblem, type Problem } from '../transport/problem';

/** A model of a list or an expression, by its ID or its name: its operations, of which one may be for text and one for images. */
function modelsNamed({ value: as }: AnyModelOperation, given: unknown): AnyModel[] | Problem {
	const { value } = locatorOf(given);
	if (isEmpty(value)) return emptyProblem('Model');
	const asked = String(value).trim().toLowerCase();
	const models = modelsFor(as);
	const named = models.filter(({ id, name }) => id === asked || name.toLowerCase() === asked);
	return named.length > 0
		? named
		: wrong(
				'Model',
				`is ${quoted(value)}, which this operation does not offer`,
				`Choose one of ${[...new Set(models.map(({ id }) => id))].join(', ')}.`,
			);
}

type Read = (field: Field) => unknown;

interface Candidate {
	readonly model: AnyModel;
	readonly input: ModelInput | Problem;
}

const hasRequired = ({ operation }: AnyModel, { read }: ModelInput): boolean =>
	operation.fields.every((field) => !field.required || read(field) !== undefined);

/** How badly an operation of the model suits what is set: by what it does not take, and worst if it cannot create anything. */
const misfit = ({ model, input }: Candidate): number =>
	isProblem(input) || !hasRequired(model, input) ? Number.MAX_SAFE_INTEGER : input.hints.length;

function sourceFor(operation: AnyModelOperation, named: unknown, read: Read): TaskSource | Problem {
	const models = modelsNamed(operation, named);
	if (isProblem(models)) return models;
	const inputs = models.map((model) => ({ model, input: inputFor(operation, model, read) }));
	const [first] = [...inputs].sort((one, other) => misfit(one) - misfit(other));
	if (first === undefined) return emptyProblem('Model');
	const { model, input } = first;
	if (isProblem(input)) return input;
	return {
		operation: model.operation,
		variant: model.model.value,
		name: model.name,
		read: input.read,
		hints: input.hints,
	};
}

/** The failures after which another model is tried. */
function failuresIn({ orElse }: AnyModelOperation, read: Read): Failure[] | Problem {
	const on: Failure[] = [];
	for (const failure of FAILURES) {
		const field = orElse.reasons[failure];
		const isOn = readBoolean(field.label, read(field));
		if (isProblem(isOn)) return isOn;
		if (isOn ?? field.standard === true) on.push(failure);
	}
	return on;
}

/** A row may be the model itself: its ID or name, or what the form keeps for it. */
const asRow = ({ modelField }: AnyModelOperation, entry: unknown): unknown =>
	isObject(entry) && locatorOf(entry).value === entry ? entry : { [modelField.parameter]: entry };

/** The models that If It Fails names. */
function namedIn(operation: AnyModelOperation, given: unknown): unknown[] | Problem {
	const { models } = operation.orElse;
	if (isProblem(given)) return given;
	if (isEmpty(given)) return [];
	const rows = rowsIn(given);
	if (rows === undefined) {
		return wrong(models.label, 'is not a list', `Set ${models.label} to a list of models.`);
	}
	const read = valueOf(
		models,
		rows.map((row) => asRow(operation, row)),
	);
	if (read === 'unset') return [];
	if (isProblem(read)) return read;
	return (read.value as IDataObject[]).map((row) => row[operation.modelField.path]);
}

/** The models that an item tries: the first one, and those of If It Fails. */
function sourceOf(
	operation: AnyModelOperation,
	parameters: Parameters,
	itemIndex: number,
): TaskSource | Problem {
	const read = fieldReader(parameters, itemIndex);
	const first = sourceFor(operation, read(operation.modelField), read);
	if (isProblem(first)) return first;
	const { models } = operation.orElse;
	const named = namedIn(operation, read(models));
	if (isProblem(named)) return named;
	const sources: TaskSource[] = [];
	for (const model of named) {
		const source = sourceFor(operation, model, read);
		if (isProblem(source)) return { ...source, message: `${models.label}: ${source.message}` };
		sources.push(source);
	}
	if (sources.length === 0) return first;
	const on = failuresIn(operation, read);
	return isProblem(on) ? on : { ...first, orElse: { on, sources } };
}

/** Whether any item names other models, in whatever form. */
const triesOthers = (operation: AnyModelOperation, { context, parameters }: Run): boolean =>
	context.getInputData().some((_, itemIndex) => {
		const read = fieldReader(parameters, itemIndex);
		const named = attempt(() => namedIn(operation, read(operation.orElse.models)));
		return !isProblem(named) && named.length > 0;
	});

const actionOf = (
	families: readonly Family[],
	{ kind }: AnyModelFamily,
	operation: AnyModelOperation,
): Action =>
	runTasks(families, {
		kind: 'create',
		makes: kind,
		triesOthers: (run) => triesOthers(operation, run),
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
