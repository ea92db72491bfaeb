import type { AnyNode, CallExpression, Expression as Code, MemberExpression } from 'acorn';

import {
	chained,
	childrenOf,
	methodOf,
	operandOf,
	parsedCode,
	stringifiedIn,
	textIn,
	type Parsed,
} from '../code/syntax';

/** Names of fields whose texts have JSON escapes already. */
export type EscapedFields = ReadonlySet<string>;

const NONE: EscapedFields = new Set();

/** Their first argument is what they look for, not what they return. */
const SEARCHES = ['replace', 'replaceAll', 'split', 'match', 'search', 'indexOf', 'includes'];

/** Fields are told by the last name of a path: `$json.prompt`, and not `$json.prompt.length`. */
function readsEscaped(node: MemberExpression, fields: EscapedFields): boolean {
	const { property, computed } = node;
	const name =
		property.type === 'Identifier' && !computed
			? property.name
			: property.type === 'Literal'
				? String(property.value)
				: undefined;
	if (name !== undefined && fields.has(name)) return true;
	if (computed && name === undefined && mayEscape(property, fields)) return true;
	let { object } = node;
	while (object.type === 'MemberExpression') ({ object } = object);
	return mayEscape(object, fields);
}

/**
 * Whether the text that code returns may have JSON escapes: backslashes that the code itself adds, or that are in the
 * fields and variables with these names.
 */
export function mayEscape(node: AnyNode, fields: EscapedFields = NONE): boolean {
	switch (node.type) {
		case 'Literal':
			return typeof node.value === 'string' && node.value.includes('\\');
		case 'TemplateElement':
			return node.value.cooked?.includes('\\') ?? true;
		case 'TaggedTemplateExpression':
			return true;
		case 'Identifier':
			return fields.has(node.name);
		case 'MemberExpression':
			return readsEscaped(node, fields);
		case 'CallExpression': {
			const method = methodOf(node);
			if (method === undefined) break;
			if (stringifiedIn(node) !== undefined || method.name === 'quote') return true;
			const skipped = SEARCHES.includes(method.name) ? 1 : 0;
			return [method.of, ...node.arguments.slice(skipped)].some((inner) =>
				mayEscape(inner, fields),
			);
		}
		default:
	}
	return childrenOf(node).some((inner) => mayEscape(inner, fields));
}

const ESCAPES: Readonly<Record<string, string>> = {
	'"': '\\"',
	'\\': '\\\\',
	'\n': '\\n',
	'\r': '\\r',
	'\t': '\\t',
};

/** The patterns of replace, by what they match. */
const PATTERNS: Readonly<Record<string, string>> = {
	'"': '"',
	'\\"': '"',
	'\\\\': '\\',
	'\\n': '\n',
	'\\r': '\r',
	'\\t': '\t',
};

/** The one character that a pattern looks for. */
function soughtBy(pattern: AnyNode | undefined): string | undefined {
	if (pattern?.type === 'Literal' && pattern.regex) {
		return PATTERNS[pattern.regex.pattern.replace(/^\[(\\?.)\]$/, '$1')];
	}
	const text = textIn(pattern);
	return text !== undefined && text in ESCAPES ? text : undefined;
}

/** The character that a call escapes as JSON does, and in what; undefined when it does anything else. */
function escapeIn(call: CallExpression): { character: string; of: Code } | undefined {
	const method = methodOf(call);
	const [pattern, replacement] = call.arguments;
	if (method?.name === 'replace' || method?.name === 'replaceAll') {
		const character = soughtBy(pattern);
		const isEscape = character !== undefined && textIn(replacement) === ESCAPES[character];
		return isEscape ? { character, of: method.of } : undefined;
	}
	if (method?.name !== 'join') return undefined;
	const split = chained(method.of);
	const inner = split.type === 'CallExpression' ? methodOf(split) : undefined;
	if (split.type !== 'CallExpression' || inner?.name !== 'split') return undefined;
	const character = soughtBy(split.arguments[0]);
	const isEscape = character !== undefined && textIn(pattern) === ESCAPES[character];
	return isEscape ? { character, of: inner.of } : undefined;
}

