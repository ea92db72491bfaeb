import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { nodeOf, packageName, type Workflow } from '../tools/n8n/workflow';
import { inRounds, type Bench } from './bench';
import type { Figure } from './figure';
import { onStage, workflowOf, type Stage, type WaitForResult } from './stage';

const EXECUTIONS = 100;
const WARMING_EXECUTIONS = 20;

/** The least of the heap over a while; garbage is collected twice a second. */
async function heapOf({ n8n }: Stage): Promise<number> {
	const seen: number[] = [];
	for (let look = 0; look < 40; look++) {
		const text = await (await fetch(`${n8n.url}/metrics`)).text();
		seen.push(Number(/^\w*nodejs_heap_size_used_bytes (\S+)$/m.exec(text)?.[1]));
		await sleep(250);
	}
	return Math.min(...seen);
}

function waitingWorkflow({ credential }: Stage, waitForResult: WaitForResult): Workflow {
	const start = nodeOf('Start', 'n8n-nodes-base.manualTrigger', {});
	const video = nodeOf(
		'Video',
		`${packageName}.piApi`,
		{
			resource: 'kling',
			operation: 'generateVideo3',
			prompt: 'a fox',
			downloadFiles: false,
			taskOptions: { waitForResult },
		},
		{ credentials: { piApi: credential }, onError: 'continueRegularOutput' },
	);
	return workflowOf([start, video], {
		Start: { main: [[{ node: 'Video', type: 'main', index: 0 }]] },
	});
}

/** Kilobytes of n8n's heap that an execution takes while it waits. */
async function waitingMemory(bench: Bench, waitForResult: WaitForResult): Promise<number[]> {
	return await inRounds(bench, async () =>
		onStage(
			bench.stop,
			{
				N8N_METRICS: 'true',
				WEBHOOK_URL: 'https://n8n.example.com/',
				NODE_OPTIONS: `--require ${join(__dirname, 'collectGarbage.js')}`,
			},
			async (stage) => {
				stage.piApi.behaviour.taskSeconds = 100_000;
				const id = await stage.n8n.client.importWorkflow(waitingWorkflow(stage, waitForResult));
				const start = async (): Promise<string> => await stage.n8n.client.startRun(id, 'Start');
				for (let warm = 0; warm < WARMING_EXECUTIONS; warm++) await start();
				await sleep(3_000);
				const before = await heapOf(stage);
				for (let count = 0; count < EXECUTIONS; count++) await start();
				await sleep(5_000);
				return ((await heapOf(stage)) - before) / EXECUTIONS / 1024;
			},
		),
	);
}

/** What an execution costs that waits for its task, paused or polling, in a real n8n. */
export async function benchSleeping(bench: Bench): Promise<Figure[]> {
	const polling = await waitingMemory(bench, 'pollUntilFinished');
	return [
		{
			name: 'a paused execution: memory of n8n',
			unit: 'KB',
			rounds: await waitingMemory(bench, 'pauseUntilCallback'),
			baseline: { name: 'a polling one', rounds: polling },
			note: `least heap over ten seconds, ${EXECUTIONS} executions`,
		},
	];
}
