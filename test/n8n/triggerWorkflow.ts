import { randomUUID } from 'node:crypto';
import type { N8nClient } from '../../tools/n8n/client';
import type { CredentialReference } from '../../tools/n8n/workflow';
import { firstValue } from '../../tools/command/firstValue';
import type { Item } from '../../tools/n8n/execution';
import { nodeOf, packageName, type Workflow, type WorkflowNode } from '../../tools/n8n/workflow';
import type { Simulator } from '../../tools/simulator/simulator';
import { webhookUrls } from '../../tools/n8n/webhooks';

export const TRIGGER = 'PiAPI Trigger';

/** n8n lists no more executions than that. */
const MOST_LISTED = 100;

/** Shorter than the time limit of a test, whose text says less. */
const PATIENCE = 90_000;

/** The ways in which the trigger takes a call, for `describe.each`: their name, and Verify With PiAPI. */
export const confirmations: ReadonlyArray<[string, boolean]> = [
	['with confirmation', true],
	['without confirmation', false],
];

export interface TriggerSettings {
	readonly events?: readonly string[];
	readonly options?: Readonly<Record<string, unknown>>;
}

/** A workflow that starts with the trigger; `next` follows it. */
export const triggerWorkflow = (
	piApi: CredentialReference,
	{ events = ['completed', 'failed'], options = {} }: TriggerSettings = {},
	next: readonly WorkflowNode[] = [],
): Workflow => ({
	name: `Trigger ${randomUUID()}`,
	nodes: [
		nodeOf(TRIGGER, `${packageName}.piApiTrigger`, { events, options }, { credentials: { piApi } }),
		...next,
	],
	connections: next.length === 0 ? {} : { [TRIGGER]: { main: [[...next.map(connectionTo)]] } },
	settings: { executionOrder: 'v1' },
});

const connectionTo = ({ name }: WorkflowNode) => ({ node: name, type: 'main', index: 0 });

export interface PublishedTrigger {
	readonly workflowId: string;
	readonly url: string;
}

/** Saves and publishes the workflow; its production URL answers from then on. */
export async function publish(client: N8nClient, workflow: Workflow): Promise<PublishedTrigger> {
	const workflowId = await client.importWorkflow(workflow);
	await client.activate(workflowId);
	const { production: url } = await webhookUrls(client, workflowId, TRIGGER);
	return { workflowId, url };
}

export interface Reply {
	readonly status: number;
	readonly text: string;
}

type Headers = Readonly<Record<string, string>>;

export const jsonHeaders = (secret?: string): Headers => ({
	'content-type': 'application/json',
	...(secret === undefined ? {} : { 'x-webhook-secret': secret }),
});

/** One call with this body, byte for byte. */
export async function send(url: string, body: string | Buffer, headers: Headers): Promise<Reply> {
	const response = await fetch(url, {
		method: 'POST',
		headers,
		body: Uint8Array.from(Buffer.from(body)),
	});
	return { status: response.status, text: await response.text() };
}

/** The taskIds of all executions, in order, once that many have finished and none is in flight. */
export async function startedBy(
	client: N8nClient,
	workflowId: string,
	atLeast: number,
): Promise<string[]> {
	return taskIdsIn(await startItems(client, workflowId, atLeast));
}

/** The items that the trigger returned, the latest first, once that many executions have finished. */
export async function startItems(
	client: N8nClient,
	workflowId: string,
	atLeast: number,
): Promise<Item[]> {
	return await itemsOf(client, await endedExecutions(client, workflowId, atLeast));
}

async function itemsOf(client: N8nClient, ids: readonly string[]): Promise<Item[]> {
	const executions = await Promise.all(ids.map(async (id) => await client.executionEnd(id)));
	return executions.flatMap((execution) => execution.items(TRIGGER));
}

const taskIdsIn = (items: readonly Item[]): string[] =>
	items.map(({ json }) => String(json.taskId)).reverse();

/** The ids of all executions, the latest first, once that many have finished and none is in flight. */
export async function endedExecutions(
	client: N8nClient,
	workflowId: string,
	atLeast: number,
): Promise<string[]> {
	const all = async (): Promise<string[] | undefined> =>
		await endedByNow(client, workflowId, atLeast);
	const message = `Workflow ${workflowId} did not come to ${atLeast} executions.`;
	return await firstValue(all, { interval: 100, timeout: PATIENCE, message });
}

/** The same as far as it is so by now. */
async function endedByNow(
	client: N8nClient,
	workflowId: string,
	atLeast: number,
): Promise<string[] | undefined> {
	const { open, over, ended } = await client.executionsOf(workflowId);
	if (ended > MOST_LISTED) throw new Error(`n8n does not list all ${ended} executions.`);
	return open.length === 0 && over.length >= atLeast ? over.map(({ id }) => id) : undefined;
}

/**
 * Starts the workflow with one more task, waits for that, and tells which other tasks had started it by then. So n8n
 * still answers, and a start that nobody wants would have had the time to show.
 */
export async function othersThanMarker(
	client: N8nClient,
	simulator: Simulator,
	{ workflowId, url }: PublishedTrigger,
	secret: string,
	already = 0,
): Promise<string[]> {
	const marker = simulator.addTask();
	const [delivery] = await simulator.notify(marker.id, { endpoint: url, secret, tries: 1 });
	expect(delivery?.answered).toBe(200);
	const others = async (): Promise<string[] | undefined> => {
		// Executions that began before the marker's may still be stored after it was counted in.
		const ids = (await endedByNow(client, workflowId, already + 1)) ?? [];
		const started = taskIdsIn(await itemsOf(client, ids));
		const isOver = started.includes(marker.id);
		return isOver ? started.filter((taskId) => taskId !== marker.id) : undefined;
	};
	const message = `The task ${marker.id} did not start workflow ${workflowId}, or not ${already} before it.`;
	return await firstValue(others, { interval: 100, timeout: PATIENCE, message });
}
