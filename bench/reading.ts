import { setTimeout as sleep } from 'node:timers/promises';

import { nodeOf, packageName, type Workflow, type WorkflowNode } from '../tools/n8n/workflow';
import { inRounds, type Bench } from './bench';
import type { Figure } from './figure';
import { itemNodes } from './handBuilt';
import { onStage, workflowOf, type Stage } from './stage';

const ITEMS = 1_500;
const NAME = 'Create';
const PROMPT = 'a fox, number {{ $json.number }}';
const PING_EVERY = 20;

function ownNode({ credential }: Stage): WorkflowNode {
	const parameters = {
		operation: 'imagine',
		prompt: `=${PROMPT}`,
		taskOptions: { waitForResult: 'doNotWait' },
	};
	return nodeOf(NAME, `${packageName}.midjourney`, parameters, {
		credentials: { piApi: credential },
	});
}

function requestNode({ piApi }: Stage): WorkflowNode {
	const body = '{ "model": "midjourney", "task_type": "imagine", "input": { "prompt": "PROMPT" } }';
	return nodeOf(
		NAME,
		'n8n-nodes-base.httpRequest',
		{
			method: 'POST',
			url: `${piApi.url}/api/v1/task`,
			sendHeaders: true,
			headerParameters: { parameters: [{ name: 'x-api-key', value: piApi.apiKey }] },
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `=${body.replace('PROMPT', PROMPT)}`,
			options: {},
		},
		{ typeVersion: 4.2 },
	);
}

interface Reading {
	/** Milliseconds from the start of the node until its first request arrives. */
	readonly read: number;
	/** The longest time, in milliseconds, in which n8n answered nobody. */
	readonly silence: number;
}

/** Asks n8n whether it is there, again and again, until it is told to end; resolves with the longest wait. */
async function longestSilence(url: string, ended: () => boolean): Promise<number> {
	let longest = 0;
	while (!ended()) {
		const askedAt = performance.now();
		await (await fetch(`${url}/healthz`)).text();
		longest = Math.max(longest, performance.now() - askedAt);
		await sleep(PING_EVERY);
	}
	return longest;
}

const workflowWith = (node: WorkflowNode): Workflow => {
	const { nodes, connections } = itemNodes(ITEMS, NAME);
	return workflowOf([...nodes, node], connections);
};

async function measure(
	{ n8n: { client, url }, piApi }: Stage,
	node: WorkflowNode,
): Promise<Reading> {
	const before = piApi.ledger.requestsTo('create').length;
	const workflowId = await client.importWorkflow(workflowWith(node));
	let isOver = false;
	const silence = longestSilence(url, () => isOver);
	const executionId = await client.startRun(workflowId, 'Start');
	const end = await client.executionEnd(executionId);
	isOver = true;
	if (end.failure !== undefined) throw new Error(end.failure);
	const creates = piApi.ledger.requestsTo('create').slice(before);
	if (creates.length !== ITEMS) throw new Error(`${creates.length} requests for ${ITEMS} items`);
	const read = (creates[0]?.at ?? NaN) - (end.startOf(NAME) ?? NaN);
	return { read, silence: await silence };
}

/** What many items with an expression cost before the first request goes out, in a real n8n. */
export async function benchReading(bench: Bench): Promise<Figure[]> {
	return await onStage(bench.stop, {}, async (stage) => {
		stage.piApi.behaviour.accountConcurrency = ITEMS;
		const nodes = { own: ownNode(stage), request: requestNode(stage) };
		for (const node of Object.values(nodes)) await measure(stage, node);
		const rounds = await inRounds(bench, async () => ({
			request: await measure(stage, nodes.request),
			own: await measure(stage, nodes.own),
		}));
		return [
			{
				name: `in n8n, ${ITEMS} items with an expression: until the first request`,
				unit: 'ms',
				rounds: rounds.map(({ own }) => own.read),
				baseline: { name: 'HTTP Request', rounds: rounds.map(({ request }) => request.read) },
				goal: { of: 'ratio', is: 'at most', value: 2 },
			},
			{
				name: `in n8n, ${ITEMS} items with an expression: longest silence`,
				unit: 'ms',
				rounds: rounds.map(({ own }) => own.silence),
				baseline: { name: 'HTTP Request', rounds: rounds.map(({ request }) => request.silence) },
				goal: { of: 'value', is: 'at most', value: 500 },
			},
		];
	});
}
