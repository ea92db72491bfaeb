import type { FamilyFacts, FieldFact, TaskFact } from './facts';
import { coreFacts, factsOfTask } from './facts';

type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const typeChecks: Readonly<Record<string, (value: unknown) => boolean>> = {
	string: (value) => typeof value === 'string',
	file: (value) => typeof value === 'string',
	integer: (value) => Number.isInteger(value),
	number: (value) => typeof value === 'number' && Number.isFinite(value),
	boolean: (value) => typeof value === 'boolean',
	array: (value) => Array.isArray(value),
	object: isObject,
};

interface Place {
	readonly at: string;
	readonly value: unknown;
}

/** One step down a path such as `shots[].prompt`; a missing parent has no places below it. */
const stepDown = (places: readonly Place[], segment: string): Place[] => {
	const name = segment.replace(/\[\]$/, '');
	const found = places
		.filter(({ value }) => isObject(value))
		.map(({ at, value }) => ({
			at: at === '' ? name : `${at}.${name}`,
			value: (value as Json)[name],
		}));
	if (!segment.endsWith('[]')) return found;
	return found.flatMap(({ at, value }) =>
		Array.isArray(value)
			? value.map((entry: unknown, index) => ({ at: `${at}[${index}]`, value: entry }))
			: [],
	);
};

const placesOf = (input: Json, path: string): Place[] =>
	path.split('.').reduce<Place[]>(stepDown, [{ at: '', value: input }]);

const isUnset = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

const limitProblem = (at: string, value: unknown, fact: FieldFact): string | undefined => {
	if (typeof value === 'number') {
		if (fact.min !== undefined && value < fact.min) return `${at} is below ${fact.min}`;
		if (fact.max !== undefined && value > fact.max) return `${at} is above ${fact.max}`;
		if (fact.exclusiveMin !== undefined && value <= fact.exclusiveMin) {
			return `${at} must be above ${fact.exclusiveMin}`;
		}
	}
	if (typeof value === 'string' && fact.maxLength !== undefined && value.length > fact.maxLength) {
		return `${at} is longer than ${fact.maxLength} characters`;
	}
	if (Array.isArray(value) && fact.maxItems !== undefined && value.length > fact.maxItems) {
		return `${at} has more than ${fact.maxItems} entries`;
	}
	return undefined;
};

const valueProblem = (
	{ at, value }: Place,
	fact: FieldFact,
	closed: boolean,
): string | undefined => {
	// A need that holds only sometimes is told in words, which a machine cannot check.
	const required = fact.required && fact.when === undefined;
	if (value === undefined) return required ? `${at} is required` : undefined;
	if (!(typeChecks[fact.type]?.(value) ?? true)) return `${at} must be of type ${fact.type}`;
	if (isUnset(value)) return required ? `${at} must not be empty` : undefined;
	if (!closed) return undefined;
	if (fact.enum !== undefined && !fact.enum.includes(value)) {
		return `${at} must be one of ${fact.enum.join(', ')}`;
	}
	return limitProblem(at, value, fact);
};

const firstProblem = (
	input: Json,
	fields: readonly FieldFact[],
	closed: boolean,
): string | undefined => {
	for (const fact of fields) {
		for (const place of placesOf(input, fact.path)) {
			const problem = valueProblem(place, fact, closed);
			if (problem !== undefined) return problem;
		}
	}
	return undefined;
};

/** The path of a key that no field has; an object of which the facts tell no parts may hold anything. */
const unknownKey = (object: Json, fields: readonly FieldFact[]): string | undefined => {
	const paths = fields.map(({ path }) => path.replaceAll('[]', ''));
	const search = (value: unknown, at: string): string | undefined => {
		if (Array.isArray(value)) return firstOf(value, (entry) => search(entry, at));
		if (!isObject(value)) return undefined;
		const parts = paths.filter((path) => at === '' || path.startsWith(`${at}.`));
		if (parts.length === 0) return undefined;
		return firstOf(Object.entries(value), ([key, inner]) => {
			const below = at === '' ? key : `${at}.${key}`;
			const isKnown = parts.some((path) => path === below || path.startsWith(`${below}.`));
			return isKnown ? search(inner, below) : below;
		});
	};
	return search(object, '');
};

const firstOf = <T, R>(values: readonly T[], find: (value: T) => R | undefined): R | undefined => {
	for (const value of values) {
		const found = find(value);
		if (found !== undefined) return found;
	}
	return undefined;
};

const inputProblem = (
	input: Json,
	task: TaskFact,
	acceptUnknownInput: boolean,
): string | undefined => {
	// Nobody knows the input of some tasks.
	const isOpen = acceptUnknownInput || task.input.length === 0;
	const stranger = isOpen ? undefined : unknownKey(input, task.input);
	if (stranger !== undefined) return `input.${stranger} is not a field of ${task.id}`;
	// Choices and limits bind only where the vendor states them; required fields always do.
	const problem = firstProblem(input, task.input, task.confidence === 'documented');
	return problem === undefined ? undefined : `input.${problem}`;
};

/** The entry of the facts that a body is about: of several versions, the one that allows it. */
export const factsOfRequest = (
	{ model, task_type: taskType, input }: { model: string; task_type: string; input: Json },
	families: readonly FamilyFacts[],
): TaskFact | undefined => {
	const candidates = factsOfTask(families, model, taskType);
	return candidates.find((task) => inputProblem(input, task, false) === undefined) ?? candidates[0];
};

/** What is wrong with a body that asks for a task, or undefined when the facts allow it. */
export const bodyProblem = (
	body: unknown,
	families: readonly FamilyFacts[],
	acceptUnknownInput = false,
): string | undefined => {
	if (!isObject(body)) return 'the body must be a JSON object';
	const { request } = coreFacts.createTask;
	const stranger = unknownKey(body, request);
	if (stranger !== undefined) return `${stranger} is not a known key`;
	const problem = firstProblem(body, request, true);
	if (problem !== undefined) return problem;
	const candidates = factsOfTask(families, String(body.model), String(body.task_type));
	if (candidates.length === 0) {
		return `no task type ${String(body.task_type)} for model ${String(body.model)}`;
	}
	const problems = candidates.map((task) =>
		inputProblem(body.input as Json, task, acceptUnknownInput),
	);
	return problems.includes(undefined) ? undefined : problems[0];
};