/** What `JSON.stringify(…).slice(1, -1)` and the like escape. */
function strippedIn(call: CallExpression): Code | undefined {
	const method = methodOf(call);
	if (method === undefined) return undefined;
	const [first, second] = call.arguments;
	const isCut =
		['slice', 'substring'].includes(method.name) &&
		first?.type === 'Literal' &&
		first.value === 1 &&
		second !== undefined;
	const isReplaced =
		method.name === 'replace' &&
		first?.type === 'Literal' &&
		['^"|"$', '(^"|"$)', '^"(.*)"$'].includes(first.regex?.pattern ?? '');
	return isCut || isReplaced ? stringifiedIn(method.of) : undefined;
}

const BLANK_PATTERN = /^(?:\\[nrts]|[[\]+*?|() ])+$/;

/** A call that changes blanks only, so that it makes no difference whether it comes before an escape or after it. */
function changesBlanks(call: CallExpression, name: string): boolean {
	if (['trim', 'trimStart', 'trimEnd'].includes(name)) return call.arguments.length === 0;
	const [pattern, replacement] = call.arguments;
	if (name !== 'replace' && name !== 'replaceAll') return false;
	const sought =
		pattern?.type === 'Literal' ? (pattern.regex?.pattern ?? textIn(pattern)) : undefined;
	return (
		sought !== undefined &&
		BLANK_PATTERN.test(sought) &&
		/^[^"\\]*$/.test(textIn(replacement) ?? '"')
	);
}

const isEscape = (code: Code): boolean => {
	const call = chained(code);
	return call.type === 'CallExpression' && escapeIn(call) !== undefined;
};

/** The same code without what only escapes for JSON; undefined when that is not told so simply. */
function withoutEscapes(parsed: Parsed, fields: EscapedFields): string | undefined {
	let code = chained(parsed.code);
	let kept = '';
	while (code.type === 'CallExpression') {
		const stripped = strippedIn(code);
		const escape = escapeIn(code);
		const method = methodOf(code);
		if (stripped !== undefined) {
			if (kept !== '') return undefined;
			code = stripped;
			break;
		}
		if (escape !== undefined) {
			const isAfterOther = escape.character === '\\' && isEscape(escape.of);
			if (isAfterOther || (kept !== '' && /\s/.test(escape.character))) return undefined;
			code = chained(escape.of);
		} else if (method !== undefined && changesBlanks(code, method.name)) {
			kept = parsed.text.slice(method.of.end, code.end) + kept;
			code = chained(method.of);
		} else break;
	}
	return mayEscape(code, fields) ? undefined : operandOf(parsed, code) + kept;
}

/** Resolves JSON escapes and leaves all else as it is, so that it never throws. */
const UNESCAPE = String.raw`.replace(/\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/g, (escape) => JSON.parse('"' + escape + '"'))`;

const TEXT_METHODS = ['replace', 'replaceAll', 'slice', 'substring', 'trim', 'join', 'toString'];

/** The code of a text, whatever the given code returns; nothing becomes the empty text, as n8n does within a text. */
export function asTextCode(parsed: Parsed): string {
	const { code } = parsed;
	const name = code.type === 'CallExpression' ? methodOf(code)?.name : undefined;
	const operand = operandOf(parsed, code);
	return name !== undefined && TEXT_METHODS.includes(name) ? operand : `String(${operand} ?? '')`;
}

/**
 * The code of the text that n8n's JSON text has for a code between quotation marks; undefined when the code has a syntax
 * error.
 */
export function unescaped(text: string, fields: EscapedFields): string | undefined {
	const parsed = parsedCode(text);
	if (parsed === undefined) return undefined;
	if (!mayEscape(parsed.code, fields)) return text;
	return withoutEscapes(parsed, fields) ?? `${asTextCode(parsed)}${UNESCAPE}`;
}

/** The code of a text whose JSON a code returns, quotation marks included. */
export function parsedText(text: string): string | undefined {
	const parsed = parsedCode(text);
	return parsed && `${asTextCode(parsed)}.replace(/^\\s*"|"\\s*$/g, '')${UNESCAPE}`;
}
