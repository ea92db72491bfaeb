import { isTooDeep } from '../../nodes/transport/json';
import { parsedCode, sourceOf, stringifiedIn } from '../code/syntax';
import type { Template } from './bodyTemplate';
import { unescaped, type EscapedFields } from './escapes';
import { Expression } from './expressions';
import { codeOfObject } from './objectCode';
import { piecesOf, type Piece } from '../code/pieces';

const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`);

/** A code in a JSON text, and whether it is between quotation marks. */
interface Marked {
	readonly code: string;
	readonly quoted: boolean;
}

/** JSON text with a mark for each code. */
function marked(pieces: readonly Piece[]): { text: string; codes: Marked[] } {
	const codes: Marked[] = [];
	let quoted = false;
	let text = '';
	for (const piece of pieces) {
		if (piece.code) {
			const mark = `${OPEN}${codes.length}${CLOSE}`;
			codes.push({ code: piece.text, quoted });
			text += quoted ? mark : JSON.stringify(mark);
			continue;
		}
		for (const [character] of piece.text.matchAll(/\\.|[^]/g)) {
			if (character === '"') quoted = !quoted;
			text += character;
		}
	}
	return { text, codes };
}

/** Thrown inside this file: n8n cannot evaluate the body, or it is not JSON. */
class Unreadable extends Error {}

/** A code that is a value by itself in a JSON text. */
function valueInJson(code: string): Template {
	const parsed = parsedCode(code);
	if (parsed === undefined) throw new Unreadable();
	const value = stringifiedIn(parsed.code);
	if (value === undefined) return Expression.ofJson(code);
	return codeOfObject(code) ?? Expression.ofJson(code, sourceOf(parsed, value));
}

class Reader {
	constructor(
		private readonly codes: readonly Marked[],
		private readonly fields: EscapedFields,
	) {}

	private text(value: string): Template {
		const parts = value.split(MARK);
		if (parts.length === 1) return value;
		const marks = parts.map((part, index) => (index % 2 === 0 ? part : this.codes[Number(part)]));
		const [, only] = marks;
		if (typeof only === 'object' && !only.quoted) return valueInJson(only.code);
		const pieces = marks.flatMap((part): Piece[] => {
			if (typeof part === 'string') return part === '' ? [] : [{ code: false, text: part }];
			const text = part && unescaped(part.code, this.fields);
			if (text === undefined) throw new Unreadable();
			return [{ code: true, text }];
		});
		return Expression.ofText(pieces);
	}

	value(given: unknown): Template {
		if (typeof given === 'string') return this.text(given);
		if (Array.isArray(given)) return given.map((inner) => this.value(inner));
		if (typeof given !== 'object' || given === null) return given as Template;
		return Object.fromEntries(
			Object.entries(given).map(([key, inner]) => {
				if (MARK.test(key)) throw new Unreadable();
				return [key, this.value(inner)];
			}),
		);
	}
}

const NO_FIELDS: EscapedFields = new Set();

/**
 * The body that a parameter's text gives; undefined when it is not JSON. `fields` are those whose texts have JSON escapes
 * already.
 */
export function templateOf(
	parameter: string,
	fields: EscapedFields = NO_FIELDS,
): Template | undefined {
	const pieces = parameter.startsWith('=')
		? piecesOf(parameter.slice(1).trim())
		: [{ code: false, text: parameter }];
	const [first] = pieces;
	if (pieces.length === 1 && first?.code === true) {
		return codeOfObject(first.text) ?? wholeOf(first.text);
	}
	const { text, codes } = marked(pieces);
	try {
		const given: unknown = JSON.parse(text);
		return isTooDeep(given) ? undefined : new Reader(codes, fields).value(given);
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof Unreadable) return undefined;
		throw error;
	}
}

/** A body that is one code; n8n takes an object as it is, and a text as JSON. */
function wholeOf(code: string): Expression | undefined {
	const parsed = parsedCode(code);
	if (parsed === undefined) return undefined;
	const value = stringifiedIn(parsed.code);
	return Expression.ofJson(code, value && sourceOf(parsed, value));
}

/** One parameter of a form: text, or an expression, which may be an object written out. */
export function templateOfField(parameter: unknown): Template {
	if (typeof parameter !== 'string') return parameter as Template;
	if (!parameter.startsWith('=')) return parameter;
	const pieces = piecesOf(parameter.slice(1));
	const [first] = pieces;
	const isCode = pieces.length === 1 && first?.code === true;
	if (!isCode)
		return pieces.some(({ code }) => code) ? Expression.ofText(pieces) : parameter.slice(1);
	return (
		(isStringified(first.text) ? undefined : codeOfObject(first.text)) ??
		Expression.ofValue(first.text)
	);
}

const isStringified = (code: string): boolean => {
	const parsed = parsedCode(code);
	return parsed !== undefined && stringifiedIn(parsed.code) !== undefined;
};
