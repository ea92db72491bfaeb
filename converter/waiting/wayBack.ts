import type { Graph } from '../workflow/graph';
import type { Edge } from '../workflow/workflowFile';
import { isPause } from './waiting';

/**
 * The pauses on the way of failed tasks back to the node that creates them; undefined when the way leads through
 * anything else, or also elsewhere.
 */
export function wayBack(
	graph: Graph,
	failed: readonly Edge[],
	maker: string,
): readonly string[] | undefined {
	const passed: string[] = [];
	let edges = failed;
	for (;;) {
		const [edge, ...more] = edges;
		if (edge === undefined || more.length > 0) return undefined;
		if (edge.node === maker) return passed;
		const node = graph.node(edge.node);
		const isOnlyWay = node !== undefined && isPause(node) && graph.into(node.name).length === 1;
		if (!isOnlyWay || passed.includes(node.name)) return undefined;
		passed.push(node.name);
		edges = graph.targets(node.name, 0);
	}
}
