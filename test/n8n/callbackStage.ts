import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseFlattened } from 'flatted';
import pWaitFor from 'p-wait-for';
import type { N8nClient } from '../../tools/n8n/client';
import type { CredentialReference } from '../../tools/n8n/workflow';
import { ensureN8n } from '../../tools/n8n/installation';
import { N8nInstance } from '../../tools/n8n/instance';
import { n8nUnderTest } from '../../tools/n8n/versions';
import type { Workflow } from '../../tools/n8n/workflow';
import type { SimulatorOptions } from '../../tools/simulator/options';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import type { SimulatedTask } from '../../tools/simulator/simulatedTask';
import type { Notice } from '../../tools/simulator/webhooks';
import { owner, saveCredential } from '../../tools/n8n/sharedSession';
import { LONG, SkippingClock } from './skippingClock';

/** What the callbacks are sent to, though no test sends anything there: see `routeTo`. */
const publicAddress = 'https://n8n.example.com/';

/** An n8n that believes to be public, and that tests may stop, kill and start again. */
export class PublicN8n {
	private logs: string[] = [];

	private constructor(
		private readonly userFolder: string,
		private running: N8nInstance,
	) {}

	static async open(): Promise<PublicN8n> {
		const userFolder = await mkdtemp(join(tmpdir(), 'n8n-'));
		const n8n = new PublicN8n(userFolder, await start(userFolder));
		try {
			await n8n.client.setUpOwner(owner);
			return n8n;
		} catch (error) {
			await n8n.close();
			throw error;
		}
	}

	get client(): N8nClient {
		return this.running.client;
	}

	/** All that it has written, also before it was started again. */
	get log(): string {
		return [...this.logs, this.running.log].join('');
	}

	async end(way: 'stop' | 'crash'): Promise<void> {
		await this.running[way]();
		this.logs.push(this.running.log);
	}

	async startAgain(): Promise<void> {
		this.running = await start(this.userFolder);
		await this.client.logIn(owner);
	}

	/** Leads from the public address to this n8n, as a tunnel would. */
	routeTo(endpoint: string): string {
		const { pathname, search } = new URL(endpoint);
		return `${this.client.url}${pathname}${search}`;
	}

	async close(): Promise<void> {
		await this.running.stop();
		await rm(this.userFolder, { recursive: true, force: true });
	}
}

const start = async (userFolder: string): Promise<N8nInstance> =>
	await N8nInstance.start({
		installation: await ensureN8n({ say: () => undefined, n8n: n8nUnderTest() }),
		userFolder,
		// The most talkative level, since the tests look for secrets in the log.
		logLevel: 'debug',
		environment: { WEBHOOK_URL: publicAddress },
	});

export const numberOf = ({ request }: Pick<SimulatedTask, 'request'>): number =>
	Number(/\d+$/.exec(String(request.input.prompt))?.[0]);

/** A PiAPI whose tasks end, and whose callbacks go out, when a test says so. */
export class SteeredPiApi {
	private constructor(
		readonly simulator: Simulator,
		readonly credential: CredentialReference,
		private readonly clock: SkippingClock,
	) {}

	static async open(
		n8n: PublicN8n,
		options: SimulatorOptions = {},
		webhookSecret?: string,
	): Promise<SteeredPiApi> {
		const clock = new SkippingClock();
		const simulator = await startSimulator({
			taskSeconds: LONG,
			accountConcurrency: 200,
			// A busy n8n answers late, and a test expects its answer.
			webhookTimeoutSeconds: 600,
			webhookLost: () => true,
			webhookRoute: (endpoint) => n8n.routeTo(endpoint),
			...options,
			clock,
		});
		try {
			const credential = await saveCredential(n8n.client, simulator, webhookSecret);
			return new SteeredPiApi(simulator, credential, clock);
		} catch (error) {
			await simulator.close();
			throw error;
		}
	}

	get tasks(): SimulatedTask[] {
		return this.simulator.ledger.createdTasks();
	}

	get looks(): number {
		return this.simulator.ledger.requestsTo('status').length;
	}

	/** The task of the item with this number. */
	task(number: number): SimulatedTask {
		const task = this.tasks.find((made) => numberOf(made) === number);
		if (task === undefined) throw new Error(`There is no task ${number}`);
		return task;
	}

	/** The tasks that last up to `LONG` seconds more end. */
	endTasks(): void {
		this.clock.skip(LONG);
	}

	/** Resolves once nobody is connected: all that a killed n8n has sent has arrived. */
	async disconnected(): Promise<void> {
		await pWaitFor(async () => (await this.simulator.connections()) === 0);
	}

	/** Calls once about this task; resolves with the status of the answer. */
	async call(task: SimulatedTask, notice: Notice = {}): Promise<number | undefined> {
		const [delivery] = await this.simulator.notify(task.id, { tries: 1, ...notice });
		return delivery?.answered;
	}

	/** Calls that often at the same time. */
	async callAtOnce(task: SimulatedTask, times: number): Promise<Array<number | undefined>> {
		const sent = await this.simulator.notify(task.id, { tries: 1, times, atOnce: true });
		return sent.map(({ answered }) => answered);
	}

	async close(): Promise<void> {
		await this.simulator.close();
	}
}

/** Resolves once the execution pauses. */
export async function asleep(client: N8nClient, executionId: string): Promise<void> {
	const pauses = async (): Promise<boolean> => {
		const { status } = await client.storedExecution(executionId);
		if (!['new', 'running', 'unknown', 'waiting'].includes(status)) {
			throw new Error(`The execution did not pause but is ${status}`);
		}
		return status === 'waiting';
	};
	await pWaitFor(pauses, { interval: 100 });
}

/** Saves and starts the workflow; resolves with the execution's id once it pauses. */
export async function startSleeper(client: N8nClient, workflow: Workflow): Promise<string> {
	const executionId = await startRun(client, workflow);
	await asleep(client, executionId);
	return executionId;
}

export async function startRun(client: N8nClient, workflow: Workflow): Promise<string> {
	const trigger = workflow.nodes.find(({ type }) => /trigger$/i.test(type));
	return await client.startRun(await client.importWorkflow(workflow), trigger?.name ?? '');
}

interface RunData {
	/** Milliseconds since 1970. */
	readonly startTime?: number;
	/** In milliseconds. */
	readonly executionTime?: number;
	readonly hints?: ReadonlyArray<{ readonly message: string }>;
}

/** What n8n stored about each run of a node. */
export async function runsOf(
	client: N8nClient,
	executionId: string,
	node: string,
): Promise<readonly RunData[]> {
	const { data } = await client.storedExecution(executionId);
	const { resultData } = parseFlattened(data) as {
		resultData: { runData: Record<string, RunData[]> };
	};
	return resultData.runData[node] ?? [];
}

export async function hintsOf(
	client: N8nClient,
	executionId: string,
	node: string,
): Promise<string> {
	const runs = await runsOf(client, executionId, node);
	return runs.flatMap(({ hints = [] }) => hints.map(({ message }) => message)).join('\n');
}
