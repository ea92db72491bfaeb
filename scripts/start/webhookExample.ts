import { setTimeout as sleep } from 'node:timers/promises';

import type { CredentialReference, N8nClient } from '../n8n/client';
import type { Execution } from '../n8n/execution';
import { ClearFailure } from '../n8n/failure';
import { webhookUrls } from '../n8n/webhooks';
import { readExample, reachableFrom, withCredential, type Workflow } from '../n8n/workflow';
import { collectRows, type ResultRow } from './outcome';

const MAKER = 'When clicking Execute workflow';
const RECEIVER = 'When a task ends';

export interface WebhookRun {
	readonly rows: readonly ResultRow[];
	/** What keeps it from counting as a success; empty when it is one. */
	readonly shortcomings: readonly string[];
}

/** The first execution of a workflow that has ended. */
async function firstExecution(
	client: N8nClient,
	workflowId: string,
	signal: AbortSignal,
): Promise<Execution> {
	while (!signal.aborted) {
		const { latest, ended } = await client.executionsOf(workflowId);
		const [first] = latest;
		if (ended > 0 && first !== undefined) return await client.execution(first.id);
		await sleep(200);
	}
	throw new ClearFailure('No webhook started the receiving workflow.');
}

const withUrl = (workflow: Workflow, url: string): Workflow =>
	JSON.parse(
		JSON.stringify(workflow).replace(/https:\/\/n8n\.example\.com\/webhook\/[\w-]+/, url),
	) as Workflow;

function shortcomingsOf(made: readonly ResultRow[], received: readonly ResultRow[]): string[] {
	const [task] = made;
	const [row] = received;
	const found = [
		task === undefined || task.taskId === '' ? 'No task was made.' : undefined,
		row === undefined ? 'The receiving workflow put out nothing.' : undefined,
		row && row.taskId !== task?.taskId ? 'Another task started the receiving workflow.' : undefined,
		row && row.status !== 'completed' ? `The task came as ${row.status}.` : undefined,
		received.some(({ pictures }) => pictures.length > 0) ? undefined : 'No picture was downloaded.',
	];
	return found.filter((text) => text !== undefined);
}

/** Makes a task in one workflow, whose end starts another one. */
export async function runWebhookExample(
	client: N8nClient,
	credential: CredentialReference,
	folder: string,
	signal: AbortSignal,
): Promise<WebhookRun> {
	const example = withCredential(await readExample('webhook-two-workflows'), credential);
	const receiver: Workflow = { ...reachableFrom(example, RECEIVER), name: 'Receive there' };
	const receiverId = await client.importWorkflow(receiver);
	await client.activate(receiverId);
	const { production } = await webhookUrls(client, receiverId, RECEIVER);
	const maker: Workflow = {
		...withUrl(reachableFrom(example, MAKER), production),
		name: 'Make here',
	};
	const makerId = await client.importWorkflow(maker);
	const made = await client.run(makerId, MAKER, { signal });
	const madeRows = await collectRows(maker, made, client, folder);
	const received = await firstExecution(client, receiverId, signal);
	const receivedRows = await collectRows(receiver, received, client, folder);
	const failures = [made.failure, received.failure].filter((text) => text !== undefined);
	return {
		rows: [...madeRows, ...receivedRows],
		shortcomings: [...failures, ...shortcomingsOf(madeRows, receivedRows)],
	};
}
