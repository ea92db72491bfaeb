import {
	coreFacts,
	factsOfTask,
	isDocumented,
	type SimulatedFamilyFacts,
	type FieldFact,
	type OneOfFact,
	type SimulatedTaskFacts,
} from '../facts/facts';
import { holds, hasValue, isUnset, placesOf, type Place } from './inputPlaces';
import { isObject, type Json } from './json';
import { isOpenList } from './openLists';
import { brokenRules } from './factsRules';
import type { TaskRequest } from './options';

const typeChecks: Readonly<Record<string, (value: unknown) => boolean>> = {
	string: (value) => typeof value === 'string',
	file: (value) => typeof value === 'string',
	integer: (value) => Number.isInteger(value),
	number: (value) => typeof value === 'number' && Number.isFinite(value),
	boolean: (value) => typeof value === 'boolean',
	array: (value) => Array.isArray(value),
	object: isObject,
};

/** What is wrong with a field. */
interface FieldFinding {
	readonly text: string;
	readonly kind: 'missing' | 'type' | 'list' | 'limit';
	readonly fact: FieldFact;
}

const limitProblem = (at: string, value: unknown, fact: FieldFact): string | undefined => {
	const { min = -Infinity, max = Infinity, exclusiveMin = -Infinity } = fact;
	const { maxLength = Infinity, maxItems = Infinity } = fact;
	if (typeof value === 'number') {
		if (value < min) return `${at} is below ${min}`;
		if (value > max) return `${at} is above ${max}`;
		if (value <= exclusiveMin) return `${at} must be above ${exclusiveMin}`;
	}
	if (typeof value === 'string' && value.length > maxLength) {
		return `${at} is longer than ${maxLength} characters`;
	}
	return Array.isArray(value) && value.length > maxItems
		? `${at} has more than ${maxItems} entries`
		: undefined;
};

const listProblem = (at: string, value: unknown, { enum: list }: FieldFact): string | undefined =>
	list !== undefined && !list.includes(value)
		? `${at} must be one of ${list.join(', ')}`
		: undefined;

const findingsAt = ({ at, value }: Place, fact: FieldFact): FieldFinding[] => {
	// A condition is written in words, which a machine cannot check.
	const required = fact.required && fact.when === undefined;
	const missing = (text: string): FieldFinding[] =>
		required ? [{ text, kind: 'missing', fact }] : [];
	if (value === undefined) return missing(`${at} is required`);
	if (!(typeChecks[fact.type]?.(value) ?? true)) {
		return [{ text: `${at} must be of type ${fact.type}`, kind: 'type', fact }];
	}
	if (isUnset(value)) return missing(`${at} must not be empty`);
	const unlisted = listProblem(at, value, fact);
	if (unlisted !== undefined) return [{ text: unlisted, kind: 'list', fact }];
	const text = limitProblem(at, value, fact);
	return text === undefined ? [] : [{ text, kind: 'limit', fact }];
};

const fieldFindings = (input: Json, fields: readonly FieldFact[]): FieldFinding[] =>
	fields.flatMap((fact) => placesOf(input, fact.path).flatMap((place) => findingsAt(place, fact)));

/** A length of 0 adds nothing. */
const isGiven = (input: Json, path: string): boolean =>
	hasValue(input, path) && placesOf(input, path).some(({ value }) => value !== 0);

/** The needs of which no field is given. */
const unmetNeeds = (input: Json, { oneOf = [] }: SimulatedTaskFacts): OneOfFact[] =>
	oneOf.filter(
		({ paths, when }) =>
			(when === undefined || holds(input, when)) && !paths.some((path) => isGiven(input, path)),
	);

/** The paths of keys that no field has; an object whose parts are not in the facts may contain anything. */
const unknownKeys = (object: Json, fields: readonly FieldFact[]): string[] => {
	const paths = fields.map(({ path }) => path.replaceAll('[]', ''));
	const search = (value: unknown, at: string): string[] => {
		if (Array.isArray(value)) return value.flatMap((entry) => search(entry, at));
		if (!isObject(value)) return [];
		const parts = paths.filter((path) => at === '' || path.startsWith(`${at}.`));
		if (parts.length === 0) return [];
		return Object.entries(value).flatMap(([key, inner]) => {
			const below = at === '' ? key : `${at}.${key}`;
			const isKnown = parts.some((path) => path === below || path.startsWith(`${below}.`));
			return isKnown ? search(inner, below) : [below];
		});
	};
	return [...new Set(search(object, ''))];
};

