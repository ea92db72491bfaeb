import type { Connections, Edge, FileNode, WorkflowFile } from './workflowFile';

export interface Incoming {
	readonly from: string;
	readonly output: number;
	readonly edge: Edge;
}

/** Who is connected with whom, by the nodes' names. */
export class Graph {
	private readonly byName: ReadonlyMap<string, FileNode>;
	private readonly incoming = new Map<string, Incoming[]>();
	private static readonly known = new WeakMap<object, Graph>();

	/** One graph for each workflow, however often it is asked for. */
	static of(workflow: WorkflowFile): Graph {
		const known = Graph.known.get(workflow);
		if (known !== undefined) return known;
		const graph = new Graph(workflow);
		Graph.known.set(workflow, graph);
		return graph;
	}

	constructor(private readonly workflow: Pick<WorkflowFile, 'nodes' | 'connections'>) {
		this.byName = new Map(workflow.nodes.map((node) => [node.name, node]));
		for (const [from, types] of Object.entries(workflow.connections)) {
			(types.main ?? []).forEach((edges, output) => {
				for (const edge of edges ?? []) {
					const known = this.incoming.get(edge.node) ?? [];
					this.incoming.set(edge.node, [...known, { from, output, edge }]);
				}
			});
		}
	}

	node(name: string): FileNode | undefined {
		return this.byName.get(name);
	}

	/** What an output of a node is connected with. */
	targets(name: string, output: number): readonly Edge[] {
		return this.workflow.connections[name]?.main?.[output] ?? [];
	}

	outputs(name: string): number {
		return this.workflow.connections[name]?.main?.length ?? 0;
	}

	/** Whether some way leads from one node to another; it ends at nodes for which `passes` is false. */
	reaches(from: string, to: string, passes: (node: FileNode) => boolean = () => true): boolean {
		const seen = new Set<string>();
		const open = [from];
		for (let at = open.pop(); at !== undefined; at = open.pop()) {
			if (at === to) return true;
			const node = this.node(at);
			if (seen.has(at) || !node || !passes(node)) continue;
			seen.add(at);
			for (let output = 0; output < this.outputs(at); output += 1) {
				open.push(...this.targets(at, output).map((edge) => edge.node));
			}
		}
		return false;
	}

	/**
	 * The nodes whose items a node reads as its own: itself, or the nodes that it serves, such as the agent of a memory.
	 */
	readers(name: string, seen: readonly string[] = []): readonly string[] {
		const served = Object.entries(this.workflow.connections[name] ?? {})
			.filter(([type]) => type !== 'main')
			.flatMap(([, outputs]) => outputs.flatMap((edges) => (edges ?? []).map(({ node }) => node)))
			.filter((node) => !seen.includes(node));
		if (served.length === 0) return [name];
		const own = this.into(name).length > 0 ? [name] : [];
		return [...own, ...served.flatMap((node) => this.readers(node, [...seen, name]))];
	}

	/** Every connection that ends at a node. */
	into(name: string): readonly Incoming[] {
		return this.incoming.get(name) ?? [];
	}
}

export const sameEdges = (one: readonly Edge[], other: readonly Edge[]): boolean =>
	one.length === other.length &&
	one.every(({ node, index }) => other.some((edge) => edge.node === node && edge.index === index));

/** Each edge once: n8n runs a node once for every edge that leads to it. */
export const withoutDoubles = (edges: readonly Edge[]): readonly Edge[] =>
	edges.filter(
		({ node, type, index }, place) =>
			edges.findIndex(
				(edge) => edge.node === node && edge.type === type && edge.index === index,
			) === place,
	);

/** The connections of a node by type, as `change` gives the list of each output. */
export const mapOutputs = (
	types: Connections[string],
	change: (edges: readonly Edge[]) => readonly Edge[],
): Connections[string] =>
	Object.fromEntries(
		Object.entries(types).map(([type, lists]) => [
			type,
			lists.map((edges) => (edges === null ? null : change(edges))),
		]),
	);
