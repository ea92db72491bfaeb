/** A stretch of a parameter's text: as it is, or the code between `{{` and `}}`. */
export interface Piece {
	readonly code: boolean;
	readonly text: string;
}

const ESCAPED = /(?<!\\)(?:\\\\)*\\$/;

/**
 * The pieces of a parameter's text without its equals sign, as n8n's own splitter finds them: an expression ends at the
 * first `}}`, a backslash before the braces makes them text, and two backslashes before an expression are one.
 */
export function piecesOf(text: string): Piece[] {
	const pieces: Piece[] = [];
	let rest = text;
	let open = '';
	let code = false;
	for (;;) {
		const braces = code ? '}}' : '{{';
		const at = rest.indexOf(braces);
		const before = at < 0 ? rest : rest.slice(0, at);
		if (at >= 0 && ESCAPED.test(before)) {
			open += before + braces;
			rest = rest.slice(at + 2);
			continue;
		}
		const piece = open + before;
		if (code) pieces.push({ code, text: piece.replace('\\}}', '}}').trim() });
		else if (piece !== '') {
			pieces.push({ code, text: at < 0 ? piece : piece.replaceAll('\\\\', '\\') });
		}
		if (at < 0) return pieces;
		rest = rest.slice(at + 2);
		open = '';
		code = !code;
	}
}

const asCode = (character: string): string =>
	`\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A text, or the JSON text of a value, as it may appear in an expression: n8n looks for braces and for `.constructor`
 * even inside a text, and does not know all line ends that a text may contain.
 */
export const safeInCode = (json: string): string =>
	json.replace(/\{(?=\{)|\}(?=\})|\.(?=\s*constructor)|[\u2028\u2029]/g, asCode);

/** A text between expressions. */
const literalPiece = (text: string): string =>
	/\\|\{\{/.test(text) ? `{{ ${safeInCode(JSON.stringify(text))} }}` : text;

/** The text of a parameter with these pieces. */
export const parameterOf = (pieces: readonly Piece[]): string =>
	`=${pieces.map(({ code, text }) => (code ? `{{ ${text} }}` : literalPiece(text))).join('')}`;
