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
