import type { IDataObject } from 'n8n-workflow';

import type { Field, NumberField, PlainField, RowsField } from '../catalog/vocabulary';
import { isObject, isTooDeep, readJson } from '../transport/json';
import { isProblem, type Problem } from '../transport/problem';
import { isTaskId } from '../transport/task';
import { locatorOf } from './locator';
import { setPath } from './objectPath';
import {
	emptyProblem,
	isEmpty,
	listedValue,
	quoted,
	readBoolean,
	readChoice,
	readNumber,
	readText,
	wrong,
	type Read,
} from './readValue';
import { isCalled, readRow, rowsIn } from './row';

/** A parameter's value as PiAPI takes it; `unset` is not sent. */
export type Value = { readonly value: unknown; readonly hint?: string } | 'unset' | Problem;

export const missing = ({ label }: Field): Problem => emptyProblem(label);

const valueFrom = (read: Read<unknown>): Value =>
	read === undefined ? 'unset' : isProblem(read) ? read : { value: read };

/** Reads every field but media, which may have to be uploaded first. */
export function valueOf(field: Exclude<Field, { type: 'media' }>, raw: unknown): Value {
	if (isProblem(raw)) return raw;
	const { value } = locatorOf(raw);
	if (isEmpty(value)) return field.required ? missing(field) : 'unset';
	switch (field.type) {
		case 'text':
			return textValue(field, value);
		case 'number':
			return numberValue(field, value);
		case 'boolean':
			return valueFrom(readBoolean(field.label, value));
		case 'choice':
			return valueFrom(readChoice(field.label, field.choices, value));
		case 'task':
			return taskValue(field, value);
		case 'json':
			return jsonValue(field, value);
		case 'rows':
			return rowsValue(field, value);
	}
}

function objectWith(key: string, given: unknown): IDataObject | undefined {
	const value = readJson(given);
	return isObject(value) && !isEmpty(value[key]) ? value : undefined;
}

function textValue(field: Extract<Field, { type: 'text' }>, given: unknown): Value {
	const { label, maximumLength, unusual, elsewhere, suggestions = [], orObjectWith: key } = field;
	const object = key === undefined ? undefined : objectWith(key, given);
	if (object !== undefined) return { value: object };
	const listed = listedValue(suggestions, given);
	if (listed !== undefined) return { value: String(listed) };
	const read = readText(label, given);
	if (typeof read !== 'string') return valueFrom(read);
	// Codes such as an aspect ratio are trimmed; prose is sent as it was written.
	const value = field.rows === undefined ? read.trim() : read;
	if (maximumLength !== undefined && [...value].length > maximumLength) {
		return wrong(
			label,
			`has ${[...value].length} characters`,
			`PiAPI takes at most ${maximumLength} in ${label}; shorten it.`,
		);
	}
	if (elsewhere?.if.test(value)) {
		const what = `is ${quoted(value)}, which this operation does not offer`;
		return wrong(label, what, elsewhere.advice);
	}
	return unusual && !unusual.unless.test(value)
		? { value, hint: `${label} "${value}" ${unusual.hint}` }
		: { value };
}

function numberValue(field: NumberField, given: unknown): Value {
	const { label, integer, maximum = Infinity, above = -Infinity } = field;
	const minimum = leastOf(field) ?? -Infinity;
	const listed = listedValue(field.suggestions ?? [], given);
	const value = listed ?? readNumber(label, given, { integer });
	if (typeof value !== 'number') return valueFrom(value);
	return value < minimum || value > maximum || value <= above
		? wrong(label, `is ${value}`, `PiAPI takes ${label} ${rangeOf(field)}.`)
		: { value };
}

const leastOf = ({ minimum, least }: NumberField): number | undefined => minimum ?? least;

function rangeOf(field: NumberField): string {
	const { maximum, above } = field;
	const minimum = leastOf(field);
	const upTo = maximum === undefined ? '' : `up to ${maximum}`;
	if (above !== undefined) return `above ${above} ${upTo}`.trim();
	if (minimum === undefined) return upTo;
	return maximum === undefined ? `from ${minimum}` : `from ${minimum} to ${maximum}`;
}

