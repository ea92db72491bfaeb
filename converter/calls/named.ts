import type { AnyNode, Program } from 'acorn';

import type { FileNode } from '../workflow/workflowFile';
import { childrenOf, treeOf } from '../code/syntax';

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

/** The programs in the parameters of a node. */
export const programsOf = ({ parameters }: FileNode): Program[] =>
	['jsCode', 'functionCode'].flatMap((name) => {
		const code = parameters[name];
		return typeof code === 'string' ? (treeOf(code) ?? []) : [];
	});
