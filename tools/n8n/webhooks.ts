import type { N8nClient } from './client';
import type { CredentialReference } from './workflow';
import { ClearFailure } from '../command/failure';

/** Where a trigger can be called. */
interface WebhookUrls {
	readonly production: string;
	/** Works only while n8n listens for one call. */
	readonly test: string;
}

/** The URLs that the editor shows for a trigger with one webhook. */
export async function webhookUrls(
	client: N8nClient,
	workflowId: string,
	triggerName: string,
): Promise<WebhookUrls> {
	const { nodes } = await client.get<{
		nodes: ReadonlyArray<{ readonly name: string; readonly webhookId?: string }>;
	}>(`/rest/workflows/${workflowId}`);
	const webhookId = nodes.find(({ name }) => name === triggerName)?.webhookId;
	if (webhookId === undefined) {
		throw new ClearFailure(`"${triggerName}" of workflow ${workflowId} has no webhook.`);
	}
	const urlBelow = (prefix: string): string => `${client.url}/${prefix}/${webhookId}/piapi`;
	return { production: urlBelow('webhook'), test: urlBelow('webhook-test') };
}

/** Waits for one call at the test URL, as the editor does on "Listen for test event". */
export async function listen(
	client: N8nClient,
	workflowId: string,
	triggerName: string,
): Promise<void> {
	const { waitingForWebhook } = await client.post<{ waitingForWebhook?: boolean }>(
		`/rest/workflows/${workflowId}/run`,
		{ triggerToStartFrom: { name: triggerName } },
	);
	if (waitingForWebhook !== true) {
		throw new ClearFailure(`n8n does not wait for a call at "${triggerName}".`);
	}
}

/** Takes a workflow back from `activate`. */
export async function deactivate(client: N8nClient, workflowId: string): Promise<void> {
	await client.post(`/rest/workflows/${workflowId}/deactivate`, {});
	await client.publicationEnd(workflowId);
}

/** Saves a credential again with other data. */
export async function updateCredential(
	client: N8nClient,
	{ id, name }: CredentialReference,
	type: string,
	data: Readonly<Record<string, unknown>>,
): Promise<void> {
	const path = `/rest/credentials/${id}`;
	await client.request({ method: 'PATCH', path, body: { name, type, data } });
}
