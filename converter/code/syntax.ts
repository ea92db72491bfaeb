import {
	parse,
	type AnyNode,
	type CallExpression,
	type Expression as Code,
	type Pattern,
	type Program,
} from 'acorn';

/** The code as a tree; undefined when it is not JavaScript. */
export function treeOf(code: string): Program | undefined {
	try {
		return parse(code, {
			ecmaVersion: 'latest',
			allowReturnOutsideFunction: true,
			allowAwaitOutsideFunction: true,
		});
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

/** Code, and the text in which its places are counted. */
export interface Parsed {
	readonly code: Code;
	readonly text: string;
}

/** The expression that n8n evaluates for a code; undefined when the code has a syntax error or is something else. */
export function parsedCode(code: string): Parsed | undefined {
	const text = code.trimStart().startsWith('{') ? `(${code}\n)` : code;
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

export const sourceOf = ({ text }: Parsed, { start, end }: Code): string => text.slice(start, end);

const WHOLE = new Set([
	'ArrayExpression',
	'CallExpression',
	'ChainExpression',
	'Identifier',
	'Literal',
	'MemberExpression',
	'TemplateLiteral',
]);

/** The same, in parentheses where it would not be one operand without. */
export function operandOf(parsed: Parsed, code: Code): string {
	const source = sourceOf(parsed, code);
	return WHOLE.has(code.type) ? source : `(${source})`;
}

/** Without the wrapper of a chain such as `a?.b()`. */
export const chained = (code: Code): Code =>
	code.type === 'ChainExpression' ? code.expression : code;

/** The name of the method that is called, and on what. */
export function methodOf({ callee }: CallExpression): { name: string; of: Code } | undefined {
	return callee.type === 'MemberExpression' &&
		!callee.computed &&
		callee.property.type === 'Identifier' &&
		callee.object.type !== 'Super'
		? { name: callee.property.name, of: callee.object }
		: undefined;
}

/** What `JSON.stringify(…)` or `….toJsonString()` turns into JSON; undefined when the code is neither. */
export function stringifiedIn(code: Code): Code | undefined {
	const call = chained(code);
	if (call.type !== 'CallExpression') return undefined;
	const method = methodOf(call);
	const [value, replacer] = call.arguments;
	if (method?.name === 'toJsonString') return method.of;
	const isStringify =
		method?.name === 'stringify' && method.of.type === 'Identifier' && method.of.name === 'JSON';
	const hasReplacer =
		replacer !== undefined && !(replacer.type === 'Literal' && replacer.value === null);
	return isStringify && !hasReplacer && value?.type !== 'SpreadElement' ? value : undefined;
}

const isNode = (value: unknown): value is AnyNode =>
	typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The parts of a node in the order of the code. */
export const childrenOf = (node: AnyNode): AnyNode[] =>
	Object.values(node)
		.flatMap((value: unknown): unknown[] => (Array.isArray(value) ? value : [value]))
		.filter(isNode);

/** A text that is written out in code, without any expression in it. */
export const textIn = (node: AnyNode | undefined): string | undefined => {
	if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
	const isPlain = node?.type === 'TemplateLiteral' && node.expressions.length === 0;
	return isPlain ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
};

/** Every name that a pattern declares. */
export function namesIn(pattern: Pattern): string[] {
	switch (pattern.type) {
		case 'Identifier':
			return [pattern.name];
		case 'ObjectPattern':
			return pattern.properties.flatMap((property) =>
				namesIn(property.type === 'RestElement' ? property.argument : property.value),
			);
		case 'ArrayPattern':
			return pattern.elements.flatMap((element) => (element === null ? [] : namesIn(element)));
		case 'AssignmentPattern':
			return namesIn(pattern.left);
		case 'RestElement':
			return namesIn(pattern.argument);
		default:
			return [];
	}
}

/** Names that get another value after their declaration, so that what they stand for cannot be told. */
export function reassignedIn(node: AnyNode): Set<string> {
	const found = new Set<string>();
	const visit = (inner: AnyNode): void => {
		if (inner.type === 'AssignmentExpression')
			namesIn(inner.left).forEach((name) => found.add(name));
		if (inner.type === 'UpdateExpression' && inner.argument.type === 'Identifier') {
			found.add(inner.argument.name);
		}
		if (
			(inner.type === 'ForOfStatement' || inner.type === 'ForInStatement') &&
			inner.left.type !== 'VariableDeclaration'
		) {
			namesIn(inner.left).forEach((name) => found.add(name));
		}
		childrenOf(inner).forEach(visit);
	};
	visit(node);
	return found;
}
