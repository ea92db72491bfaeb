import type { Step } from './plan';
import { merged } from './workflow/graph';
import type { FileNode, WorkflowFile } from './workflow/workflowFile';

/** n8n's own wait between tries, at its longest. */
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 5000 };

/**
 * The old node with the new one's parameters. Name, position, notes and settings are kept. Without a credential n8n
 * selects the one of PiAPI where there is only one.
 */
function nodeOf({ credentials: _, ...old }: FileNode, { node, failed, retries }: Step): FileNode {
	return {
		...old,
		type: node.type,
		typeVersion: 1,
		parameters: node.parameters,
		...(failed === undefined ? {} : { onError: 'continueErrorOutput' }),
		...(retries === true ? RETRY : {}),
	};
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
	const connections = steps.reduce((sofar, { name, gone: inside, completed, failed }) => {
		if (completed === undefined) return sofar;
		const errors = [...(sofar[name]?.main?.[1] ?? []), ...(failed ?? [])];
		return merged(sofar, name, inside, [completed, ...(errors.length === 0 ? [] : [errors])]);
	}, workflow.connections);
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
