import type { RuleFact, SimulatedTaskFacts } from '../facts/facts';
import { hasValue, holds, placesOf } from './inputPlaces';
import type { Json } from './json';

interface BrokenRule {
	readonly text: string;
	readonly rule: RuleFact;
}

type Limit = Extract<RuleFact, { kind: 'atMost' }>;

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const numberAt = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

/** What a limit is about; not a number where the input leaves it open. */
function amountOf(input: Json, { of, paths }: Limit, task: SimulatedTaskFacts): number {
	if (of === 'count') {
		const lists = paths.flatMap((path) => placesOf(input, path).map(({ value }) => value));
		return sumOf(lists.map((list) => (Array.isArray(list) ? list.length : 0)));
	}
	const numbers = paths.flatMap((path) => {
		const usual = task.input.find((fact) => fact.path === path)?.default;
		return placesOf(input, path).map(({ value }) => numberAt(value ?? usual));
	});
	if (of === 'sum') return sumOf(numbers);
	return numbers.reduce((product, one) => product * one, 1);
}

function textOf(
	input: Json,
	taskType: string,
	rule: RuleFact,
	task: SimulatedTaskFacts,
): string | undefined {
	switch (rule.kind) {
		case 'notTogether': {
			const given = rule.paths.filter((path) => hasValue(input, path));
			return given.length > 1 ? `${given.join(' and ')} must not be set together` : undefined;
		}
		case 'onlyWith':
			return hasValue(input, rule.path) && !hasValue(input, rule.needs)
				? `${rule.path} needs ${rule.needs}`
				: undefined;
		case 'notWhen': {
			const { path, values, when } = rule;
			const isMet = 'models' in when ? when.models.includes(taskType) : holds(input, when);
			return isMet && holds(input, { path, values }) ? `${path} is not allowed here` : undefined;
		}
		case 'atMost': {
			const { of, paths, most, when } = rule;
			const isMet = when === undefined || holds(input, when);
			return isMet && amountOf(input, rule, task) > most
				? `the ${of} of ${paths.join(', ')} is above ${most}`
				: undefined;
		}
	}
}

/** What the facts refuse about fields that are given together. */
export const brokenRules = (
	input: Json,
	taskType: string,
	task: SimulatedTaskFacts,
): BrokenRule[] =>
	(task.rules ?? []).flatMap((rule) => {
		const text = textOf(input, taskType, rule, task);
		return text === undefined ? [] : [{ text, rule }];
	});
