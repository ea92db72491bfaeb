import { isTooDeep } from '../../nodes/transport/json';
import { InputError } from '../inputError';
import { isRecord } from '../json';

export interface FileNode {
	readonly id?: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion?: number;
	readonly position?: readonly number[];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly [setting: string]: unknown;
}

export interface Edge {
	readonly node: string;
	readonly type: string;
	readonly index: number;
}

export type Connections = Readonly<
	Record<string, Readonly<Record<string, ReadonlyArray<readonly Edge[] | null>>>>
>;

/** A workflow as n8n exports it; what else is in it is kept. */
export interface WorkflowFile {
	readonly nodes: readonly FileNode[];
	readonly connections: Connections;
	readonly pinData?: Readonly<Record<string, unknown>>;
	readonly [setting: string]: unknown;
}

const LARGEST = 10_000_000;

const isNode = (value: unknown): value is FileNode =>
	isRecord(value) &&
	typeof value.name === 'string' &&
	typeof value.type === 'string' &&
	isRecord(value.parameters);

const looksLikeWorkflow = (value: unknown): boolean =>
	isRecord(value) && Array.isArray(value.nodes) && isRecord(value.connections);

/** How deep n8n's templates have a workflow. */
const DEEPEST = 3;

/** The workflow, or the list of workflows, in what n8n's templates have around it. */
function unwrapped(value: unknown, depth = 0): unknown {
	if (!isRecord(value) || 'nodes' in value || depth === DEEPEST) return value;
	const { workflow, workflows } = value;
	if (isRecord(workflow)) return unwrapped(workflow, depth + 1);
	if (!Array.isArray(workflows)) return value;
	return workflows.map((inner: unknown) => unwrapped(inner, depth + 1));
}

/** Whether JSON is meant as a workflow, or as a list of workflows. */
export function isWorkflow(given: unknown): boolean {
	const value = unwrapped(given);
	return Array.isArray(value)
		? value.length > 0 && value.every(looksLikeWorkflow)
		: isRecord(value) && ('nodes' in value || 'connections' in value);
}

export function refuseTooLarge(text: string): void {
	if (text.length <= LARGEST / 3) return;
	if (text.length > LARGEST || new TextEncoder().encode(text).length > LARGEST) {
		throw new InputError(
			'The text is larger than 10 MB. Export the workflow without pinned data, then try again.',
		);
	}
}

/** Recursive code fails on such a value. */
export function refuseTooDeep(value: unknown): void {
	if (isTooDeep(value)) throw new InputError('The JSON is nested over 100 levels.');
}

/** Reads what n8n exports or copies; fails with words that say what is wrong with it. */
export function readWorkflow(text: string): WorkflowFile {
	refuseTooLarge(text);
	let content: unknown;
	try {
		content = unwrapped(JSON.parse(text));
	} catch (error) {
		throw new InputError(`The text is not JSON: ${(error as Error).message}`);
	}
	refuseTooDeep(content);
	if (Array.isArray(content)) {
		if (content.length !== 1 || !looksLikeWorkflow(content[0])) {
			throw new InputError(
				'The text is a list, not one workflow. Convert each workflow separately.',
			);
		}
		content = content[0];
	}
	if (!looksLikeWorkflow(content)) {
		throw new InputError(
			'The text is not a workflow of n8n: nodes or connections are missing. Copy the nodes in the editor, or export the workflow.',
		);
	}
	const workflow = content as WorkflowFile;
	const odd = workflow.nodes.findIndex((node) => !isNode(node));
	if (odd >= 0) {
		throw new InputError(`Node ${odd + 1} of the workflow has no name, type or parameters.`);
	}
	const names = new Set<string>();
	for (const { name } of workflow.nodes) {
		if (names.has(name)) throw new InputError(`Two nodes have the name "${name}".`);
		names.add(name);
	}
	return workflow;
}

/** The text of a workflow, indented as the file was. */
export function writeWorkflow(workflow: WorkflowFile, like: string): string {
	const isList = like.trimStart().startsWith('[');
	const indent = /\n([ \t]+)\S/.exec(like)?.[1] ?? (like.includes('\n') ? '  ' : '');
	const text = JSON.stringify(isList ? [workflow] : workflow, null, indent);
	return like.endsWith('\n') ? `${text}\n` : text;
}
