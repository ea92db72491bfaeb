import { operandOf, parsedCode } from '../code/syntax';
import { asTextCode, parsedText } from './escapes';
import { parameterOf, piecesOf, safeInCode, type Piece } from '../code/pieces';

/** What an expression gives: a text with codes in it, the value of a code, or a code's JSON text. */
type Source =
	| { readonly kind: 'text'; readonly pieces: readonly Piece[] }
	| { readonly kind: 'value'; readonly code: string }
	/** `value` is the code of what is turned into JSON, where that is known. */
	| { readonly kind: 'json'; readonly code: string; readonly value?: string };

function sourceOf(text: string): Source {
	const pieces = piecesOf(text.replace(/^=/, ''));
	const [only, ...more] = pieces;
	return only?.code === true && more.length === 0
		? { kind: 'value', code: only.text }
		: { kind: 'text', pieces };
}

/** In a JSON text, or in code, a code whose value goes between quotation marks. */
function textCode(code: string): string {
	const parsed = parsedCode(code);
	return parsed === undefined ? code : asTextCode(parsed);
}

function valueCode(code: string): string {
	const parsed = parsedCode(code);
	return parsed === undefined ? code : operandOf(parsed, parsed.code);
}

/** A value that n8n works out when the workflow runs. */
export class Expression {
	readonly #source: Source;

	/** `text` is a parameter's text, with its equals sign, that gives the value where a parameter takes text. */
	constructor(
		readonly text: string,
		source: Source = sourceOf(text),
	) {
		this.#source = source;
	}

	get source(): Source {
		return this.#source;
	}

	static ofText(pieces: readonly Piece[]): Expression {
		return new Expression(parameterOf(pieces), { kind: 'text', pieces });
	}

	static ofValue(code: string): Expression {
		return new Expression(`={{ ${code} }}`, { kind: 'value', code });
	}

	/** The code is one that gives JSON text; `value` is what it turns into JSON, where that is known. */
	static ofJson(code: string, value?: string): Expression {
		const text = value ?? parsedText(code) ?? code;
		return new Expression(`={{ ${text} }}`, {
			kind: 'json',
			code,
			...(value === undefined ? {} : { value }),
		});
	}

	/** The text of a parameter that takes numbers, lists and objects as such or as text. */
	get plain(): string {
		const { source } = this;
		return source.kind === 'json' ? `={{ ${source.value ?? source.code} }}` : this.text;
	}

	/** Whether the value is JSON text that may be anything, even several values in a list. */
	get isOpen(): boolean {
		return this.source.kind === 'json' && this.source.value === undefined;
	}

	/** In a JSON text. */
	get inJson(): string {
		const { source } = this;
		switch (source.kind) {
			case 'json':
				return `{{ ${source.code} }}`;
			case 'value':
				return `{{ JSON.stringify(${valueCode(source.code)} ?? null) }}`;
			case 'text': {
				const parts = source.pieces.map(({ code, text }) =>
					code
						? `{{ JSON.stringify(${textCode(text)}).slice(1, -1) }}`
						: safeInJson(JSON.stringify(text).slice(1, -1)),
				);
				return `"${parts.join('')}"`;
			}
		}
	}

	/** In the code of an object; undefined where only JSON text can contain it. */
	get inCode(): string | undefined {
		const { source } = this;
		switch (source.kind) {
			case 'json':
				return source.value;
			case 'value':
				return source.code;
			case 'text': {
				const parts = source.pieces.map(({ code, text }) =>
					code ? valueCode(text) : safeInCode(JSON.stringify(text)),
				);
				return `[${parts.join(', ')}].join('')`;
			}
		}
	}
}

/** JSON text around expressions: n8n takes two backslashes there for one, and two braces for an expression. */
export const safeInJson = (json: string): string =>
	json
		.replace(/\\(.)/g, (whole: string, escaped: string) => (escaped === '\\' ? '\\u005c' : whole))
		.replace(/\{(?=\{)/g, '\\u007b');
