import { parse, type AnyNode, type Pattern, type Program } from 'acorn';

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

const isNode = (value: unknown): value is AnyNode =>
	typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

/** The parts of a node in the order of the code. */
export const childrenOf = (node: AnyNode): AnyNode[] =>
	Object.values(node)
		.flatMap((value: unknown): unknown[] => (Array.isArray(value) ? value : [value]))
		.filter(isNode);

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
