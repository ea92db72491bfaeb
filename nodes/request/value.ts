import type { Field } from '../catalog/vocabulary';
import type { Problem } from '../transport/problem';
import { isTaskId } from '../transport/task';

/** A parameter's value as PiAPI takes it; `unset` is not sent. */
export type Value = { readonly value: unknown; readonly hint?: string } | 'unset' | Problem;

/** n8n keeps the values of a locator field in an object. */
interface Locator {
	readonly mode: string;
	readonly value: unknown;
}

export function locatorOf(raw: unknown): Locator {
	if (typeof raw === 'object' && raw !== null && '__rl' in raw) {
		const { mode, value } = raw as unknown as Locator;
		return { mode, value };
	}
	return { mode: 'id', value: raw };
}

const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

const wrong = (field: Field, what: string, advice: string): Problem => ({
	message: `${field.label} ${what}`,
	advice,
});

export const missing = (field: Field): Problem =>
	wrong(field, 'is empty', `Fill in ${field.label}; this operation needs it.`);

/** Reads every field but media, which may have to be uploaded first. */
export function valueOf(field: Exclude<Field, { type: 'media' }>, raw: unknown): Value {
	const { value } = locatorOf(raw);
	if (isEmpty(value)) return field.required ? missing(field) : 'unset';
	switch (field.type) {
		case 'text':
			return textValue(field, value);
		case 'number':
			return numberValue(field, value);
		case 'boolean':
			return booleanValue(field, value);
		case 'choice':
			return choiceValue(field, value);
		case 'task':
			return taskValue(field, value);
	}
}

const asText = (value: unknown): string | undefined =>
	['string', 'number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : undefined;

function textValue(field: Extract<Field, { type: 'text' }>, given: unknown): Value {
	const read = asText(given);
	if (read === undefined) return wrong(field, 'is not text', `Give ${field.label} a text.`);
	// Codes such as an aspect ratio are trimmed; prose goes out as it was written.
	const value = field.rows === undefined ? read.trim() : read;
	const { maximumLength, unusual } = field;
	if (maximumLength !== undefined && [...value].length > maximumLength) {
		return wrong(
			field,
			`has ${[...value].length} characters`,
			`PiAPI takes at most ${maximumLength} in ${field.label}; shorten it.`,
		);
	}
	return unusual && !unusual.unless.test(value)
		? { value, hint: `${field.label} "${value}" ${unusual.hint}` }
		: { value };
}

function numberValue(field: Extract<Field, { type: 'number' }>, given: unknown): Value {
	const text = typeof given === 'boolean' ? undefined : asText(given);
	const value = text === undefined ? Number.NaN : Number(text);
	if (!Number.isFinite(value) || (field.integer && !Number.isInteger(value))) {
		const form = field.integer ? 'a whole number' : 'a number';
		return wrong(field, `is not ${form}`, `Give ${field.label} ${form}.`);
	}
	const { minimum = -Infinity, maximum = Infinity } = field;
	return value < minimum || value > maximum
		? wrong(field, `is ${value}`, `PiAPI takes ${field.label} ${rangeOf(field)}.`)
		: { value };
}

function rangeOf({ minimum, maximum }: Extract<Field, { type: 'number' }>): string {
	if (minimum === undefined) return `up to ${maximum}`;
	return maximum === undefined ? `from ${minimum}` : `from ${minimum} to ${maximum}`;
}

function booleanValue(field: Field, given: unknown): Value {
	if (typeof given === 'boolean') return { value: given };
	if (given === 'true' || given === 'false') return { value: given === 'true' };
	return wrong(field, 'is neither true nor false', `Switch ${field.label} on or off.`);
}

function choiceValue(field: Extract<Field, { type: 'choice' }>, given: unknown): Value {
	// Always a string, even when an expression gives a number.
	const value = asText(given)?.trim();
	const allowed = field.choices.map((choice) => choice.value);
	return value !== undefined && allowed.includes(value)
		? { value }
		: wrong(
				field,
				`is ${JSON.stringify(given)}`,
				`Choose one of the values of ${field.label}: ${allowed.join(', ')}.`,
			);
}

function taskValue(field: Field, given: unknown): Value {
	const value = asText(given)?.trim() ?? '';
	return isTaskId(value)
		? { value }
		: wrong(
				field,
				'is not a task ID',
				`Give ${field.label} the ID of one task, e.g. {{ $json.taskId }} of the node that made it.`,
			);
}
