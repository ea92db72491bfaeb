import type { Graph } from './graph';
import type { Origin } from './paths';
import type { FileNode } from './workflowFile';

/** Hands its items on as they came. */
const PASSING = new Set(
	[
		'if',
		'switch',
		'filter',
		'wait',
		'noOp',
		'splitInBatches',
		'limit',
		'sort',
		'merge',
		'removeDuplicates',
	].map((name) => `n8n-nodes-base.${name}`),
);

/** Set keeps the fields of its input when it is told to. */
function keepsFields({ type, typeVersion = 1, parameters }: FileNode): boolean {
	if (type !== 'n8n-nodes-base.set') return false;
	return typeVersion >= 3
		? parameters.includeOtherFields === true || parameters.include === 'all'
		: parameters.keepOnlySet !== true;
}

/** What comes into a node: from new nodes, and whether anything else does too. */
export interface Inflow {
	readonly origins: readonly Origin[];
	readonly others: boolean;
}

type OriginOf = (name: string, output: number) => Origin | undefined;

/** Traces the items of a node back to where they were made. */
export function inflowOf(graph: Graph, name: string, originOf: OriginOf): Inflow {
	const origins: Origin[] = [];
	let others = false;
	const seen = new Set<string>();
	const open = [name];
	for (let at = open.pop(); at !== undefined; at = open.pop()) {
		for (const { from, output } of graph.into(at)) {
			const origin = originOf(from, output);
			const node = graph.node(from);
			const passes = node !== undefined && (PASSING.has(node.type) || keepsFields(node));
			if (origin) origins.push(origin);
			else if (!passes) others = true;
			else if (!seen.has(from)) {
				seen.add(from);
				open.push(from);
			}
		}
	}
	return { origins, others };
}
