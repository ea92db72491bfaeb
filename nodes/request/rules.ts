import { inWords, labelOf, modelLabel, valueLabel } from '../catalog/labels';
import type {
	Completion,
	Condition,
	NotWhen,
	OfModels,
	Operation,
	Rule,
} from '../catalog/vocabulary';
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

const isMet = ({ path, values, when }: NotWhen, given: Given): boolean =>
	holds({ path, values }, given) && holds(when, given);

/** The other side of a rule, by its label and as the form has it. */
const otherSide = (
	operation: Operation,
	{ when }: NotWhen,
	given: Given,
): { readonly label: string; readonly name: string } =>
	'models' in when
		? { label: 'Model', name: `Model ${modelLabel(operation, given.model)}` }
		: { label: labelOf(operation, when.path), name: named(operation, when, given) };

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
function refused(operation: Operation, rule: NotWhen, given: Given): Problem | undefined {
	if (!isMet(rule, given)) return undefined;
	const { path, values, when } = rule;
	const other = otherSide(operation, rule, given);
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

/** What clients know not to work. */
export const hintsOnRules = (operation: Operation, given: Given): string[] =>
	(operation.knownRules ?? [])
		.filter((rule) => isMet(rule, given))
		.map((rule) => {
			const { name } = otherSide(operation, rule, given);
			return `${named(operation, rule, given)} is not known to work with ${name}; it was sent as it is`;
		});

/** Whether one of the rules is against a value of a field, beside what else is given. */
export function isAgainst(
	rules: readonly Rule[],
	path: string,
	value: unknown,
	given: Given,
): boolean {
	const all: Given = {
		...given,
		has: (other) => other === path || given.has(other),
		valueAt: (other) => (other === path ? value : given.valueAt(other)),
	};
	return rules.some((rule) => rule.kind === 'notWhen' && rule.path === path && isMet(rule, all));
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
