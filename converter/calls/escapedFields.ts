import type { Program } from 'acorn';

import type { FileNode, WorkflowFile } from '../workflow/workflowFile';
import { parsedCode } from '../code/syntax';
import { mayEscape, type EscapedFields } from './escapes';
import { namedIn, programsOf } from './named';
import { piecesOf } from '../code/pieces';
import { setFieldsOf } from './setNode';

const PARTS = [
	'ObjectExpression',
	'ArrayExpression',
	'ArrowFunctionExpression',
	'FunctionExpression',
];

/** The names under which code keeps texts with JSON escapes. */
function ofCode(program: Program): ReadonlySet<string> {
	const named = [...namedIn(program)];
	const texts = named.filter(([, value]) => !PARTS.includes(value.type));
	const escaped = new Set<string>();
	for (let before = -1; before < escaped.size;) {
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
				...programsOf(node).flatMap((program) => [...ofCode(program)]),
			]),
		);
	known.set(workflow, found);
	return found;
}
