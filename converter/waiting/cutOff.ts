import type { Graph } from '../workflow/graph';
import type { Edge } from '../workflow/workflowFile';

/** A way out of the nodes that wait which the node in their place does not have. */
export interface CutOff {
	readonly from: string;
	readonly to: string;
}

/**
 * The ways out of the nodes that wait by which neither a task in a state that PiAPI documents nor an error leaves them.
 * `taken` are the ways of those tasks, `failed` the ones of failed tasks, which all errors take from now on.
 */
export function cutOffWays(
	graph: Graph,
	look: string,
	inside: ReadonlySet<string>,
	{ taken, failed }: { taken: ReadonlySet<Edge>; failed: readonly Edge[] },
): CutOff[] {
	const isKept = (edge: Edge): boolean =>
		inside.has(edge.node) ||
		taken.has(edge) ||
		failed.some(({ node, index }) => node === edge.node && index === edge.index);
	const found = [...inside].flatMap((from) => {
		// What leaves by the error output of the status request still does; a node that is turned off has one output.
		const isFirstOnly = from === look || graph.node(from)?.disabled === true;
		const outputs = isFirstOnly ? 1 : graph.outputs(from);
		return Array.from({ length: outputs }, (_, output) => graph.targets(from, output))
			.flat()
			.filter((edge) => !isKept(edge))
			.map(({ node: to }) => ({ from, to }));
	});
	return found.filter(
		({ from, to }, place) =>
			found.findIndex((other) => other.from === from && other.to === to) === place,
	);
}
