import type { Choice } from '../catalog/vocabulary';
import { beginningOf } from '../transport/cutText';
import { parseJson } from '../transport/json';
import { createProblem, isProblem, type Problem } from '../transport/problem';

/**
 * Reads the values that an expression may return for a parameter. Every reader returns undefined for an empty value
 * (undefined, null, blank text), the value where it is clear, and a problem that names the label where it is not.
 */
export type Read<T> = T | undefined | Problem;

export const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

export const wrong = (label: string, what: string, advice: string): Problem =>
	createProblem({ message: `${label} ${what}`, advice });

export const emptyProblem = (label: string): Problem =>
	wrong(label, 'is empty', `Enter a value for ${label}; this operation requires it.`);

/** For a parameter that always has a value in the form: an expression that returns nothing is not a choice. */
export const required = <T>(label: string, read: Read<T>): T | Problem =>
	read === undefined ? emptyProblem(label) : read;

const asText = (value: unknown): string | undefined =>
	['string', 'number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : undefined;

const LONGEST_QUOTE = 80;

/** A value as an error shows it. */
export function quoted(value: unknown): string {
	if (typeof value === 'string') return JSON.stringify(beginningOf(value, LONGEST_QUOTE));
	return asText(value) ?? (Array.isArray(value) ? 'a list' : 'an object');
}

/** The text as it is, blanks included. Numbers and booleans become text. */
export function readText(label: string, given: unknown): Read<string> {
	if (isEmpty(given)) return undefined;
	if (typeof given === 'number' && !Number.isFinite(given)) {
		const advice = `Check the expression of ${label}: it calculates with what is not a number.`;
		return wrong(label, `is ${given}`, advice);
	}
	return asText(given) ?? wrong(label, 'is not text', `Set ${label} to text.`);
}

const TRUE = ['true', '1'];
const FALSE = ['false', '0'];

export function readBoolean(label: string, given: unknown): Read<boolean> {
	if (isEmpty(given)) return undefined;
	const text = asText(given)?.trim().toLowerCase() ?? '';
	return TRUE.includes(text) || FALSE.includes(text)
		? TRUE.includes(text)
		: wrong(label, 'is neither true nor false', `Set ${label} to true or false.`);
}

interface NumberForm {
	readonly integer?: boolean;
	readonly aboveZero?: boolean;
}

export function readNumber(
	label: string,
	given: unknown,
	{ integer = false, aboveZero = false }: NumberForm = {},
): Read<number> {
	if (isEmpty(given)) return undefined;
	const text = typeof given === 'boolean' ? undefined : asText(given);
	const value = text === undefined ? Number.NaN : Number(text);
	if (!Number.isFinite(value) || (integer && !Number.isInteger(value))) {
		const form = integer ? 'a whole number' : 'a number';
		return wrong(label, `is not ${form}`, `Set ${label} to ${form}.`);
	}
	return aboveZero && value <= 0
		? wrong(label, 'must be greater than 0', `Set ${label} to a number greater than 0.`)
		: value;
}

/** Codes such as 2.0, 8s or 720P as the numbers that expressions return for them. */
function numberIn(code: string): number | undefined {
	const [, digits] = /^(\d+(?:\.\d+)?)[sp]?$/i.exec(code) ?? [];
	return digits === undefined ? undefined : Number(digits);
}

/** The one of a list that is meant: by its value, or else by value or label in any case, or by number, where only one fits. */
export function listedValue(
	choices: readonly Choice[],
	given: unknown,
): Choice['value'] | undefined {
	const asked = asText(given)?.trim();
	if (asked === undefined) return undefined;
	const exact = choices.find(({ value }) => String(value) === asked);
	if (exact !== undefined) return exact.value;
	const onlyOne = (fits: (choice: Choice) => boolean): Choice['value'] | undefined => {
		const values = new Set(choices.filter(fits).map(({ value }) => value));
		const [value] = values;
		return values.size === 1 ? value : undefined;
	};
	const folded = asked.toLowerCase();
	const number = /^[\d.]+$/.test(asked) ? Number(asked) : Number.NaN;
	return (
		onlyOne(({ value, label }) =>
			[String(value), label].some((one) => one.toLowerCase() === folded),
		) ?? onlyOne(({ value }) => numberIn(String(value)) === number)
	);
}

/** A choice of a closed list. */
export function readChoice(
	label: string,
	choices: readonly Choice[],
	given: unknown,
): Read<Choice['value']> {
	if (isEmpty(given)) return undefined;
	return (
		listedValue(choices, given) ??
		wrong(
			label,
			`is ${quoted(given)}`,
			`Choose one of the values of ${label}: ${choices.map((choice) => choice.value).join(', ')}.`,
		)
	);
}

/** A list, a list as JSON text, a text with its entries separated by commas or lines, or one value. */
export function readList(label: string, given: unknown): Read<unknown[]> {
	if (isEmpty(given)) return undefined;
	if (Array.isArray(given)) return given as unknown[];
	const text = asText(given)?.trim();
	const parsed = text?.startsWith('[') ? parseJson(text) : undefined;
	if (Array.isArray(parsed)) return parsed as unknown[];
	return text === undefined || text.startsWith('[')
		? wrong(label, 'is not a list', `Set ${label} to a list, or to text separated by commas.`)
		: text
				.split(/[,;\n]/)
				.map((entry) => entry.trim())
				.filter((entry) => entry !== '');
}

/** A list of choices; each entry is read as one. */
export function readChoices(
	label: string,
	choices: readonly Choice[],
	given: unknown,
): Read<Array<Choice['value']>> {
	const list = readList(label, given);
	if (list === undefined || isProblem(list)) return list;
	const values = list.map((entry) => required(label, readChoice(label, choices, entry)));
	const problem = values.find(isProblem);
	return problem ?? values.filter((value): value is Choice['value'] => !isProblem(value));
}

/** The values of several readers, or the first problem among them. */
export function allRead<T extends Readonly<Record<string, unknown>>>(
	values: T,
): { [K in keyof T]: Exclude<T[K], Problem> } | Problem {
	return (
		Object.values(values).find(isProblem) ?? (values as { [K in keyof T]: Exclude<T[K], Problem> })
	);
}
