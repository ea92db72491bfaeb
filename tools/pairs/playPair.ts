import { randomUUID } from 'node:crypto';

import { convert, type Converted } from '../../converter/convert';
import type { WorkflowFile } from '../../converter/workflow/workflowFile';
import type { N8nClient } from '../n8n/client';
import type { Workflow } from '../n8n/workflow';
import { withCredential } from '../n8n/workflow';
import { SUB_WORKFLOW_ID, WEBHOOK_PATH, type Pair } from './pair';
import { TaskNames } from './taskNames';
import { KEY } from './workflows';
import { startSimulator, type Simulator } from '../simulator/simulator';
import { callWorkflow } from './callWorkflow';
import { runToEnd } from './runToEnd';
import { saveCredential } from '../n8n/sharedSession';

export interface Played {
	readonly nodes: number;
	/** To create tasks and to check them. For several items the node asks for the account's limit as well, once. */
	readonly requests: number;
	readonly seconds: number;
	/** What "Result" gave in all its runs, or what the webhook answered; with names of tasks in place of their IDs. */
	readonly results: readonly unknown[];
	/** What the tasks were created from, in a fixed order. */
	readonly tasks: readonly string[];
	/** Why the run ended with an error, if it did. */
	readonly failure?: string;
}

export interface PlayedPair {
	readonly before: Played;
	readonly after: Played;
	readonly report: Converted['report'];
}

const inOrder = <Result extends { readonly json: string }>(results: readonly Result[]): Result[] =>
	[...results].sort(({ json: one }, { json: other }) => (one < other ? -1 : 1));

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

/** The workflow as it calls this simulator, whichever nodes do. */
async function placed(
	client: N8nClient,
	simulator: Simulator,
	text: string,
	more: Readonly<Record<string, string>>,
): Promise<Workflow> {
	const places = { ...more, 'https://api.piapi.ai': simulator.url, [KEY]: simulator.apiKey };
	const here = Object.entries(places).reduce(
		(sofar, [from, to]) => sofar.replaceAll(from, to),
		text,
	);
	const workflow = quick(JSON.parse(here) as WorkflowFile);
	return withCredential(workflow, await saveCredential(client, simulator));
}

async function play(client: N8nClient, pair: Pair, text: string): Promise<Played> {
	const { taskSeconds, outcome, call, subWorkflow } = pair;
	const simulator = await startSimulator({ taskSeconds, outcome });
	try {
		const subId =
			subWorkflow === undefined
				? ''
				: await client.importWorkflow(subWorkflow as unknown as Workflow);
		const path = randomUUID();
		const places = { [SUB_WORKFLOW_ID]: subId, [WEBHOOK_PATH]: path };
		const workflow = await placed(client, simulator, text, places);
		const ran =
			call === undefined
				? await runToEnd(client, workflow)
				: await callWorkflow(client, workflow, path, call);
		const { ledger, fileUrl } = simulator;
		const names = new TaskNames(
			ledger.createdTasks().map(({ id, request }) => [id, request]),
			fileUrl,
		);
		const results = ran.items.map(({ json, files }) => ({
			json: names.in(JSON.stringify(json)),
			files,
		}));
		return {
			nodes: workflow.nodes.length,
			requests: ledger.requests.filter(({ kind }) => kind === 'create' || kind === 'status').length,
			seconds: ran.seconds,
			results: pair.inAnyOrder === true ? inOrder(results) : results,
			tasks: names.all(),
			...(ran.failure === undefined ? {} : { failure: ran.failure }),
		};
	} finally {
		await simulator.close();
	}
}

/** Runs a workflow as it was built by hand; `failure` tells when it does not end well. */
export const playBefore = async (client: N8nClient, pair: Pair): Promise<Played> =>
	await play(client, pair, JSON.stringify(pair.workflow));

/** Runs what the converter makes of a workflow. */
export async function playAfter(
	client: N8nClient,
	pair: Pair,
): Promise<Pick<PlayedPair, 'after' | 'report'>> {
	const { text, report } = convert(JSON.stringify(pair.workflow));
	return { after: await play(client, pair, text), report };
}

/** Runs a workflow as it was built by hand, and then what the converter makes of it. Both have to end well. */
export async function playPair(client: N8nClient, pair: Pair): Promise<PlayedPair> {
	const before = await playBefore(client, pair);
	if (before.failure !== undefined) throw new Error(`Before: ${before.failure}`);
	const { after, report } = await playAfter(client, pair);
	if (after.failure !== undefined) throw new Error(`After: ${after.failure}`);
	return { before, after, report };
}
