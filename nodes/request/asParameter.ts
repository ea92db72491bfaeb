import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';

import { standardOf } from '../catalog/fields';
import type { Field, MediaField, RowsField } from '../catalog/vocabulary';
import { isObject } from '../transport/json';
import { getPath } from './objectPath';

const locator = (mode: string, value: unknown): NodeParameterValueType =>
	({ __rl: true, mode, value }) as unknown as NodeParameterValueType;

const fileLocator = ({ sentAs }: MediaField, value: unknown): NodeParameterValueType =>
	locator(sentAs === 'base64' ? 'base64' : 'url', value);

const rowsOf = ({ fields }: RowsField, value: unknown): INodeParameters[] =>
	(Array.isArray(value) ? value : []).map((entry: unknown) =>
		Object.fromEntries(
			fields.map((field) => {
				const inRow = isObject(entry) ? getPath(entry, field.path) : undefined;
				return [field.parameter, inRow === undefined ? '' : asParameter(field, inRow)];
			}),
		),
	);

/** The parameter under which a field keeps this value of a request's input. */
export function asParameter(field: Field, value: unknown): NodeParameterValueType {
	switch (field.type) {
		case 'text':
			if (isObject(value)) return JSON.stringify(value);
			return field.freeText === true ? locator('value', value) : (value as NodeParameterValueType);
		case 'task':
			return locator('id', value);
		case 'media': {
			if (!field.multiple) return fileLocator(field, value);
			const files = Array.isArray(value) ? value : [value];
			return { items: files.map((file) => ({ file: fileLocator(field, file) })) };
		}
		case 'json':
			return JSON.stringify(value, null, 2);
		case 'rows':
			return { items: rowsOf(field, value) };
		default:
			return value as NodeParameterValueType;
	}
}

/**
 * n8n fills in what a field on top begins with unless the parameter is set to nothing. So that a request stays as it is,
 * these parameters say of the fields that it does not have.
 */
export const withoutDefaults = (fields: readonly Field[]): INodeParameters =>
	Object.fromEntries(
		fields
			.filter((field) => field.onTop && standardOf(field) !== undefined)
			.map((field) => [field.parameter, asParameter(field, '')]),
	);

const asCode = (character: string): string =>
	`\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * n8n takes a text that begins with = for an expression; this one gives just that text. In expressions n8n looks for
 * braces and for `.constructor` even inside a text, and does not know all line ends that a text may hold.
 */
const literal = (text: string): string =>
	text.startsWith('=')
		? `={{ ${JSON.stringify(text).replace(/[{}.\u2028\u2029]/g, asCode)} }}`
		: text;

/** The same parameters, with every text as n8n keeps it. */
export function asLiterals(value: unknown): unknown {
	if (typeof value === 'string') return literal(value);
	if (Array.isArray(value)) return value.map(asLiterals);
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asLiterals(inner)]));
}
