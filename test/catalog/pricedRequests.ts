import type { IDataObject } from 'n8n-workflow';

import type { Condition, Field, Operation, Rule, Variant } from '../../nodes/catalog/vocabulary';
import { factsOfTask, type SimulatedFamilyFacts } from '../../tools/facts/facts';
import { judge } from '../../tools/simulator/factsCheck';
import type { TaskRequest } from '../../tools/simulator/options';
import { requirementsOf } from '../../tools/simulator/priceConditions';
import { neededFields, place, sampleOf } from './sampleValues';

/** What prices depend on, whatever the catalog says. */
const USUAL_PATHS = ['duration', 'batch_size', 'num_images', 'width', 'height', 'multi_shots'];

type Choice = readonly [path: string, value: unknown];

/** Sides of images on both sides of the sizes at which prices change. */
const SIDES = [512, 1024, 1440];

const NUMBERS = [1, 4, 5, 7, 10];

function numbersOf(field: Extract<Field, { type: 'number' }>): number[] {
	const { path, minimum, maximum, standard, suggestions = [] } = field;
	const usual = ['width', 'height'].includes(path) ? SIDES : NUMBERS;
	const listed = suggestions.map(({ value }) => Number(value));
	return [minimum, standard, maximum, ...listed, ...usual].filter(
		(value): value is number =>
			value !== undefined && value >= (minimum ?? 0) && value <= (maximum ?? Infinity),
	);
}

/** So many that each of them costing something makes a difference. */
const MANY_FILES = 9;

/** Several values that a field takes. */
function valuesOf(field: Field): unknown[] {
	switch (field.type) {
		case 'choice':
			return field.choices.map(({ value }) => value);
		case 'boolean':
			return [true, false];
		case 'number':
			return numbersOf(field);
		case 'text':
			return field.suggestions?.map(({ value }) => value) ?? ['short', 'x'.repeat(2500)];
		case 'rows': {
			const [row] = sampleOf(field).sent as unknown[];
			return [[row], [row, row, row]];
		}
		case 'media': {
			const file = sampleOf({ ...field, multiple: false }).sent;
			if (!field.multiple) return [file];
			const many = Math.min(field.maximumFiles ?? MANY_FILES, MANY_FILES);
			return [[file], Array.from({ length: many }, () => file)];
		}
		default:
			return [sampleOf(field).sent];
	}
}

/** The paths that the catalog or the facts tie the price to. */
function pricePaths(
	{ price }: Operation,
	variant: Variant,
	facts: readonly SimulatedFamilyFacts[],
) {
	const { rates = [], count, surcharge, entries, openWith = [] } = price ?? {};
	const conditions = facts
		.flatMap(({ prices = [] }) => prices)
		.filter(
			({ model, taskTypes }) => model === variant.model && taskTypes.includes(variant.taskType),
		)
		.map(({ condition }) => condition);
	const ofFacts = factsOfTask(facts, variant.model, variant.taskType).flatMap((task) =>
		conditions
			.flatMap((condition) => requirementsOf(condition, task))
			.flatMap((one) => ('paths' in one ? one.paths : [])),
	);
	const ofRates = rates.flatMap(({ when = {} }) => Object.keys(when));
	const ofCatalog = [count, surcharge?.path, entries?.path, ...openWith, ...ofRates];
	return new Set<unknown>([...USUAL_PATHS, ...ofFacts, ...ofCatalog]);
}

/** All combinations of the values, and of leaving them out. */
const combinations = (fields: readonly Field[]): Choice[][] =>
	fields.reduce<Choice[][]>(
		(sofar, field) =>
			sofar.flatMap((one) => [
				one,
				...valuesOf(field).map((value): Choice[] => [...one, [field.path, value]]),
			]),
		[[]],
	);

/** What the operation sends with its required fields, these values, and nothing else. */
function inputWith(operation: Operation, choices: readonly Choice[]): IDataObject {
	const input: IDataObject = {};
	for (const [path, value] of Object.entries(operation.fixed ?? {})) place(input, path, value);
	for (const field of neededFields(operation)) place(input, field.path, sampleOf(field).sent);
	for (const [path, value] of choices) place(input, path, value);
	return input;
}

/** Whether the form shows a field with this model and these values. */
const isShown = ({ onlyFor }: Field, variant: Variant, input: IDataObject): boolean => {
	if (onlyFor === undefined) return true;
	return 'models' in onlyFor
		? onlyFor.models.includes(variant.value)
		: onlyFor.values.some((value) => value === input[onlyFor.path]);
};

const holds = ({ path, values }: Condition, input: IDataObject): boolean =>
	input[path] !== undefined && (values?.some((value) => value === input[path]) ?? true);

const isRefused = (rule: Rule, { value: model }: Variant, input: IDataObject): boolean =>
	rule.kind === 'notWhen' &&
	holds(rule, input) &&
	('models' in rule.when ? rule.when.models.includes(model) : holds(rule.when, input));

/** Requests of an operation that differ in everything that their price may depend on. */
export function pricedRequests(
	operation: Operation,
	variant: Variant,
	facts: readonly SimulatedFamilyFacts[],
): TaskRequest[] {
	const { fields, rules = [] } = operation;
	const { model, taskType } = variant;
	const paths = pricePaths(operation, variant, facts);
	const others = fields.filter(({ path, type }) => !paths.has(path) && type !== 'text');
	const chosen = [
		...combinations(fields.filter(({ path }) => paths.has(path))),
		...others.flatMap((field) => combinations([field])),
	];
	const requests = chosen.flatMap((choices): TaskRequest[] => {
		const input = inputWith(operation, choices);
		const hidden = fields.filter((field) => !isShown(field, variant, input));
		const isHidden = choices.some(([path]) => hidden.some((field) => field.path === path));
		return isHidden || rules.some((rule) => isRefused(rule, variant, input))
			? []
			: [{ model, task_type: taskType, input }];
	});
	const distinct = new Map(requests.map((request) => [JSON.stringify(request), request]));
	return [...distinct.values()].filter((request) => judge(request, facts).problem === undefined);
}
