import { Expression } from './expressions';

/** What a request body contains: JSON, with expressions where the workflow has them. */
export type Template = string | number | boolean | null | Expression | Template[] | TemplateObject;

export interface TemplateObject {
	[key: string]: Template;
}

export const isTemplateObject = (value: Template | undefined): value is TemplateObject =>
	typeof value === 'object' &&
	value !== null &&
	!Array.isArray(value) &&
	!(value instanceof Expression);

/** The same with the text of a parameter in the place of each expression. */
export function withTexts(value: Template): unknown {
	if (value instanceof Expression) return value.text;
	if (Array.isArray(value)) return value.map(withTexts);
	return isTemplateObject(value)
		? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withTexts(inner)]))
		: value;
}
