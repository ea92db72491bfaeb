import { parse, type Expression as Code, type Property, type SpreadElement } from 'acorn';

import { Expression, type Template } from './template';

/** Thrown inside this file: the code is more than an object written out. */
class Dynamic extends Error {}

/** One expression, with the text in which its places are counted; undefined when the code is anything else. */
export function parsedCode(
	code: string,
): { readonly code: Code; readonly text: string } | undefined {
	const text = `(${code}\n)`;
	try {
		const [statement, ...more] = parse(text, { ecmaVersion: 'latest' }).body;
		return statement?.type === 'ExpressionStatement' && more.length === 0
			? { code: statement.expression, text }
			: undefined;
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

function nameOf({ computed, key }: Property): string {
	if (!computed && key.type === 'Identifier') return key.name;
	if (!computed && key.type === 'Literal') return String(key.value);
	throw new Dynamic();
}

class Reader {
	constructor(private readonly text: string) {}

	private entry(property: Property | SpreadElement): [string, Template] {
		const isValue =
			property.type === 'Property' &&
			property.kind === 'init' &&
			!property.method &&
			!property.shorthand;
		if (!isValue) throw new Dynamic();
		return [nameOf(property), this.value(property.value)];
	}

	value(code: Code): Template {
		switch (code.type) {
			case 'ObjectExpression':
				return Object.fromEntries(code.properties.map((property) => this.entry(property)));
			case 'ArrayExpression':
				return code.elements.map((element) => {
					if (element === null || element.type === 'SpreadElement') throw new Dynamic();
					return this.value(element);
				});
			case 'Literal':
				if (code.value === null || ['string', 'number', 'boolean'].includes(typeof code.value)) {
					return code.regex === undefined ? (code.value as Template) : this.expression(code);
				}
				return this.expression(code);
			case 'TemplateLiteral': {
				const [only] = code.quasis;
				const text = code.quasis.length === 1 ? only?.value.cooked : undefined;
				return text ?? this.expression(code);
			}
			default:
				return this.expression(code);
		}
	}

	private expression({ start, end }: Code): Expression {
		return new Expression(`={{ ${this.text.slice(start, end)} }}`);
	}
}

const isStringify = ({ callee }: Code & { type: 'CallExpression' }): boolean =>
	callee.type === 'MemberExpression' &&
	!callee.computed &&
	callee.object.type === 'Identifier' &&
	callee.object.name === 'JSON' &&
	callee.property.type === 'Identifier' &&
	callee.property.name === 'stringify';

/** The object that code writes out, JSON.stringify around it or not; undefined when it is anything else. */
export function codeOfObject(code: string): Template | undefined {
	const whole = parsedCode(code);
	if (whole === undefined) return undefined;
	const { code: outer, text } = whole;
	const object = outer.type === 'CallExpression' && isStringify(outer) ? outer.arguments[0] : outer;
	if (object?.type !== 'ObjectExpression') return undefined;
	try {
		return new Reader(text).value(object);
	} catch (error) {
		if (error instanceof Dynamic) return undefined;
		throw error;
	}
}
