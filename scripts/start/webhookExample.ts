import type { N8nClient } from '../../tools/n8n/client';
import type { CredentialReference } from '../../tools/n8n/workflow';
import type { Execution } from '../../tools/n8n/execution';
import { ClearFailure } from '../../tools/command/failure';
import { firstValue } from '../../tools/command/firstValue';
import { webhookUrls } from '../../tools/n8n/webhooks';
import {
	packageName,
	reachableFrom,
	withCredential,
	type Workflow,
} from '../../tools/n8n/workflow';
import { collectRows, type Outcome, type ResultRow } from './outcome';

/** The first execution of a workflow that has finished. */
async function firstExecution(
	client: N8nClient,
	workflowId: string,
	signal: AbortSignal,
): Promise<Execution> {
	const first = async (): Promise<string | undefined> => {
		const { over } = await client.executionsOf(workflowId);
		return over.at(-1)?.id;
	};
	const id = await firstValue(first, { interval: 200, signal }).catch((error: unknown) => {
		if (!signal.aborted) throw error;
		throw new ClearFailure('No webhook started the receiving workflow.');
	});
	return await client.executionEnd(id, { signal });
}

/** With the URL pasted where the example has its placeholder. */
const withUrl = (workflow: Workflow, url: string): Workflow =>
	JSON.parse(
		JSON.stringify(workflow, (key, value: unknown) => (key === 'webhookUrl' ? url : value)),
	) as Workflow;

function shortcomingsOf(created: readonly ResultRow[], received: readonly ResultRow[]): string[] {
	const [task] = created;
	const [row] = received;
	const found = [
		task === undefined || task.taskId === '' ? 'No task was created.' : undefined,
		row === undefined ? 'The receiving workflow returned nothing.' : undefined,
		row && row.taskId !== task?.taskId ? 'Another task started the receiving workflow.' : undefined,
		row && row.status !== 'completed' ? `The task arrived as ${row.status}.` : undefined,
		received.some(({ files }) => files.length > 0) ? undefined : 'No file was downloaded.',
	];
	return found.filter((text) => text !== undefined);
}

interface WebhookExample {
	/** Both workflows on one canvas. */
	readonly example: Workflow;
	readonly credential: CredentialReference;
	/** Where downloaded files go. */
	readonly folder: string;
	readonly signal: AbortSignal;
}

const nodeOfType = ({ name, nodes }: Workflow, type: string): string => {
	const node = nodes.find((one) => one.type === type);
	if (node === undefined) throw new ClearFailure(`"${name}" has no node of the type ${type}.`);
	return node.name;
};

/** Creates a task in one workflow; its webhook starts the other one. */
export async function runWebhookExample(
	client: N8nClient,
	{ example, credential, folder, signal }: WebhookExample,
): Promise<Outcome> {
	const [sender, receiver] = [
		nodeOfType(example, 'n8n-nodes-base.manualTrigger'),
		nodeOfType(example, `${packageName}.piApiTrigger`),
	];
	const ready = withCredential(example, credential);
	const receiving: Workflow = { ...reachableFrom(ready, receiver), name: 'Receiver' };
	const receivingId = await client.importWorkflow(receiving);
	await client.activate(receivingId);
	const { production } = await webhookUrls(client, receivingId, receiver);
	const sending: Workflow = {
		...withUrl(reachableFrom(ready, sender), production),
		name: 'Sender',
	};
	const created = await client.run(await client.importWorkflow(sending), sender, { signal });
	const createdRows = await collectRows(sending, created, client, folder);
	const received = await firstExecution(client, receivingId, signal);
	const receivedRows = await collectRows(receiving, received, client, folder);
	const failures = [created.failure, received.failure].filter((text) => text !== undefined);
	return {
		rows: [...createdRows, ...receivedRows],
		shortcomings: [...failures, ...shortcomingsOf(createdRows, receivedRows)],
	};
}
