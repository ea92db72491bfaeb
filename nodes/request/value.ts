import type { IDataObject } from 'n8n-workflow';

import type { Field, PlainField } from '../catalog/vocabulary';
import { isObject } from '../transport/envelope';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { isTaskId } from '../transport/task';
import { setPath } from './objectPath';

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

const wrong = (field: Field, what: string, advice: string): Problem =>
	createProblem({
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
		case 'json':
			return jsonValue(field, value);
		case 'rows':
			return rowsValue(field, value);
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
	const { minimum = -Infinity, maximum = Infinity, above = -Infinity } = field;
	return value < minimum || value > maximum || value <= above
		? wrong(field, `is ${value}`, `PiAPI takes ${field.label} ${rangeOf(field)}.`)
		: { value };
}

function rangeOf({ minimum, maximum, above }: Extract<Field, { type: 'number' }>): string {
	const upTo = maximum === undefined ? '' : `up to ${maximum}`;
	if (above !== undefined) return `above ${above} ${upTo}`.trim();
	if (minimum === undefined) return upTo;
	return maximum === undefined ? `from ${minimum}` : `from ${minimum} to ${maximum}`;
}

function booleanValue(field: Field, given: unknown): Value {
	if (typeof given === 'boolean') return { value: given };
	if (given === 'true' || given === 'false') return { value: given === 'true' };
	return wrong(field, 'is neither true nor false', `Switch ${field.label} on or off.`);
}

function choiceValue(field: Extract<Field, { type: 'choice' }>, given: unknown): Value {
	// An expression may give the number 3 for the text "3", or the other way round.
	const asked = asText(given)?.trim();
	const allowed = field.choices.map((choice) => choice.value);
	const value = allowed.find((one) => String(one) === asked);
	return value !== undefined
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

const SHAPES = {
	any: { inWords: 'valid JSON', holds: (value: unknown) => value !== undefined },
	array: { inWords: 'a list in [ ]', holds: Array.isArray },
	object: { inWords: 'an object in { }', holds: isObject },
} as const;

function jsonValue(field: Extract<Field, { type: 'json' }>, given: unknown): Value {
	const value = typeof given === 'string' ? parsed(given) : given;
	const { inWords, holds } = SHAPES[field.shape];
	return holds(value)
		? { value }
		: wrong(field, `is not ${inWords}`, `Give ${field.label} as JSON: ${inWords}.`);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** n8n keeps rows in `items`; an expression may give the list itself. */
const rowsIn = (given: unknown): unknown[] | undefined => {
	const list = isObject(given) ? (given.items ?? []) : given;
	return Array.isArray(list) ? list : undefined;
};

function rowsValue(field: Extract<Field, { type: 'rows' }>, given: unknown): Value {
	const { label, fields, maximumRows = Infinity } = field;
	const list = rowsIn(given);
	if (list === undefined) return wrong(field, 'is not a list', `Give ${label} a list of rows.`);
	const value: IDataObject[] = [];
	for (const [index, entry] of list.entries()) {
		const row = rowValue(fields, isObject(entry) ? entry : {});
		if (row === 'unset') continue;
		if (isProblem(row)) return { ...row, message: `${label}, row ${index + 1}: ${row.message}` };
		value.push(row.value as IDataObject);
	}
	if (value.length === 0) return field.required ? missing(field) : 'unset';
	return value.length > maximumRows
		? wrong(
				field,
				`has ${value.length} rows`,
				`PiAPI takes at most ${maximumRows} in ${label}; remove some.`,
			)
		: { value };
}

/** A row in which nothing is set is no row. */
function rowValue(fields: readonly PlainField[], entry: Readonly<Record<string, unknown>>): Value {
	if (fields.every(({ parameter }) => isEmpty(entry[parameter]))) return 'unset';
	const row: IDataObject = {};
	for (const field of fields) {
		const read = valueOf(field, entry[field.parameter]);
		if (read === 'unset') continue;
		if (isProblem(read)) return read;
		setPath(row, field.path, read.value);
	}
	return { value: row };
}
