import type { Graph } from '../workflow/graph';
import type { Origin } from './paths';
import type { FileNode } from '../workflow/workflowFile';

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

/** The field in which a node lists all of its items as one; undefined when it does not. */
function listOf({ type, parameters }: FileNode): string | undefined {
	const { aggregate, include = 'allFields', destinationFieldName = 'data' } = parameters;
	const isWhole = aggregate === 'aggregateAllItemData' && include === 'allFields';
	return type === 'n8n-nodes-base.aggregate' && isWhole ? String(destinationFieldName) : undefined;
}

/** Each of its items has the fields of all inputs. */
const combines = ({ type, parameters: { mode = 'append' } }: FileNode): boolean =>
	type === 'n8n-nodes-base.merge' &&
	['combine', 'mergeByIndex', 'mergeByKey', 'multiplex'].includes(String(mode));

/** What comes into a node: from new nodes, and whether anything else does too. */
export interface Inflow {
	readonly origins: readonly Origin[];
	readonly others: boolean;
}

type OriginOf = (name: string, output: number) => Origin | undefined;

/** What a node makes of its inflow. */
function through(node: FileNode, inflow: Inflow): Inflow {
	const listedIn = listOf(node);
	if (listedIn !== undefined) {
		const isListed = inflow.origins.some((origin) => origin.listedIn !== undefined);
		const origins = inflow.origins.map((origin) => ({ ...origin, listedIn }));
		return isListed ? { origins: [], others: true } : { ...inflow, origins };
	}
	return combines(node) && inflow.origins.length > 0 ? { ...inflow, others: false } : inflow;
}

/** Traces the items of a node back to where they were made. */
export function inflowOf(
	graph: Graph,
	name: string,
	originOf: OriginOf,
	seen = new Set<string>(),
): Inflow {
	const inflows = graph.into(name).map(({ from, output }): Inflow => {
		const origin = originOf(from, output);
		if (origin) return { origins: [origin], others: false };
		const node = graph.node(from);
		const handsOn =
			node && (PASSING.has(node.type) || keepsFields(node) || listOf(node) !== undefined);
		if (!handsOn) return { origins: [], others: true };
		if (seen.has(from)) return { origins: [], others: false };
		seen.add(from);
		return through(node, inflowOf(graph, from, originOf, seen));
	});
	return {
		origins: inflows.flatMap(({ origins }) => origins),
		others: inflows.some(({ others }) => others),
	};
}
