import { randomUUID } from 'node:crypto';

import { convert } from '../../converter/convert';
import type { WorkflowFile } from '../../converter/workflow/workflowFile';
import type { N8nClient } from '../../scripts/n8n/client';
import type { Workflow } from '../../scripts/n8n/workflow';
import { withCredential } from '../../scripts/n8n/workflow';
import type { ByHand } from '../converter/byHand';
import { KEY } from '../converter/workflows';
import { startSimulator, type Simulator } from '../simulator/simulator';
import { saveCredential } from './session';

export interface Played {
	readonly nodes: number;
	/** To make tasks and to look at them. For several items the node asks for the account's limit as well, once. */
	readonly requests: number;
	readonly seconds: number;
	/** What the last node gave, with what a task was made from in the place of its id. */
	readonly results: readonly unknown[];
}

const sorted = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.map(([key, inner]) => [key, sorted(inner)]),
	);
};

/** Later tasks are made from the links of earlier ones, so their ids go first. */
function withoutIds(text: string, { ledger, fileUrl }: Simulator): string {
	const named = ledger.tasksMade().reduceRight((sofar, { id, request }) => {
		const { model, task_type, input } = request;
		return sofar.replaceAll(
			id,
			encodeURIComponent(JSON.stringify(sorted({ model, task_type, input }))),
		);
	}, text);
	return named.replaceAll(fileUrl, 'files').replaceAll(encodeURIComponent(fileUrl), 'files');
}

/** Waits are shortened to a second. */
const quick = (workflow: WorkflowFile): Workflow =>
	({
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.type === 'n8n-nodes-base.wait'
				? { ...node, webhookId: randomUUID(), parameters: { amount: 1, unit: 'seconds' } }
				: node,
		),
	}) as unknown as Workflow;

async function play(
	client: N8nClient,
	taskSeconds: number,
	workflowFor: (simulator: Simulator) => Promise<Workflow>,
): Promise<Played> {
	const simulator = await startSimulator({ taskSeconds });
	try {
		const workflow = await workflowFor(simulator);
		const executionId = await client.startRun(await client.importWorkflow(workflow), 'Start');
		const execution = await client.executionEnd(executionId);
		if (execution.failure !== undefined) throw new Error(execution.failure);
		const { startedAt, stoppedAt } = await client.storedExecution(executionId);
		return {
			nodes: workflow.nodes.length,
			requests: simulator.ledger.requests.filter(({ kind }) => kind === 'create' || kind === 'look')
				.length,
			seconds: (Date.parse(stoppedAt ?? '') - Date.parse(startedAt)) / 1000,
			results: execution.items('Result').map(({ json, binary }) => ({
				json: withoutIds(JSON.stringify(json), simulator),
				files: Object.values(binary ?? {}).map(({ mimeType }) => mimeType),
			})),
		};
	} finally {
		await simulator.close();
	}
}

/** Runs a workflow as it was built by hand, and then what the converter makes of it. */
export async function playPair(
	client: N8nClient,
	{ workflow, taskSeconds }: ByHand,
): Promise<{ before: Played; after: Played }> {
	const text = JSON.stringify(workflow);
	const before = await play(client, taskSeconds, async ({ url, apiKey }) => {
		const here = text.replaceAll('https://api.piapi.ai', url).replaceAll(KEY, apiKey);
		return quick(JSON.parse(here) as WorkflowFile);
	});
	const after = await play(client, taskSeconds, async (simulator) => {
		const file = JSON.parse(convert(text).text) as WorkflowFile;
		return withCredential(quick(file), await saveCredential(client, simulator));
	});
	return { before, after };
}
