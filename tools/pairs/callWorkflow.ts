import type { N8nClient } from '../n8n/client';
import { deactivate } from '../n8n/webhooks';
import type { Workflow } from '../n8n/workflow';
import type { Ran } from './runToEnd';

/** Calls a workflow by its webhook and gives what it answers, as if "Result" had given it. */
export async function callWorkflow(
	client: N8nClient,
	workflow: Workflow,
	path: string,
	body: Readonly<Record<string, unknown>>,
): Promise<Ran> {
	const id = await client.importWorkflow(workflow);
	await client.activate(id);
	const began = Date.now();
	try {
		const response = await fetch(`${client.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		const text = await response.text();
		const seconds = (Date.now() - began) / 1000;
		if (!response.ok) return { items: [], seconds, failure: `HTTP ${response.status}: ${text}` };
		const answer: unknown = JSON.parse(text);
		const items = (Array.isArray(answer) ? answer : [answer]).map((json: unknown) => ({
			json,
			files: [],
		}));
		return { items, seconds };
	} finally {
		await deactivate(client, id);
	}
}
