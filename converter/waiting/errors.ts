import { afterError } from '../workflow/afterError';
import { withoutDoubles, type Graph } from '../workflow/graph';
import type { Edge } from '../workflow/workflowFile';
import type { Waiting } from './waiting';
import { LOOP_OVER_ITEMS } from '../workflow/nodeTypes';
import { wayBack } from './wayBack';

/** What becomes of the errors of a node that waits. A failed task is one of them. */
interface Errors {
	/** Where they go to the error output; undefined when they stop the workflow. */
	readonly edges?: readonly Edge[];
	/** The pauses on the way by which failed tasks went back to be created again. */
	readonly back?: readonly string[];
	/** Whether the workflow continued with the items of errors. */
	readonly continued: boolean;
}

function failedEdges({ completed, failed }: Waiting): readonly Edge[] {
	if (failed.way !== 'exit') return [];
	const isOwn = failed.edges.some((edge) => !completed.some(({ node }) => node === edge.node));
	return isOwn ? failed.edges : [];
}

/** Whether an error leads back to the node that creates the task, apart from the next round of a loop over items. */
const isRecreated = (graph: Graph, maker: string, failed: readonly Edge[]): boolean =>
	failed.some(({ node }) => graph.reaches(node, maker, ({ type }) => type !== LOOP_OVER_ITEMS));

/** The edges of an error output that are in use. */
const errorTargets = (graph: Graph, name: string): readonly Edge[] =>
	afterError(graph.node(name) ?? {}) === 'errorOutput' ? graph.targets(name, 1) : [];

/**
 * Where the errors of a node lead that waits in place of a status request; undefined when they would create the task
 * again and again. Errors of the status request that led back into the loop are its further rounds.
 */
export function errorsOf(
	graph: Graph,
	name: string,
	statusRequest: string,
	waiting: Waiting,
): Errors | undefined {
	const failed = failedEdges(waiting);
	const own = name === statusRequest ? [] : errorTargets(graph, name);
	const ofStatusRequest = errorTargets(graph, statusRequest);
	const leaving = ofStatusRequest.filter(
		({ node, type }) => !waiting.nodes.has(node) || type !== 'main',
	);
	const others = [...own, ...leaving];
	const isBack = isRecreated(graph, name, failed);
	const back = isBack ? wayBack(graph, failed, name) : undefined;
	if ((isBack && back === undefined) || isRecreated(graph, name, others)) return undefined;
	const edges = withoutDoubles([...own, ...(isBack ? [] : failed), ...leaving]);
	const after = afterError(graph.node(name) ?? {});
	const isLoop = name === statusRequest && ofStatusRequest.length > leaving.length;
	const leaves = after === 'continues' || (after === 'errorOutput' && !isLoop);
	return {
		...(edges.length > 0 || leaves ? { edges } : {}),
		...(back === undefined ? {} : { back }),
		continued: after === 'continues',
	};
}
