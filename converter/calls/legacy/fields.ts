import type { Api } from '../api';
import { Expression } from '../expressions';
import type { Template, TemplateObject } from '../bodyTemplate';

/** What a field of a former body becomes: fields of the input, or words that say why there is no such field. */
export type Rule = (value: Template, field: string) => TemplateObject | string;

/** The unified API has a field of this name, or of another one, with the same values. */
export const same: Rule = (value, field) => ({ [field]: value });
export const as =
	(name: string): Rule =>
	(value) => ({ [name]: value });

/** Has no effect on the task. */
export const dropped: Rule = () => ({});

/** The unified API has it as text only. */
export const asText: Rule = (value, field) => ({
	[field]: typeof value === 'number' ? String(value) : value,
});

export const withoutCounterpart =
	(instead: string): Rule =>
	(_, field) =>
		`"${field}" has no certain counterpart in PiAPI's unified API: remove it, convert again, and ${instead}`;

const isEmpty = (value: Template): boolean =>
	value === '' ||
	value === null ||
	(typeof value === 'object' &&
		!(value instanceof Expression) &&
		Object.values(value).every((inner) => isEmpty(inner as Template)));

/** Whoever is called gets the answer of the former API, which this workflow does not show. */
export const webhook: Rule = (value, field) =>
	isEmpty(value)
		? {}
		: `the receiver of its "${field}" would get the task in the format of the unified API: adapt the receiver, remove "${field}", convert again, and enter the address as Webhook URL under Task Options`;

/** A secret alone calls nobody. */
export const webhookSecret = dropped;

/** The only code of an expression; undefined when there is more to it. */
function codeOf({ source }: Expression): string | undefined {
	if (source.kind === 'value') return source.code;
	if (source.kind === 'json') return source.value ?? source.code;
	const [only, ...more] = source.pieces;
	return only?.code === true && more.length === 0 ? only.text : undefined;
}

/** One of two texts for a switch. In JSON text, code without quotation marks gives the text of the value. */
export const eitherOf =
	(name: string, on: string, off: string): Rule =>
	(value, field) => {
		if (value === true || value === 'true') return { [name]: on };
		if (value === false || value === 'false') return { [name]: off };
		const code = value instanceof Expression ? codeOf(value) : undefined;
		return code === undefined
			? `its "${field}" is neither true nor false`
			: { [name]: Expression.ofValue(`String(${code}) === 'true' ? '${on}' : '${off}'`) };
	};

/** The input for a former body; words where a field cannot be taken over with certainty. */
export function inputOf(
	body: TemplateObject,
	rules: Readonly<Record<string, Rule>>,
	{ name }: Api,
): TemplateObject | string {
	const input: TemplateObject = {};
	for (const [field, value] of Object.entries(body)) {
		const rule = Object.hasOwn(rules, field) ? rules[field] : undefined;
		const found =
			rule === undefined
				? `"${field}" is not a known field of ${name}: remove it and convert again`
				: rule(value, field);
		if (typeof found === 'string') return found;
		const twice = Object.keys(found).find((key) => Object.hasOwn(input, key));
		if (twice !== undefined) return `two of its fields become "${twice}": remove one of them`;
		Object.assign(input, found);
	}
	return input;
}
