import type { Completion, Operation, Rule } from '../catalog/vocabulary';
import { createProblem, type Problem } from '../transport/problem';
import { isWithin } from './objectPath';

const labelOf = ({ fields }: Operation, path: string): string =>
	fields.find((field) => field.path === path)?.label ?? path;

const inWords = (labels: readonly string[], word: string): string =>
	labels.length < 2
		? labels.join('')
		: `${labels.slice(0, -1).join(', ')} ${word} ${labels[labels.length - 1] ?? ''}`;

function problemOf(
	operation: Operation,
	rule: Rule,
	given: (path: string) => boolean,
): Problem | undefined {
	if (rule.kind === 'onlyWith') {
		const [label, needed] = [rule.path, rule.needs].map((path) => labelOf(operation, path));
		return given(rule.path) && !given(rule.needs)
			? createProblem({
					message: `${label} requires ${needed}`,
					advice: `Set ${needed}, or leave ${label} empty.`,
				})
			: undefined;
	}
	const present = rule.paths.filter(given);
	const labels = rule.paths.map((path) => labelOf(operation, path));
	if (rule.kind === 'anyOf' && labels.length === 1) {
		const [label = ''] = labels;
		return present.length === 0
			? createProblem({
					message: `${label} is empty`,
					advice: `Enter a value for ${label}; this operation requires it.`,
				})
			: undefined;
	}
	if (rule.kind === 'anyOf') {
		return present.length === 0
			? createProblem({
					message: `${inWords(labels, 'and')} are empty`,
					advice: `This operation requires ${inWords(labels, 'or')}; set one of them.`,
				})
			: undefined;
	}
	const both = present.map((path) => labelOf(operation, path));
	return present.length > 1
		? createProblem({
				message: `${inWords(both, 'and')} are set together`,
				advice: `PiAPI takes only one of them: leave ${inWords(both, 'or')} empty.`,
			})
		: undefined;
}

/** What the operation's rules say against fields that are set together, or not at all. */
export function brokenRule(
	operation: Operation,
	given: (path: string) => boolean,
): Problem | undefined {
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