interface Finding {
	readonly text: string;
	/** Whether PiAPI refuses the input for it. What it does otherwise, nobody knows. */
	readonly isSure: boolean;
}

/** Types always bind. Lists, limits and needs do where the vendor states them, and its own programs keep to them. */
function isSure({ kind, fact }: FieldFinding, task: SimulatedTaskFacts): boolean {
	switch (kind) {
		case 'type':
			return true;
		case 'missing':
			return isDocumented(task);
		case 'list':
			return isDocumented(task, fact.enumConfidence) && !isOpenList(task, fact);
		case 'limit':
			return isDocumented(task, fact.limitConfidence) && !isOpenList(task, fact);
	}
}

const findingsOf = (
	{ input, task_type: taskType }: TaskRequest,
	task: SimulatedTaskFacts,
	acceptUnknownInput: boolean,
): Finding[] => {
	// Nobody knows the input of some tasks.
	const isOpen = acceptUnknownInput || task.input.length === 0;
	return [
		// A server that reads JSON into a structure of its own ignores other keys.
		...(isOpen ? [] : unknownKeys(input, task.input)).map((key) => ({
			text: `input.${key} is not a field of ${task.taskTypes.join(', ')}`,
			isSure: false,
		})),
		...fieldFindings(input, task.input).map((finding) => ({
			text: `input.${finding.text}`,
			isSure: isSure(finding, task),
		})),
		...unmetNeeds(input, task).map(({ paths, note }) => ({
			text: `input needs one of ${paths.join(', ')}`,
			isSure: isDocumented(task) && note === undefined,
		})),
		...brokenRules(input, taskType, task).map(({ text, rule }) => ({
			text: `input: ${text}`,
			isSure: isDocumented(task, rule.confidence),
		})),
	];
};

/** Of several versions, the one that allows the input best. */
const bestFit = (
	request: TaskRequest,
	families: readonly SimulatedFamilyFacts[],
	acceptUnknownInput: boolean,
) => {
	const { model, task_type: taskType } = request;
	const candidates = factsOfTask(families, model, taskType).map((task) => {
		const findings = findingsOf(request, task, acceptUnknownInput);
		return { task, findings, problems: findings.filter((finding) => finding.isSure) };
	});
	return candidates.sort(
		(one, other) =>
			one.findings.length - other.findings.length || one.problems.length - other.problems.length,
	)[0];
};

/** The entry of the facts that a body is about. */
export const factsOfRequest = (
	request: TaskRequest,
	families: readonly SimulatedFamilyFacts[],
): SimulatedTaskFacts | undefined => bestFit(request, families, false)?.task;

interface Judgement {
	/** Why the body is refused. */
	readonly problem?: string;
	/** Remarks on a body that is taken. */
	readonly remarks: readonly string[];
}

const refused = (problem: string): Judgement => ({ problem, remarks: [] });

/** Checks the body of a create against the facts. */
export const judge = (
	body: unknown,
	families: readonly SimulatedFamilyFacts[],
	acceptUnknownInput = false,
): Judgement => {
	if (!isObject(body)) return refused('the body must be a JSON object');
	const { request } = coreFacts.createTask;
	const [unknown] = unknownKeys(body, request);
	if (unknown !== undefined) return refused(`${unknown} is not a known key`);
	const [wrong] = fieldFindings(body, request);
	if (wrong !== undefined) return refused(wrong.text);
	const asked = body as unknown as TaskRequest;
	const best = bestFit(asked, families, acceptUnknownInput);
	if (best === undefined) {
		return refused(`no task type ${asked.task_type} for model ${asked.model}`);
	}
	const [problem] = best.problems;
	return problem === undefined
		? { remarks: best.findings.map(({ text }) => text) }
		: refused(problem.text);
};
