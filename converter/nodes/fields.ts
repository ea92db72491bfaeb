import type { NodeParameterValueType } from 'n8n-workflow';

import type { Field, Operation } from '../../nodes/catalog/vocabulary';
import { asParameter } from '../../nodes/request/asParameter';
import type { Expression } from '../calls/expressions';

const without = (path: string): string => path.replace(/\[\d*\]/g, '');

export const fieldAt = ({ fields }: Operation, path: string): Field | undefined =>
	fields.find((field) => without(field.path) === without(path));

/** A value that the field takes, instead of one that only the run knows; undefined where any text will do. */
export function standInFor(field: Field, { source }: Expression): unknown {
	switch (field.type) {
		case 'number': {
			const { minimum, maximum, above, suggestions = [] } = field;
			if (suggestions.length > 0) return suggestions[0]?.value;
			const lowest = minimum ?? (above === undefined ? 1 : above + 1);
			return maximum === undefined ? lowest : Math.min(lowest, maximum);
		}
		case 'boolean':
			return true;
		case 'choice':
			return field.choices[0]?.value;
		case 'text':
			return field.freeText === true ? undefined : field.suggestions?.[0]?.value;
		case 'task':
			return 'task-of-an-expression';
		case 'media':
			return field.sentAs === 'base64' && !field.multiple ? 'aGk=' : undefined;
		case 'json':
			if (source.kind === 'text') return undefined;
			return field.shape === 'array' ? [1] : { of: 1 };
		default:
			return undefined;
	}
}

/** What the field takes as it is, or as JSON text; the others take the text itself. */
const takesJson = (field: Field): boolean => {
	switch (field.type) {
		case 'number':
		case 'boolean':
		case 'json':
			return true;
		case 'choice':
			return field.choices.every(({ value }) => typeof value === 'number');
		case 'media':
			return field.multiple;
		default:
			return false;
	}
};

/** The expression where a parameter of the field has its text. */
export const textFor = (field: Field | undefined, expression: Expression): string =>
	field !== undefined && takesJson(field) ? expression.plain : expression.text;

/** The parameter of a field whose value is an expression. */
export const expressionParameter = (field: Field, expression: Expression): NodeParameterValueType =>
	field.type === 'json' ? expression.plain : asParameter(field, textFor(field, expression));
