import type { Step } from './plan';
import { mapOutputs, withoutDoubles } from './workflow/graph';
import type { Connections, Edge, FileNode, WorkflowFile } from './workflow/workflowFile';

/** n8n's own wait between tries, at its longest. */
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 5000 };

/**
 * A node that waits now fails with its task, so that the old settings would have another meaning. With Always Output
 * Data, n8n gives an empty item where all tasks fail; an HTTP Request node gave an item for each in any case.
 */
function withoutErrorSettings(node: FileNode, { name, statusRequest }: Step): FileNode {
	const {
		onError: _onError,
		continueOnFail: _continue,
		alwaysOutputData: _always,
		...settings
	} = node;
	if (statusRequest === name) return settings;
	const { retryOnFail: _retry, maxTries: _tries, waitBetweenTries: _wait, ...plain } = settings;
	return plain;
}

/**
 * The old node with the new one's parameters. Name, position, notes and settings are kept. Without a credential n8n
 * selects the one of PiAPI where there is only one.
 */
function nodeOf({ credentials: _, ...given }: FileNode, step: Step): FileNode {
	const { node, failed, retries } = step;
	return {
		...(step.completed === undefined ? given : withoutErrorSettings(given, step)),
		type: node.type,
		typeVersion: 1,
		parameters: node.parameters,
		...(failed === undefined ? {} : { onError: 'continueErrorOutput' }),
		...(retries === true ? RETRY : {}),
	};
}

/** The connections when one node is in the place of several. */
function withConnections(connections: Connections, steps: readonly Step[]): Connections {
	const merging = new Map(
		steps.flatMap((step) => (step.completed === undefined ? [] : [[step.name, step] as const])),
	);
	const keptOf = new Map(
		[...merging.values()].flatMap(({ name, gone }) => [...gone].map((old) => [old, name] as const)),
	);
	const retarget = (edges: readonly Edge[]): readonly Edge[] =>
		edges.map((edge) => ({ ...edge, node: keptOf.get(edge.node) ?? edge.node }));
	const rest = Object.entries(connections)
		.filter(([name]) => !keptOf.has(name) && !merging.has(name))
		.map(([name, types]) => [name, mapOutputs(types, retarget)] as const);
	const kept = [...merging.values()].map(({ name, completed = [], failed = [] }) => {
		const { main: _, ...others } = connections[name] ?? {};
		const errors = withoutDoubles(retarget(failed));
		const outputs = [retarget(completed), ...(errors.length === 0 ? [] : [errors])];
		const isEnd = outputs.every((edges) => edges.length === 0);
		return [
			name,
			{ ...(isEnd ? {} : { main: outputs }), ...mapOutputs(others, retarget) },
		] as const;
	});
	return Object.fromEntries([...rest, ...kept]);
}

/** The workflow with the new nodes in the place of the old ones. */
export function withSteps(workflow: WorkflowFile, steps: readonly Step[]): WorkflowFile {
	const gone = new Set(steps.flatMap((step) => [...step.gone]));
	const stepOf = new Map(steps.map((step) => [step.name, step]));
	const nodes = workflow.nodes
		.filter(({ name }) => !gone.has(name))
		.map((node) => {
			const step = stepOf.get(node.name);
			return step === undefined ? node : nodeOf(node, step);
		});
	const connections = withConnections(workflow.connections, steps);
	const { pinData } = workflow;
	const pinned = Object.entries(pinData ?? {}).filter(
		([name]) => !gone.has(name) && !stepOf.has(name),
	);
	return {
		...workflow,
		nodes,
		connections,
		...(pinData === undefined ? {} : { pinData: Object.fromEntries(pinned) }),
	};
}
