import type { Graph } from '../workflow/graph';
import type { FileNode } from '../workflow/workflowFile';
import { joinedFlow, NOTHING, sameFlow, UNKNOWN, type Flow } from './flow';
import { handOn } from './handOn';
import { LOOP_OVER_ITEMS } from '../workflow/nodeTypes';

/** More rounds than any way through a workflow is long; a loop settles after a few. */
const MOST_ROUNDS = 200;

const ofCall = (call: string, failed: boolean): Flow => ({
	views: [{ call, failed, under: [], certain: true, beside: new Set() }],
	others: undefined,
});

/** What the items between the nodes of a workflow are like. */
export class Flows {
	private readonly given = new Map<string, Flow>();
	private readonly leading = new Map<string, readonly number[]>();

	/** `calls` are the nodes whose answers are followed; `replaced` names them for nodes that are gone. */
	constructor(
		private readonly graph: Graph,
		private readonly nodes: readonly FileNode[],
		private readonly calls: ReadonlySet<string>,
		private readonly replaced: ReadonlyMap<string, string> = new Map(),
	) {
		let settled = false;
		for (let round = 0; round < MOST_ROUNDS && !settled; round += 1) settled = this.followOnce();
		if (!settled) this.nodes.forEach(({ name }) => this.given.set(name, UNKNOWN));
	}

	private followOnce(): boolean {
		let settled = true;
		for (const node of this.nodes) {
			if (this.calls.has(node.name)) continue;
			const flow = handOn(node, this.inputsOf(node.name), (source) =>
				this.named(node.name, source),
			);
			if (sameFlow(flow, this.given.get(node.name) ?? NOTHING)) continue;
			this.given.set(node.name, flow);
			settled = false;
		}
		return settled;
	}

	/** What a node gives at an output. */
	outOf(name: string, output = 0): Flow {
		const call = this.replaced.get(name) ?? name;
		if (this.calls.has(call)) return ofCall(call, output === 1);
		const node = this.graph.node(name);
		if (node?.type === LOOP_OVER_ITEMS) return this.outOfLoop(node, output);
		return this.given.get(name) ?? NOTHING;
	}

	/** The outputs of a node by which its items lead to a reader, before they come to the node again. */
	outputsTo(name: string, reader: string): readonly number[] {
		const key = JSON.stringify([name, reader]);
		const known = this.leading.get(key);
		if (known !== undefined) return known;
		const readers = this.graph.readers(reader);
		const leads = (target: string): boolean =>
			readers.some((one) => this.graph.reaches(target, one, (node) => node.name !== name));
		const found = Array.from({ length: this.graph.outputs(name) }, (_, output) => output).filter(
			(output) => this.graph.targets(name, output).some(({ node }) => leads(node)),
		);
		this.leading.set(key, found);
		return found;
	}

	/** What a reader finds under the name of a node. Without an output, n8n takes the one that leads to the reader. */
	named(reader: string, { node, output }: { node: string; output?: number }): Flow {
		if (output !== undefined) return this.outOf(node, output);
		const outputs = this.outputsTo(this.replaced.get(node) ?? node, reader);
		return outputs.length === 0
			? this.outOf(node)
			: joinedFlow(outputs.map((leading) => this.outOf(node, leading)));
	}

	/** A loop gives the items that came to it, and in the end the ones that came back from its rounds. */
	private outOfLoop({ name, typeVersion = 1 }: FileNode, output: number): Flow {
		const [round, done] = typeVersion >= 3 ? [1, 0] : [0, 1];
		const first = this.graph.targets(name, round);
		const comesBack = (from: string): boolean =>
			first.some((edge) => this.graph.reaches(edge.node, from, (node) => node.name !== name));
		return joinedFlow(
			this.graph
				.into(name)
				.filter(({ from }) => comesBack(from) === (output === done))
				.map(({ from, output: ofFrom }) => this.outOf(from, ofFrom)),
		);
	}

	private inputsOf(name: string): Flow[] {
		const inputs: Flow[][] = [];
		for (const { from, output, edge } of this.graph.into(name)) {
			(inputs[edge.index] ??= []).push(this.outOf(from, output));
		}
		return Array.from(inputs, (flows) => joinedFlow(flows ?? []));
	}

	/** What comes into a node, or into the nodes that it serves. */
	into(name: string): Flow {
		return joinedFlow(this.graph.readers(name).flatMap((reader) => this.inputsOf(reader)));
	}
}
