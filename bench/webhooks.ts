import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { CredentialReference } from '../scripts/n8n/client';
import { ensureN8n } from '../scripts/n8n/installation';
import { N8nInstance } from '../scripts/n8n/instance';
import { placePackage } from '../scripts/n8n/packageFolder';
import { webhookUrls } from '../scripts/n8n/webhooks';
import { packageName, type Workflow, type WorkflowNode } from '../scripts/n8n/workflow';
import { startSimulator, type Simulator } from '../test/simulator/simulator';
import { inRounds, type Bench } from './bench';
import { EMPTY_TRIGGER, emptyTriggerPackage } from './emptyTrigger';
import type { Figure } from './figure';
import { medianOf } from './figure';

const CALLS = 300;
const AT_ONCE = 10;
const BURST = 1_000;
const BURST_AT_ONCE = 50;
const EXECUTIONS = 60;

const owner = { email: 'owner@example.com', password: 'Only4ThisBench' };
const TRIGGER = 'Trigger';

/** n8n with this package and an empty trigger in it, and a PiAPI of its own. */
interface Stage {
	readonly n8n: N8nInstance;
	readonly piApi: Simulator;
	readonly secret: string;
	readonly credential: CredentialReference;
}

async function onStage<T>(
	stop: AbortSignal,
	environment: Readonly<Record<string, string>>,
	measure: (stage: Stage) => Promise<T>,
): Promise<T> {
	const userFolder = await mkdtemp(join(tmpdir(), 'n8n-bench-'));
	const emptyPackage = await emptyTriggerPackage();
	const piApi = await startSimulator({ webhookTimeoutSeconds: 120 });
	try {
		await placePackage(userFolder, emptyPackage);
		const installation = await ensureN8n({ say: () => undefined, signal: stop });
		const n8n = await N8nInstance.start({ installation, userFolder, signal: stop, environment });
		try {
			await n8n.client.setUpOwner(owner);
			const secret = randomBytes(16).toString('hex');
			const credential = await n8n.client.createCredential('PiAPI', 'piApi', {
				apiKey: piApi.apiKey,
				webhookSecret: secret,
				baseUrl: piApi.url,
				uploadUrl: piApi.uploadUrl,
			});
			return await measure({ n8n, piApi, secret, credential });
		} finally {
			await n8n.stop();
		}
	} finally {
		await piApi.close();
		await Promise.all(
			[userFolder, emptyPackage].map(async (folder) => await rm(folder, { recursive: true })),
		);
	}
}

const nodeOf = (
	name: string,
	type: string,
	parameters: WorkflowNode['parameters'],
	more: object = {},
): WorkflowNode => ({
	id: randomUUID(),
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
	...more,
});

const workflowOf = (nodes: readonly WorkflowNode[], connections = {}): Workflow => ({
	name: `Bench ${randomUUID()}`,
	nodes,
	connections,
	settings: { executionOrder: 'v1' },
});

interface Published {
	readonly workflowId: string;
	readonly url: string;
}

async function publish({ n8n: { client } }: Stage, trigger: WorkflowNode): Promise<Published> {
	const workflowId = await client.importWorkflow(workflowOf([trigger]));
	await client.activate(workflowId);
	const { production: url } = await webhookUrls(client, workflowId, TRIGGER);
	return { workflowId, url };
}

const piApiTrigger = ({ credential }: Stage, confirmWithPiApi: boolean): WorkflowNode =>
	nodeOf(
		TRIGGER,
		`${packageName}.piApiTrigger`,
		{ events: ['completed'], options: { confirmWithPiApi } },
		{ credentials: { piApi: credential } },
	);

/** Sends webhooks of as many tasks; their answer times in milliseconds, and how long until all have run, in seconds. */
async function call(
	{ n8n: { client }, piApi, secret }: Stage,
	{ workflowId, url }: Published,
	count: number,
	concurrency: number,
): Promise<{ median: number; p95: number; max: number; seconds: number }> {
	const ids = Array.from({ length: count }, () => piApi.addTask().id);
	const before = (await client.executionsOf(workflowId)).ended;
	const startedAt = performance.now();
	const deliveries = await piApi.notifyMany(ids, { endpoint: url, secret, concurrency });
	const lost = deliveries.filter(({ answered }) => answered !== 200).length;
	if (lost > 0) throw new Error(`${lost} of ${count} webhooks were not taken`);
	while ((await client.executionsOf(workflowId)).ended < before + count) await sleep(100);
	const seconds = (performance.now() - startedAt) / 1000;
	const { median, p95, max } = piApi.ledger.answerTimes(deliveries);
	return { median, p95, max, seconds };
}

