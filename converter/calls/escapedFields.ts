import { parse, type AnyNode, type Program } from 'acorn';

import type { FileNode, WorkflowFile } from '../workflow/workflowFile';
import { childrenOf, parsedCode } from './code';
import { mayEscape, type EscapedFields } from './escapes';
import { piecesOf } from './pieces';
import { setFieldsOf } from './setFields';

const CODE_PARAMETERS = ['jsCode', 'functionCode'];

const nameOf = (node: AnyNode): string | undefined =>
	node.type === 'Identifier'
		? node.name
		: node.type === 'Literal'
			? String(node.value)
			: node.type === 'MemberExpression' && !node.computed
				? nameOf(node.property)
				: undefined;

/** The name and the value of everything that code names: fields of objects, variables, assignments. */
function* namedIn(node: AnyNode): Generator<readonly [name: string, value: AnyNode]> {
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

const PARTS = [
	'ObjectExpression',
	'ArrayExpression',
	'ArrowFunctionExpression',
	'FunctionExpression',
];

/** The names under which code keeps texts with JSON escapes. */
function ofCode(code: string): ReadonlySet<string> {
	const program = programOf(code);
	const named = program ? [...namedIn(program)] : [];
	const texts = named.filter(([, value]) => !PARTS.includes(value.type));
	const escaped = new Set<string>();
	for (let before = -1; before < escaped.size; ) {
		before = escaped.size;
		for (const [name, value] of texts) if (mayEscape(value, escaped)) escaped.add(name);
	}
	return escaped;
}

const ofSet = (node: FileNode): string[] =>
	setFieldsOf(node).flatMap(({ name, value }) => {
		const pieces = typeof value === 'string' && value.startsWith('=') ? piecesOf(value) : [];
		const isEscaped = pieces.some(({ code, text }) => {
			const parsed = code ? parsedCode(text) : undefined;
			return parsed !== undefined && mayEscape(parsed.code);
		});
		return isEscaped ? [name] : [];
	});

const known = new WeakMap<WorkflowFile, EscapedFields>();

/** The fields to which a workflow writes texts that it has escaped for JSON. */
export function escapedFields(workflow: WorkflowFile | undefined): EscapedFields {
	if (workflow === undefined) return new Set();
	const found =
		known.get(workflow) ??
		new Set(
			workflow.nodes.flatMap((node) => [
				...ofSet(node),
				...CODE_PARAMETERS.flatMap((name) => {
					const code = node.parameters[name];
					return typeof code === 'string' ? [...ofCode(code)] : [];
				}),
			]),
		);
	known.set(workflow, found);
	return found;
}
