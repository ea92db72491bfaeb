import { codeOfObject } from './objectCode';

/** A value that n8n works out when the workflow runs; the text of a parameter, with its equals sign. */
export class Expression {
	constructor(readonly text: string) {}
}

/** What a request body holds: JSON, with expressions where the workflow has them. */
export type Template = string | number | boolean | null | Expression | Template[] | TemplateObject;

export interface TemplateObject {
	[key: string]: Template;
}

export const isTemplateObject = (value: Template | undefined): value is TemplateObject =>
	typeof value === 'object' &&
	value !== null &&
	!Array.isArray(value) &&
	!(value instanceof Expression);

/** A stretch of a parameter's text: as it is, or the code between `{{` and `}}`. */
export interface Piece {
	readonly code: boolean;
	readonly text: string;
}

/** The pieces of a parameter's text without its equals sign. n8n ends an expression at the first `}}`. */
export function piecesOf(text: string): Piece[] {
	const pieces: Piece[] = [];
	let rest = text;
	for (;;) {
		const start = rest.indexOf('{{');
		const end = start < 0 ? -1 : rest.indexOf('}}', start + 2);
		if (end < 0) {
			if (rest !== '') pieces.push({ code: false, text: rest });
			return pieces;
		}
		if (start > 0) pieces.push({ code: false, text: rest.slice(0, start) });
		pieces.push({ code: true, text: rest.slice(start + 2, end).trim() });
		rest = rest.slice(end + 2);
	}
}

const INNER = /^JSON\.stringify\(([^,]*)\)$/;
const INNER_TEXT = /^JSON\.stringify\(([^,]*)\)\.(?:slice|substring)\(\s*1\s*,\s*-\s*1\s*\)$/;
const JSON_TEXT = /^(.*)\.toJsonString\(\)$/;
const ESCAPES = /\.replace(?:All)?\(|JSON\.stringify|\\/;

/** The code of an expression that stood between quotation marks of a JSON text, for use outside of it. */
function unquoted(code: string): string {
	const inner = INNER_TEXT.exec(code)?.[1];
	if (inner !== undefined) return inner.trim();
	return ESCAPES.test(code) ? `JSON.parse('"' + (${code}) + '"')` : code;
}

/** The code of an expression that stood as a value in a JSON text. */
function unserialized(code: string): string {
	const inner = (INNER.exec(code) ?? JSON_TEXT.exec(code))?.[1];
	return inner === undefined ? code : inner.trim();
}

const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`);

/** JSON text with a mark for each expression, and the code that the marks stand for. */
function marked(pieces: readonly Piece[]): { text: string; codes: string[] } {
	const codes: string[] = [];
	let inString = false;
	let text = '';
	for (const piece of pieces) {
		if (piece.code) {
			const mark = `${OPEN}${codes.length}${CLOSE}`;
			codes.push(inString ? unquoted(piece.text) : unserialized(piece.text));
			text += inString ? mark : JSON.stringify(mark);
			continue;
		}
		for (const [character] of piece.text.matchAll(/\\.|[^]/g)) {
			if (character === '"') inString = !inString;
			text += character;
		}
	}
	return { text, codes };
}

function withExpressions(value: unknown, codes: readonly string[]): Template {
	if (typeof value === 'string') {
		const parts = value.split(MARK);
		if (parts.length === 1) return value;
		const texts = parts.map((part, index) => {
			return index % 2 === 0 ? part : `{{ ${codes[Number(part)]} }}`;
		});
		return new Expression(`=${texts.join('')}`);
	}
	if (Array.isArray(value)) return value.map((inner) => withExpressions(inner, codes));
	if (typeof value !== 'object' || value === null) return value as Template;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, withExpressions(inner, codes)]),
	);
}

/** The body that a parameter's text gives; undefined when it cannot be told from the text alone. */
export function templateOf(parameter: string): Template | undefined {
	const pieces = parameter.startsWith('=')
		? piecesOf(parameter.slice(1).trim())
		: [{ code: false, text: parameter }];
	const [first] = pieces;
	if (pieces.length === 1 && first?.code === true) return codeOfObject(first.text);
	const { text, codes } = marked(pieces);
	try {
		return withExpressions(JSON.parse(text), codes);
	} catch {
		return undefined;
	}
}

/** One parameter of a form: text, or an expression, which may be an object written out. */
export function templateOfField(parameter: unknown): Template {
	if (typeof parameter !== 'string') return parameter as Template;
	if (!parameter.startsWith('=')) return parameter;
	const pieces = piecesOf(parameter.slice(1).trim());
	const [first] = pieces;
	const written =
		pieces.length === 1 && first?.code === true ? codeOfObject(first.text) : undefined;
	if (written !== undefined) return written;
	return pieces.some(({ code }) => code) ? new Expression(parameter) : parameter.slice(1);
}