/** The answer times of the trigger against those of one that does nothing. */
async function answers(bench: Bench): Promise<Figure[]> {
	return await onStage(bench.stop, {}, async (stage) => {
		const triggers = {
			empty: await publish(stage, nodeOf(TRIGGER, EMPTY_TRIGGER, {})),
			unconfirmed: await publish(stage, piApiTrigger(stage, false)),
			confirmed: await publish(stage, piApiTrigger(stage, true)),
		};
		for (const trigger of Object.values(triggers)) await call(stage, trigger, 50, AT_ONCE);
		const rounds = await inRounds(bench, async () => ({
			empty: await call(stage, triggers.empty, CALLS, AT_ONCE),
			unconfirmed: await call(stage, triggers.unconfirmed, CALLS, AT_ONCE),
			confirmed: await call(stage, triggers.confirmed, CALLS, AT_ONCE),
		}));
		const baseline = { name: 'empty trigger', rounds: rounds.map(({ empty }) => empty.median) };
		const burst = await call(stage, triggers.confirmed, BURST, BURST_AT_ONCE);
		return [
			{
				name: `${CALLS} webhooks, ${AT_ONCE} at once, unconfirmed: median answer`,
				unit: 'ms',
				rounds: rounds.map(({ unconfirmed }) => unconfirmed.median),
				baseline,
				goal: { of: 'ratio', is: 'at most', value: 1.25 },
			},
			{
				name: `${CALLS} webhooks, ${AT_ONCE} at once, confirmed: median answer`,
				unit: 'ms',
				rounds: rounds.map(({ confirmed }) => confirmed.median),
				baseline,
				note: 'with one look at the task',
			},
			{
				name: `${BURST} webhooks, ${BURST_AT_ONCE} at once, confirmed: executions a second`,
				unit: '1/s',
				rounds: [BURST / burst.seconds],
			},
			{
				name: `${BURST} webhooks, ${BURST_AT_ONCE} at once, confirmed: median answer`,
				unit: 'ms',
				rounds: [burst.median],
				note: `95 % within ${Math.round(burst.p95)} ms, longest ${Math.round(burst.max)} ms`,
			},
		];
	});
}

/** The least of the heap over a while, when what is garbage has been collected. */
async function heapOf({ n8n }: Stage): Promise<number> {
	const seen: number[] = [];
	for (let look = 0; look < 40; look++) {
		const text = await (await fetch(`${n8n.url}/metrics`)).text();
		seen.push(Number(/^\w*nodejs_heap_size_used_bytes (\S+)$/m.exec(text)?.[1]));
		await sleep(250);
	}
	return Math.min(...seen);
}

function waitingWorkflow({ credential }: Stage, wait: 'poll' | 'callback'): Workflow {
	const start = nodeOf('Start', 'n8n-nodes-base.manualTrigger', {});
	const clip = nodeOf(
		'Clip',
		`${packageName}.piApi`,
		{ resource: 'kling', operation: 'generateVideo3', prompt: 'a fox', wait, options: {} },
		{ credentials: { piApi: credential }, onError: 'continueRegularOutput' },
	);
	return workflowOf([start, clip], {
		Start: { main: [[{ node: 'Clip', type: 'main', index: 0 }]] },
	});
}

/** Kilobytes of n8n's heap that an execution takes while it waits. */
async function waitingMemory(bench: Bench, wait: 'poll' | 'callback'): Promise<number[]> {
	return await inRounds(bench, async () =>
		onStage(
			bench.stop,
			{ N8N_METRICS: 'true', WEBHOOK_URL: 'https://n8n.example.com/' },
			async (stage) => {
				stage.piApi.behaviour.taskSeconds = 100_000;
				const id = await stage.n8n.client.importWorkflow(waitingWorkflow(stage, wait));
				const start = async (): Promise<string> => await stage.n8n.client.startRun(id, 'Start');
				for (let warm = 0; warm < 3; warm++) await start();
				await sleep(3_000);
				const before = await heapOf(stage);
				for (let count = 0; count < EXECUTIONS; count++) await start();
				await sleep(5_000);
				return ((await heapOf(stage)) - before) / EXECUTIONS / 1024;
			},
		),
	);
}

/** What webhooks and sleeping executions cost, in a real n8n. */
export async function benchWebhooks(bench: Bench): Promise<Figure[]> {
	const polling = await waitingMemory(bench, 'poll');
	const sleeping = await waitingMemory(bench, 'callback');
	return [
		...(await answers(bench)),
		{
			name: 'a sleeping execution: memory of n8n',
			unit: 'KB',
			rounds: sleeping,
			baseline: { name: 'a polling one', rounds: polling },
			note: `least heap over ten seconds, ${EXECUTIONS} executions, medians ${Math.round(medianOf(sleeping))} and ${Math.round(medianOf(polling))} KB`,
		},
	];
}
