import { setTimeout as sleep } from 'node:timers/promises';

import type { FileNode } from '../converter/workflow/workflowFile';
import { create } from '../tools/pairs/workflows';
import { inRounds, type Bench } from './bench';
import { atMost, figuresOf, ratioAtMost, type Figure } from './figure';
import { onStage, type Stage } from './stage';
import { BODY, imagineNode, inLine, itemNodes } from './workflows';

const ITEMS = 1_500;
const NAME = 'Create';
const PING_EVERY = 20;

interface Reading {
	/** Milliseconds from the start of the node until its first request arrives. */
	readonly read: number;
	/** The longest time, in milliseconds, in which n8n answered nobody. */
	readonly silence: number;
}

/** Asks n8n whether it is there, again and again, until it is told to end; resolves with the longest wait. */
async function longestSilence(url: string, ended: AbortSignal): Promise<number> {
	let longest = 0;
	while (!ended.aborted) {
		const askedAt = performance.now();
		await (await fetch(`${url}/healthz`)).text();
		longest = Math.max(longest, performance.now() - askedAt);
		await sleep(PING_EVERY);
	}
	return longest;
}

async function measure(
	{ n8n: { client, url }, piApi: { ledger }, add }: Stage,
	node: FileNode,
): Promise<Reading> {
	const before = ledger.requestsTo('create').length;
	const workflowId = await add(inLine([...itemNodes(ITEMS), node]));
	const ended = new AbortController();
	const run = client.run(workflowId, 'Start').finally(() => ended.abort());
	const [end, silence] = await Promise.all([run, longestSilence(url, ended.signal)]);
	if (end.failure !== undefined) throw new Error(end.failure);
	const creates = ledger.requestsTo('create').slice(before);
	if (creates.length !== ITEMS) throw new Error(`${creates.length} requests for ${ITEMS} items`);
	const read = (creates[0]?.at ?? NaN) - (end.startOf(NAME) ?? NaN);
	return { read, silence };
}

/** What many items with an expression cost before the first request goes out, in a real n8n. */
export async function benchReading(bench: Bench): Promise<Figure[]> {
	return await onStage(bench.stop, {}, async (stage) => {
		stage.piApi.behaviour.accountConcurrency = ITEMS;
		const ours = imagineNode(stage, NAME, { taskOptions: { waitForResult: 'doNotWait' } });
		const http = create(NAME, BODY, { options: {} });
		for (const node of [ours, http]) await measure(stage, node);
		const rounds = await inRounds(bench, async () => ({
			request: await measure(stage, http),
			own: await measure(stage, ours),
		}));
		const figure = figuresOf(`in n8n, ${ITEMS} items with an expression`, rounds);
		return [
			figure('until the first request', ({ own }) => own.read, {
				unit: 'ms',
				against: ['HTTP Request', ({ request }) => request.read],
				goal: ratioAtMost(2),
			}),
			figure('longest silence', ({ own }) => own.silence, {
				unit: 'ms',
				against: ['HTTP Request', ({ request }) => request.silence],
				goal: atMost(500),
			}),
		];
	});
}
