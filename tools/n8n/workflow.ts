import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClearFailure } from '../command/failure';
import { projectFolder } from '../projectFolder';

export interface CredentialReference {
	readonly id: string;
	readonly name: string;
}

export interface WorkflowNode {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, CredentialReference>>;
}

export interface Workflow {
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<Record<string, unknown>>;
	readonly settings?: Readonly<Record<string, unknown>>;
}

/** A node of a workflow that no person lays out. */
export const nodeOf = (
	name: string,
	type: string,
	parameters: WorkflowNode['parameters'] = {},
	more: object = {},
): WorkflowNode => ({
	id: randomUUID(),
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
	...more,
});

export const packageName = 'n8n-nodes-piapi-unified';

export const isOurs = ({ type }: WorkflowNode): boolean => type.startsWith(`${packageName}.`);

/** The example workflows, by file name. */
export const exampleNames = [
	'first-image',
	'imagine-upscale',
	'reroll-many',
	'schedule-daily-image',
	'long-video-callback',
	'webhook-two-workflows',
	'wait-node-resume-url',
	'image-to-video',
	'story-in-scenes',
	'try-on-video',
	'song-with-lyrics',
	'product-photo',
	'find-paid-tasks',
	'batch-from-sheet',
	'agent-tool',
	'error-branch',
	'retry-without-paying-twice',
	'balance-first',
	'compare-models',
	'nightly-video',
	'agent-with-allowance',
	'ledger-by-day',
	'ledger-with-sweeper',
	'results-in-s3',
	'agent-with-approval',
	'mcp-server',
	'agent-on-piapi-models',
] as const;
export type ExampleName = (typeof exampleNames)[number];

export const readExample = async (name: ExampleName): Promise<Workflow> =>
	JSON.parse(await readFile(join(projectFolder, 'examples', `${name}.json`), 'utf8')) as Workflow;

/** The workflow with the credential chosen in every node of this package. */
export const withCredential = (workflow: Workflow, piApi: CredentialReference): Workflow => ({
	...workflow,
	nodes: workflow.nodes.map((node) => (isOurs(node) ? { ...node, credentials: { piApi } } : node)),
});

/** The name of the node that a run of this workflow starts from. */
export function triggerOf(workflow: Workflow): string {
	const trigger = workflow.nodes.find(({ type }) => /trigger$/i.test(type));
	if (trigger === undefined) throw new ClearFailure(`"${workflow.name}" has no trigger.`);
	return trigger.name;
}

interface Connection {
	readonly node: string;
}

/** What of a canvas a run from this node can come to. */
export function reachableFrom(workflow: Workflow, start: string): Workflow {
	const names = new Set([start]);
	for (const name of names) {
		const outputs = workflow.connections[name] as { main?: Connection[][] } | undefined;
		outputs?.main?.flat().forEach(({ node }) => names.add(node));
	}
	return {
		...workflow,
		nodes: workflow.nodes.filter(({ name }) => names.has(name)),
		connections: Object.fromEntries(
			Object.entries(workflow.connections).filter(([name]) => names.has(name)),
		),
	};
}
