import { standardOf } from '../catalog/fields';
import { inRows, inWords, labelOf } from '../catalog/labels';
import type { Condition, Operation, Rule } from '../catalog/vocabulary';
import { isObject } from '../transport/json';
import { createProblem, type Problem } from '../transport/problem';
import { getPath } from './objectPath';
import { readNumber } from './readValue';

type Limit = Extract<Rule, { kind: 'atMost' }>;

/** What an item sets, as far as a limit asks. */
export interface Counted {
	readonly valueAt: (path: string) => unknown;
	readonly countAt: (path: string) => number;
}

/** Undefined where it is not a number, which the field itself is refused for. */
function numberIn(value: unknown): number | undefined {
	const number = readNumber('', value);
	return typeof number === 'number' ? number : undefined;
}

function aboveSum(operation: Operation, { paths, most }: Limit, { valueAt }: Counted) {
	const { list, inner, field } = inRows(operation, paths[0] ?? '');
	const { label = inner } = field ?? {};
	const standard = field && standardOf(field);
	const rows = valueAt(list);
	if (!Array.isArray(rows)) return undefined;
	const numbers = rows.map((row: unknown) => (isObject(row) ? getPath(row, inner) : undefined));
	const sum = numbers.reduce<number>((all, one) => all + (numberIn(one ?? standard) ?? 0), 0);
	if (sum <= most) return undefined;
	const usual =
		standard !== undefined && numbers.includes(undefined)
			? ` Without a value, ${label} is ${standard}.`
			: '';
	return createProblem({
		message: `The sum of ${label} in ${labelOf(operation, list)} is ${sum}`,
		advice: `PiAPI takes at most ${most} in total: lower ${label}, or remove some of ${labelOf(operation, list)}.${usual}`,
	});
}

function aboveProduct(operation: Operation, { paths, most }: Limit, { valueAt }: Counted) {
	const numbers = paths.map((path) => numberIn(valueAt(path)) ?? Number.NaN);
	const product = numbers.reduce((all, one) => all * one, 1);
	if (!(product > most)) return undefined;
	const labels = paths.map((path) => labelOf(operation, path));
	return createProblem({
		message: `The product of ${inWords(labels, 'and')} is ${product}`,
		advice: `PiAPI takes at most ${most}: lower ${inWords(labels, 'or')}.`,
	});
}

function aboveCount(
	operation: Operation,
	{ paths, most, when }: Limit,
	{ countAt }: Counted,
	nameOf: (condition: Condition) => string,
) {
	const given = paths.filter((path) => countAt(path) > 0);
	const count = given.reduce((sum, path) => sum + countAt(path), 0);
	if (count <= most) return undefined;
	const labels = inWords(
		given.map((path) => labelOf(operation, path)),
		'and',
	);
	if (when === undefined) {
		return createProblem({
			message: `${labels} have ${count} files in total`,
			advice: `PiAPI takes at most ${most} in total; remove some.`,
		});
	}
	const beside = nameOf(when);
	return createProblem({
		message: `${labels} has ${count} files with ${beside}`,
		advice: `PiAPI takes at most ${most} with ${beside}: remove some, or change ${labelOf(operation, when.path)}.`,
	});
}

/** What is wrong with numbers that are too large together, or with too many files. `nameOf` names a condition that holds. */
export function aboveLimit(
	operation: Operation,
	rule: Limit,
	counted: Counted,
	nameOf: (condition: Condition) => string,
): Problem | undefined {
	switch (rule.of) {
		case 'sum':
			return aboveSum(operation, rule, counted);
		case 'product':
			return aboveProduct(operation, rule, counted);
		case 'count':
			return aboveCount(operation, rule, counted, nameOf);
	}
}
