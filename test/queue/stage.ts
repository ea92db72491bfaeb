import pWaitFor from 'p-wait-for';
import { firstValue } from '../../tools/command/firstValue';
import type { N8nClient } from '../../tools/n8n/client';
import type { CredentialReference } from '../../tools/n8n/workflow';
import type { N8nInstance } from '../../tools/n8n/instance';
import { nodeOf, packageName, type WorkflowNode } from '../../tools/n8n/workflow';
import { QueueN8n } from '../../tools/queue/queueN8n';
import type { SimulatorOptions } from '../../tools/simulator/options';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { publish, triggerWorkflow, type PublishedTrigger } from '../n8n/triggerWorkflow';
import { owner, saveCredential } from '../../tools/n8n/sharedSession';

export const SECRET = 'queue-mode-keeps-this-secret';
/** What the callbacks are sent to, though no test sends anything there: see `routeTo`. */
const publicAddress = 'https://n8n.example.com/';
export const MAKE = 'Make';

export async function openQueue(): Promise<QueueN8n> {
	const queue = await QueueN8n.start({
		say: (line) => process.stdout.write(`${line}\n`),
		environment: {
			WEBHOOK_URL: publicAddress,
			// A dead worker is noticed in seconds instead of minutes.
			QUEUE_WORKER_LOCK_DURATION: '10000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
			QUEUE_WORKER_STALLED_INTERVAL: '5000',
		},
	});
	await queue.main.client.setUpOwner(owner);
	return queue;
}

/** Leads from the public address to one of n8n's processes, as a load balancer would. */
export const routeTo = ({ url }: N8nInstance, endpoint: string): string => {
	const { pathname, search } = new URL(endpoint);
	return `${url}${pathname}${search}`;
};

const ONCE = 'Remove Duplicates';

/** n8n's own node, which keeps what it has seen in the database. */
const removeDuplicates = nodeOf(
	ONCE,
	'n8n-nodes-base.removeDuplicates',
	{
		operation: 'removeItemsSeenInPreviousExecutions',
		dedupeValue: '={{ $json.taskId }}',
		options: {},
	},
	{ typeVersion: 2 },
);

/** A trigger, and a node that makes one image for each webhook, named after the task that it told of. */
async function publishPair(
	client: N8nClient,
	piApi: CredentialReference,
	{ parameters, removesDuplicates = false }: StageOptions,
): Promise<PublishedTrigger> {
	const make = nodeOf(
		MAKE,
		`${packageName}.midjourney`,
		{ operation: 'imagine', prompt: '={{ $json.taskId }}', downloadFiles: false, ...parameters },
		{ credentials: { piApi }, onError: 'continueRegularOutput' },
	);
	if (!removesDuplicates) return await publish(client, triggerWorkflow(piApi, {}, [make]));
	const workflow = triggerWorkflow(piApi, {}, [removeDuplicates]);
	const toMake = { main: [[{ node: MAKE, type: 'main', index: 0 }]] };
	return await publish(client, {
		...workflow,
		nodes: [...workflow.nodes, make],
		connections: { ...workflow.connections, [ONCE]: toMake },
	});
}

export interface StageOptions extends SimulatorOptions {
	/** Of the node that makes images. */
	readonly parameters: WorkflowNode['parameters'];
	/** With n8n's Remove Duplicates between the trigger and that node. */
	readonly removesDuplicates?: boolean;
}

export interface Stage {
	readonly simulator: Simulator;
	readonly trigger: PublishedTrigger;
	/** Creates tasks that somebody else asked for, and tells n8n of each; resolves with their IDs. */
	tell(count: number, processes: readonly N8nInstance[], concurrency: number): Promise<string[]>;
}

export async function openStage(queue: QueueN8n, options: StageOptions): Promise<Stage> {
	const { client } = queue.main;
	const { parameters: _, removesDuplicates: __, ...behaviour } = options;
	const simulator = await startSimulator({
		accountConcurrency: 500,
		webhookTimeoutSeconds: 600,
		...behaviour,
	});
	// Small files: painting pictures would take the time of the two processors.
	const image = simulator.bigFile(50_000, 'picture.png');
	simulator.behaviour.outcome = () => ({ output: { image_url: image } });
	const credential = await saveCredential(client, simulator, SECRET);
	const trigger = await publishPair(client, credential, options);
	return {
		simulator,
		trigger,
		tell: async (count, processes, concurrency) => {
			const ids = Array.from({ length: count }, () => simulator.addTask().id);
			const calls = processes.map(async (process) => {
				const endpoint = routeTo(process, trigger.url);
				return await simulator.notifyMany(ids, {
					endpoint,
					secret: SECRET,
					tries: 1,
					concurrency,
				});
			});
			const answers = (await Promise.all(calls)).flat().map(({ answered }) => answered);
			expect(new Set(answers)).toEqual(new Set([200]));
			return ids;
		},
	};
}

/** How many executions of a workflow there are in one of these states. */
export async function countOf(
	client: N8nClient,
	workflowId: string,
	status: readonly string[],
): Promise<number> {
	const filter = JSON.stringify({ workflowId, status });
	const query = new URLSearchParams({ filter, limit: '100' });
	return (await client.get<{ count: number }>(`/rest/executions?${query}`)).count;
}

/** Shorter than the time limit of a test, whose text says less. */
const PATIENCE = 240_000;

const UNDER_WAY = ['new', 'running', 'waiting'];
const OVER = ['success', 'error', 'crashed', 'canceled'];

/** Resolves with the number of executions by state, once that many have finished and none is in flight. */
export async function ended(
	client: N8nClient,
	workflowId: string,
	atLeast: number,
): Promise<Record<string, number>> {
	const whenOver = async (): Promise<Record<string, number> | undefined> => {
		const open = await countOf(client, workflowId, UNDER_WAY);
		const counts = await Promise.all(
			OVER.map(async (status) => [status, await countOf(client, workflowId, [status])] as const),
		);
		const over = counts.reduce((sum, [, count]) => sum + count, 0);
		if (open > 0 || over < atLeast) return undefined;
		return Object.fromEntries(counts.filter(([, count]) => count > 0));
	};
	const message = `Workflow ${workflowId} did not come to ${atLeast} executions`;
	return await firstValue(whenOver, { interval: 500, timeout: PATIENCE, message });
}

/** Resolves once that many executions are paused. */
export async function paused(client: N8nClient, workflowId: string, count: number): Promise<void> {
	const arePaused = async (): Promise<boolean> =>
		(await countOf(client, workflowId, ['waiting'])) === count;
	const message = `Workflow ${workflowId} did not come to ${count} paused executions`;
	await pWaitFor(arePaused, { interval: 500, timeout: { milliseconds: PATIENCE, message } });
}

/** The executions that a worker has taken, each as often as it did. */
export const takenBy = ({ log }: N8nInstance): string[] =>
	[...log.matchAll(/Worker started execution (\d+)/g)].flatMap(([, id]) => id ?? []);
