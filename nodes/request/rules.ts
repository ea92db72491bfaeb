import { inWords, labelOf, modelLabel, valueLabel } from '../catalog/labels';
import type { Completion, Condition, OfModels, Operation, Rule } from '../catalog/vocabulary';
import { createProblem, type Problem } from '../transport/problem';
import { aboveLimit } from './atMost';
import { isWithin } from './objectPath';

/** What an item sets. */
export interface Given {
	/** The `value` of the chosen model. */
	readonly model: string;
	readonly has: (path: string) => boolean;
	readonly valueAt: (path: string) => unknown;
	/** How many files, or other entries of a list, are at a path. */
	readonly countAt: (path: string) => number;
}

const holds = (condition: Condition | OfModels, { model, has, valueAt }: Given): boolean => {
	if ('models' in condition) return condition.models.includes(model);
	const { path, values } = condition;
	return has(path) && (values === undefined || values.some((value) => value === valueAt(path)));
};

/** The label of the value that a field has, as the form shows it. */
const shownValue = (operation: Operation, path: string, { valueAt }: Given): string =>
	valueLabel(operation, path, valueAt(path));

/** A field, with the value that it has where the condition is about values. */
function named(operation: Operation, { path, values }: Condition, given: Given): string {
	const label = labelOf(operation, path);
	return values === undefined ? label : `${label} ${shownValue(operation, path, given)}`;
}

/** At least one of the fields is missing, on a condition that is met. */
function missingOnCondition(
	operation: Operation,
	labels: readonly string[],
	condition: Condition,
	given: Given,
): Problem {
	const label = labelOf(operation, condition.path);
	const wanted = inWords(labels, 'or');
	const subject = named(operation, condition, given);
	const otherwise = condition.values === undefined ? `leave ${label} empty` : `change ${label}`;
	return createProblem({
		message: `${subject} requires ${wanted}`,
		advice: `Set ${wanted}, or ${otherwise}.`,
	});
}

/** A length of 0 adds nothing. */
const isGiven = (path: string, { has, valueAt }: Given): boolean =>
	has(path) && valueAt(path) !== 0;

function noneGiven(labels: readonly string[], isZero: boolean): Problem {
	const [label = ''] = labels;
	const all = inWords(labels, 'and');
	return labels.length === 1
		? createProblem({
				message: `${label} is empty`,
				advice: `Enter a value for ${label}; this operation requires it.`,
			})
		: createProblem({
				message: isZero ? `${all} are empty or 0` : `${all} are empty`,
				advice: `This operation requires ${inWords(labels, 'or')}; set one of them.`,
			});
}

type RuleOf<K extends Rule['kind']> = Extract<Rule, { kind: K }>;

function setTogether(
	operation: Operation,
	{ paths }: RuleOf<'notTogether'>,
	given: Given,
): Problem | undefined {
	const both = paths.filter(given.has).map((path) => labelOf(operation, path));
	return both.length > 1
		? createProblem({
				message: `${inWords(both, 'and')} are set together`,
				advice: `PiAPI takes only one of them: leave ${inWords(both, 'or')} empty.`,
			})
		: undefined;
}

/** A field, or the value that it has, beside a model, another field, or its value. */
function refused(
	operation: Operation,
	{ path, values, when }: RuleOf<'notWhen'>,
	given: Given,
): Problem | undefined {
	if (!holds({ path, values }, given) || !holds(when, given)) return undefined;
	const other =
		'models' in when
			? { label: 'Model', name: `Model ${modelLabel(operation, given.model)}` }
			: { label: labelOf(operation, when.path), name: named(operation, when, given) };
	const change = (label: string, isWhole: boolean): string =>
		isWhole ? `leave ${label} empty` : `change ${label}`;
	const first = change(labelOf(operation, path), values === undefined);
	const second = change(other.label, 'path' in when && when.values === undefined);
	return createProblem({
		message: `${named(operation, { path, values }, given)} cannot be used with ${other.name}`,
		advice: `${first.charAt(0).toUpperCase()}${first.slice(1)}, or ${second}.`,
	});
}

const anyOfRule = (rule: RuleOf<'anyOf' | 'onlyWith'>): RuleOf<'anyOf'> =>
	rule.kind === 'anyOf' ? rule : { kind: 'anyOf', paths: [rule.needs], when: { path: rule.path } };

function problemOf(operation: Operation, rule: Rule, given: Given): Problem | undefined {
	if (rule.kind === 'notTogether') return setTogether(operation, rule, given);
	if (rule.kind === 'notWhen') return refused(operation, rule, given);
	if (rule.kind === 'atMost') {
		return rule.when === undefined || holds(rule.when, given)
			? aboveLimit(operation, rule, given, (condition) => named(operation, condition, given))
			: undefined;
	}
	const { paths, when } = anyOfRule(rule);
	if (paths.some((path) => isGiven(path, given)) || (when !== undefined && !holds(when, given)))
		return undefined;
	const labels = paths.map((path) => labelOf(operation, path));
	return when === undefined
		? noneGiven(labels, paths.some(given.has))
		: missingOnCondition(operation, labels, when, given);
}

/** What the operation's rules say against fields that are set together, or not at all. */
export function brokenRule(operation: Operation, given: Given): Problem | undefined {
	for (const rule of operation.rules ?? []) {
		const problem = problemOf(operation, rule, given);
		if (problem) return problem;
	}
	return undefined;
}

/** What has to be sent beside the given paths, by path. */
export const completionsFor = (
	completions: readonly Completion[] = [],
	given: readonly string[],
): Array<readonly [path: string, value: unknown]> =>
	completions
		.filter(({ beside }) => given.some((path) => isWithin(path, beside)))
		.flatMap(({ values }) => Object.entries(values))
		.filter(([path]) => !given.includes(path));
