import type { IDataObject } from 'n8n-workflow';

import { variantsOf } from '../../nodes/catalog';
import { estimateOf } from '../../nodes/catalog/estimate';
import type { Field, Operation, Variant } from '../../nodes/catalog/vocabulary';
import { billOf } from '../simulator/bill';
import { factsOfTask, type FamilyFacts } from '../simulator/facts';
import { judge } from '../simulator/factsCheck';
import type { TaskRequest } from '../simulator/options';
import { requirementsOf } from '../simulator/priceConditions';
import { neededFields, place, sampleOf } from './sampleValues';

/** How far an estimate may be from the bill, as a share of the bill. */
const TOLERANCE = 0.1;

const ROUNDING = 1e-7;

/** What prices depend on, whatever the catalog says. */
const USUAL_PATHS = ['duration', 'batch_size', 'num_images', 'width', 'height', 'multi_shots'];

export interface Agreement {
	/** Requests of which both know the price. */
	readonly compared: number;
	/** Those of them for which the estimate is an upper limit. */
	readonly atMost: number;
	/** Requests whose price follows from a file, so that the estimate is right to say nothing. */
	readonly measured: number;
	readonly disagreements: readonly string[];
	/** Requests that only one of the two knows the price of. */
	readonly onlyEstimated: readonly string[];
	readonly onlyBilled: readonly string[];
}

type Choice = readonly [path: string, value: unknown];

const numbersOf = ({ minimum, maximum, standard }: Extract<Field, { type: 'number' }>): number[] =>
	[minimum, standard, maximum, 1, 4, 7, 1000].filter(
		(value): value is number =>
			value !== undefined && value >= (minimum ?? 0) && value <= (maximum ?? Infinity),
	);

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
			return field.multiple ? [[file], [file, file, file]] : [file];
		}
		default:
			return [];
	}
}

/** The paths that the catalog or the facts tie the price to. */
function pricePaths({ price }: Operation, variant: Variant, facts: readonly FamilyFacts[]) {
	const { rates = [], count, surcharge } = price ?? {};
	const conditions = facts
		.flatMap(({ prices = [] }) => prices)
		.filter(
			({ model, taskTypes }) => model === variant.model && taskTypes.includes(variant.taskType),
		)
		.map(({ condition }) => condition);
	const tasks = factsOfTask(facts, variant.model, variant.taskType);
	const ofFacts = tasks.flatMap((task) =>
		conditions
			.flatMap((condition) => requirementsOf(condition, task))
			.flatMap((one) => ('paths' in one ? one.paths : [])),
	);
	const ofCatalog = rates.flatMap(({ when = {} }) => Object.keys(when));
	const others = [count, surcharge?.path].filter((path) => typeof path === 'string');
	return new Set([...USUAL_PATHS, ...ofFacts, ...ofCatalog, ...others]);
}

const isOffered = ({ onlyFor }: Field, variant: Variant, input: IDataObject): boolean => {
	if (onlyFor === undefined) return true;
	return 'models' in onlyFor
		? onlyFor.models.includes(variant.value)
		: onlyFor.values.some((value) => value === input[onlyFor.path]);
};

/** All combinations of the values, and of leaving them out. */
const combinations = (fields: readonly Field[]): Choice[][] =>
	fields.reduce<Choice[][]>(
		(sofar, field) =>
			sofar.flatMap((one) => [
				one,
				...[...new Set(valuesOf(field))].map((value): Choice[] => [...one, [field.path, value]]),
			]),
		[[]],
	);

/** What the operation sends with its required fields, these values, and nothing else. */
function requestWith(
	operation: Operation,
	variant: Variant,
	choices: readonly Choice[],
): TaskRequest {
	const { model, taskType } = variant;
	const input: IDataObject = { ...operation.fixed };
	for (const field of neededFields(operation)) place(input, field.path, sampleOf(field).sent);
	for (const [path, value] of choices) place(input, path, value);
	return { model, task_type: taskType, input };
}

/** Requests of an operation that differ in everything that their price may depend on. */
export function requestsOf(
	operation: Operation,
	variant: Variant,
	facts: readonly FamilyFacts[],
): TaskRequest[] {
	const paths = pricePaths(operation, variant, facts);
	const decisive = operation.fields.filter(({ path }) => paths.has(path));
	const others = operation.fields.filter(({ path, type }) => !paths.has(path) && type !== 'text');
	const chosen = [
		...combinations(decisive),
		...others.flatMap((field) => combinations([field])),
	].filter((choices) => {
		const { input } = requestWith(operation, variant, choices);
		return choices.every(([path]) =>
			operation.fields.every(
				(field) => field.path !== path || isOffered(field, variant, input as IDataObject),
			),
		);
	});
	return chosen
		.map((choices) => requestWith(operation, variant, choices))
		.filter((request) => judge(request, facts).problem === undefined);
}

type Verdict = Partial<Record<keyof Agreement, number | string>>;

function compare(
	operation: Operation,
	request: TaskRequest,
	facts: readonly FamilyFacts[],
): Verdict {
	const bill = billOf(request, facts);
	const estimate = estimateOf([operation], request);
	const about = `${operation.name}: ${JSON.stringify(request)}`;
	if (bill === undefined) return estimate === undefined ? {} : { onlyEstimated: about };
	if (estimate === undefined) return bill.isMeasured ? { measured: 1 } : { onlyBilled: about };
	const { usd, isMost } = estimate;
	const isRight = isMost
		? bill.usd <= usd + ROUNDING
		: Math.abs(usd - bill.usd) <= bill.usd * TOLERANCE + ROUNDING;
	return {
		compared: 1,
		atMost: isMost ? 1 : 0,
		...(isRight
			? {}
			: {
					disagreements: `${about} costs ${bill.usd}, estimated ${isMost ? 'at most ' : ''}${usd}`,
				}),
	};
}

/** Compares the simulator's bill with the catalog's estimate, over many requests of each model of the operations. */
export function agreementOf(
	operations: readonly Operation[],
	facts: readonly FamilyFacts[],
): Agreement {
	const verdicts = operations.flatMap((operation) =>
		variantsOf(operation).flatMap((variant) =>
			requestsOf(operation, variant, facts).map((request) => compare(operation, request, facts)),
		),
	);
	const sum = (name: keyof Agreement): number =>
		verdicts.reduce((total, verdict) => total + Number(verdict[name] ?? 0), 0);
	const texts = (name: keyof Agreement): string[] =>
		verdicts.flatMap((verdict) => (typeof verdict[name] === 'string' ? [verdict[name]] : []));
	return {
		compared: sum('compared'),
		atMost: sum('atMost'),
		measured: sum('measured'),
		disagreements: texts('disagreements'),
		onlyEstimated: texts('onlyEstimated'),
		onlyBilled: texts('onlyBilled'),
	};
}
