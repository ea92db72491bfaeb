import type { Api } from './calls/api';
import { afterError } from './workflow/afterError';
import type { Connections, Edge, FileNode, WorkflowFile } from './workflow/workflowFile';

const DISTANCE = 220;

/** A name that no other node has. */
function freeName(wanted: string, { nodes }: WorkflowFile): string {
	const names = new Set(nodes.map(({ name }) => name));
	for (let number = 0; ; number += 1) {
		const name = number === 0 ? wanted : `${wanted} ${number}`;
		if (!names.has(name)) return name;
	}
}

/** Brings back the answer of the old call from the task that the new node gives; an item with an error stays. */
const answerNode = (name: string, made: FileNode, answer: string): FileNode => ({
	id: `${name}-answer`,
	name,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	position: [(made.position?.[0] ?? 0) + DISTANCE, made.position?.[1] ?? 0],
	parameters: {
		mode: 'raw',
		jsonOutput:
			afterError(made) === 'continues'
				? `={{ $json.task ? ${answer} : $json }}`
				: `={{ ${answer} }}`,
		options: {},
	},
});

/** The workflow with a node after a call that gives the answer of the old call, under a name of its own. */
export function withAnswerNode(
	workflow: WorkflowFile,
	call: string,
	wanted: string,
	api: Api,
): { workflow: WorkflowFile; name: string } {
	const index = workflow.nodes.findIndex((node) => node.name === call);
	const made = workflow.nodes[index];
	if (made === undefined || api.answer === undefined) return { workflow, name: call };
	const name = freeName(wanted, workflow);
	const [targets = [], ...others] = workflow.connections[call]?.main ?? [];
	const own: Edge = { node: name, type: 'main', index: 0 };
	const connections: Connections = {
		...workflow.connections,
		[call]: { ...workflow.connections[call], main: [[own], ...others] },
		...((targets ?? []).length === 0 ? {} : { [name]: { main: [targets] } }),
	};
	const nodes = [
		...workflow.nodes.slice(0, index + 1),
		answerNode(name, made, api.answer),
		...workflow.nodes.slice(index + 1),
	];
	return { workflow: { ...workflow, nodes, connections }, name };
}
