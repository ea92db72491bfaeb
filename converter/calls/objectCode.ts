import type { Expression as Code, Property, SpreadElement } from 'acorn';

import { parsedCode, sourceOf, stringifiedIn, type Parsed } from '../code/syntax';
import { Expression } from './expressions';
import type { Template } from './bodyTemplate';

function nameOf({ computed, key }: Property): string | undefined {
	if (!computed && key.type === 'Identifier') return key.name;
	return !computed && key.type === 'Literal' ? String(key.value) : undefined;
}

/** Name and value of an entry that is written out. */
function entryOf(property: Property | SpreadElement): [string, Code] | undefined {
	const isValue =
		property.type === 'Property' &&
		property.kind === 'init' &&
		!property.method &&
		!property.shorthand;
	const name = isValue ? nameOf(property) : undefined;
	return isValue && name !== undefined && name !== '__proto__' ? [name, property.value] : undefined;
}

function expressionOf(parsed: Parsed, code: Code): Expression {
	const source = sourceOf(parsed, code);
	return Expression.ofValue(code.type === 'SequenceExpression' ? `(${source})` : source);
}

/** The value that code writes out, with an expression for each part that only the run knows. */
function valueOf(parsed: Parsed, code: Code): Template {
	const whole = expressionOf(parsed, code);
	switch (code.type) {
		case 'ObjectExpression': {
			const entries = code.properties.map(entryOf);
			return entries.every((entry) => entry !== undefined)
				? Object.fromEntries(entries.map(([name, value]) => [name, valueOf(parsed, value)]))
				: whole;
		}
		case 'ArrayExpression':
			return code.elements.every((entry) => entry !== null && entry.type !== 'SpreadElement')
				? code.elements.map((entry) => valueOf(parsed, entry as Code))
				: whole;
		case 'Literal':
			return code.regex === undefined && code.bigint === undefined
				? (code.value as Template)
				: whole;
		case 'UnaryExpression': {
			const { operator, argument } = code;
			const isNumber = argument.type === 'Literal' && typeof argument.value === 'number';
			return operator === '-' && isNumber ? -Number(argument.value) : whole;
		}
		case 'TemplateLiteral': {
			const [only, ...more] = code.quasis;
			return more.length === 0 ? (only?.value.cooked ?? whole) : whole;
		}
		default:
			return whole;
	}
}

/** The object that code writes out, JSON.stringify around it or not; undefined when it is anything else. */
export function codeOfObject(code: string): Template | undefined {
	const parsed = parsedCode(code);
	if (parsed === undefined) return undefined;
	const object = stringifiedIn(parsed.code) ?? parsed.code;
	if (object.type !== 'ObjectExpression') return undefined;
	const value = valueOf(parsed, object);
	return value instanceof Expression ? undefined : value;
}