function taskValue({ label }: Field, given: unknown): Value {
	const text = readText(label, given);
	const value = typeof text === 'string' ? text.trim() : '';
	return isTaskId(value)
		? { value }
		: wrong(
				label,
				'is not a task ID',
				`Set ${label} to the ID of one task, e.g. {{ $json.taskId }} of the node that created it.`,
			);
}

const SHAPES = {
	any: { inWords: 'valid JSON', holds: (value: unknown) => value !== undefined },
	array: { inWords: 'a list in [ ]', holds: Array.isArray },
	object: { inWords: 'an object in { }', holds: isObject },
} as const;

/** An answer that echoes the request has more levels, and all of them must be readable. */
const MOST_LEVELS = 50;

/** The form begins with it, since n8n marks an empty JSON editor as wrong. */
const isBlankJson = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** As PiAPI's pages show it. A model alone is a part of some inputs. */
const isWholeRequest = (value: unknown): boolean =>
	isObject(value) && isObject(value.input) && ('task_type' in value || 'model' in value);

function jsonValue(field: Extract<Field, { type: 'json' }>, given: unknown): Value {
	const value = readJson(given);
	const { inWords, holds } = SHAPES[field.shape];
	if (!holds(value)) {
		return wrong(field.label, `is not ${inWords}`, `Set ${field.label} to JSON: ${inWords}.`);
	}
	if (isTooDeep(value, MOST_LEVELS)) {
		const advice = `Set ${field.label} to JSON with at most ${MOST_LEVELS} levels.`;
		return wrong(field.label, `is nested over ${MOST_LEVELS} levels`, advice);
	}
	if (field.path === '' && isWholeRequest(value)) {
		const advice = `Set ${field.label} to the object below "input" only.`;
		return wrong(field.label, 'contains the whole request', advice);
	}
	return field.required || !isBlankJson(value) ? { value } : 'unset';
}

function rowsValue(field: RowsField, given: unknown): Value {
	const { label, maximumRows = Infinity } = field;
	const list = rowsIn(given);
	if (list === undefined) {
		return wrong(label, 'is not a list', `Set ${label} to a list of rows, also as JSON.`);
	}
	const value: IDataObject[] = [];
	for (const [index, entry] of list.entries()) {
		const row = rowValue(`${label}, row ${index + 1}`, field, entry);
		if (row === 'unset') continue;
		if (isProblem(row)) return row;
		value.push(row.value as IDataObject);
	}
	if (value.length === 0) return field.required ? missing(field) : 'unset';
	return value.length > maximumRows
		? wrong(
				label,
				`has ${value.length} rows`,
				`PiAPI takes at most ${maximumRows} in ${label}; remove some.`,
			)
		: { value };
}

/** What a row has beside its fields. */
const othersIn = (row: IDataObject, fields: readonly PlainField[]): IDataObject =>
	Object.fromEntries(
		Object.entries(row).filter(([name]) => !fields.some((field) => isCalled(field, name))),
	);

/** Whether the row has what replaces a field. */
const hasInstead = (field: PlainField, row: IDataObject): boolean =>
	field.type === 'text' && field.unless?.some((key) => !isEmpty([row[key]].flat()[0])) === true;

function rowValue(label: string, { fields, isOpen }: RowsField, entry: unknown): Value {
	const others = isOpen === true && isObject(entry) ? othersIn(entry, fields) : {};
	const own =
		isOpen === true && isObject(entry)
			? Object.fromEntries(Object.entries(entry).filter(([name]) => !(name in others)))
			: entry;
	const given = readRow(label, fields, own);
	if (given === 'unset' || isProblem(given)) return given;
	const row: IDataObject = { ...others };
	for (const field of fields) {
		const raw = given.get(field);
		if (raw === undefined && hasInstead(field, others)) {
			const blank = isObject(entry) ? entry[field.path] : undefined;
			if (blank !== undefined) row[field.path] = blank;
			continue;
		}
		const read = valueOf(field, raw);
		if (read === 'unset') continue;
		if (isProblem(read)) return { ...read, message: `${label}: ${read.message}` };
		setPath(row, field.path, read.value);
	}
	return { value: row };
}
