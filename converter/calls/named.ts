import { parse, type AnyNode, type Program } from 'acorn';

import type { FileNode } from '../workflow/workflowFile';
import { childrenOf } from './code';

const nameOf = (node: AnyNode): string | undefined => {
	if (node.type === 'Identifier') return node.name;
	if (node.type === 'Literal') return String(node.value);
	return node.type === 'MemberExpression' && !node.computed ? nameOf(node.property) : undefined;
};

/** Name and value of everything that code names: fields of objects, variables, assignments. */
export function* namedIn(node: AnyNode): Generator<readonly [name: string, value: AnyNode]> {
	const [target, value] =
		node.type === 'Property'
			? [node.key, node.value]
			: node.type === 'VariableDeclarator'
				? [node.id, node.init]
				: node.type === 'AssignmentExpression'
					? [node.left, node.right]
					: [];
	const name = target && nameOf(target);
	if (name !== undefined && value) yield [name, value];
	for (const inner of childrenOf(node)) yield* namedIn(inner);
}

/** JavaScript of a node; undefined when it has a syntax error. */
function programOf(code: string): Program | undefined {
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

/** The programs in the parameters of a node. */
export const programsOf = ({ parameters }: FileNode): Program[] =>
	['jsCode', 'functionCode'].flatMap((name) => {
		const code = parameters[name];
		return typeof code === 'string' ? (programOf(code) ?? []) : [];
	});
