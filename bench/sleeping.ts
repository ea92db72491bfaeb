import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { START } from '../tools/pairs/workflows';
import { inRounds, type Bench } from './bench';
import { figuresOf, type Figure } from './figure';
import { onStage, type Stage } from './stage';
import { inLine, videoNode, type WaitForResult } from './workflows';

const EXECUTIONS = 100;
const WARMING_EXECUTIONS = 20;

const ENVIRONMENT = {
	N8N_METRICS: 'true',
	WEBHOOK_URL: 'https://n8n.example.com/',
	NODE_OPTIONS: `--require ${join(__dirname, 'collectGarbage.js')}`,
};

/** The least of the heap over a while; garbage is collected twice a second. */
async function heapOf({ n8n }: Stage): Promise<number> {
	const seen: number[] = [];
	for (let read = 0; read < 40; read++) {
		const text = await (await fetch(`${n8n.url}/metrics`)).text();
		seen.push(Number(/^\w*nodejs_heap_size_used_bytes (\S+)$/m.exec(text)?.[1]));
		await sleep(250);
	}
	return Math.min(...seen);
}

/** Kilobytes of n8n's heap that an execution takes while it waits. */
const waitingMemory = async (bench: Bench, waitForResult: WaitForResult): Promise<number> =>
	await onStage(bench.stop, ENVIRONMENT, async (stage) => {
		stage.piApi.behaviour.taskSeconds = 100_000;
		const id = await stage.add(inLine([START, videoNode(stage, waitForResult)]));
		const start = async (count: number): Promise<void> => {
			for (let started = 0; started < count; started++)
				await stage.n8n.client.startRun(id, 'Start');
		};
		await start(WARMING_EXECUTIONS);
		await sleep(3_000);
		const before = await heapOf(stage);
		await start(EXECUTIONS);
		await sleep(5_000);
		return ((await heapOf(stage)) - before) / EXECUTIONS / 1024;
	});

/** What an execution costs that waits for its task, paused or polling, in a real n8n. */
export async function benchSleeping(bench: Bench): Promise<Figure[]> {
	const rounds = await inRounds(bench, async () => ({
		polling: await waitingMemory(bench, 'pollUntilFinished'),
		paused: await waitingMemory(bench, 'pauseUntilCallback'),
	}));
	return [
		figuresOf('a paused execution', rounds)('memory of n8n', ({ paused }) => paused, {
			unit: 'KB',
			against: ['a polling one', ({ polling }) => polling],
			note: `least heap over ten seconds, ${EXECUTIONS} executions`,
		}),
	];
}
