import { randomBytes } from 'node:crypto';
import pWaitFor from 'p-wait-for';
import { PNG } from 'pngjs';
import type { Execution } from '../../tools/n8n/execution';
import type { SimulatorOptions, TaskRequest } from '../../tools/simulator/options';
import {
	asleep,
	hintsOf,
	numberOf,
	PublicN8n,
	runsOf,
	startRun,
	startSleeper,
	SteeredPiApi,
} from './callbackStage';
import { LONG } from './skippingClock';
import { callbackWorkflow, VIDEOS, DONE, FAILED, type CallbackSettings } from './callbackWorkflow';
import { limitOf } from './timeLimit';

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** The numbers below `count` in an order that only the seed decides. */
function shuffled(count: number, seed: number): number[] {
	let state = seed;
	const keyed = range(count).map((number) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return { number, key: state };
	});
	return keyed.sort((one, other) => one.key - other.key).map(({ number }) => number);
}

/**
 * How many looks the callbacks in this order take: its own task, then the others until one continues; a task that was seen
 * to have finished is not checked again.
 */
function looksFor(order: readonly number[]): number {
	const seen = new Set<number>();
	return order.reduce((looks, told, position) => {
		const ended = order.slice(0, position + 1);
		const others = order.map((_, task) => task).filter((task) => task !== told && !seen.has(task));
		const firstOpen = others.findIndex((task) => !ended.includes(task));
		const passed = firstOpen < 0 ? others : others.slice(0, firstOpen);
		const own = seen.has(told) ? 0 : 1;
		[told, ...passed].forEach((task) => seen.add(task));
		return looks + own + passed.length + (firstOpen < 0 ? 0 : 1);
	}, 0);
}

const numbersIn = (execution: Execution, node: string): unknown[] =>
	execution.items(node).map(({ json }) => json.number);

describe('waiting by callback in a real n8n', () => {
	const apiKey = `key-${randomBytes(16).toString('hex')}`;
	const webhookSecret = `secret-${randomBytes(16).toString('hex')}`;
	const opened: SteeredPiApi[] = [];
	const executionIds: string[] = [];
	let n8n: PublicN8n;
	let unheard: { piApi: SteeredPiApi; executionId: string };

	const open = async (options?: SimulatorOptions): Promise<SteeredPiApi> => {
		const piApi = await SteeredPiApi.open(n8n, { apiKey, ...options }, webhookSecret);
		opened.push(piApi);
		return piApi;
	};

	const fallAsleep = async (piApi: SteeredPiApi, settings?: CallbackSettings): Promise<string> => {
		const workflow = callbackWorkflow(piApi.credential, settings);
		const executionId = await startSleeper(n8n.client, workflow);
		executionIds.push(executionId);
		return executionId;
	};

	const end = async (executionId: string): Promise<Execution> => {
		const execution = await n8n.client.executionEnd(executionId);
		expect(execution.failure).toBeUndefined();
		// What comes after a pause runs once, whatever calls there were.
		expect(await runsOf(n8n.client, executionId, DONE)).toHaveLength(1);
		return execution;
	};

	const expectOneTaskEach = (piApi: SteeredPiApi, count: number): void => {
		expect(piApi.tasks.map(numberOf).sort((a, b) => a - b)).toEqual(range(count));
		expect(piApi.simulator.ledger.requestsTo('create')).toHaveLength(count);
	};

	beforeAll(async () => {
		n8n = await PublicN8n.open();
		// Begun first, since n8n ends a pause a minute later at the earliest; checked last.
		const piApi = await open();
		const settings = { count: 3, thenGetTask: true, taskOptions: { timeout: 60 } };
		unheard = { piApi, executionId: await fallAsleep(piApi, settings) };
	}, limitOf(1));

	afterAll(async () => {
		await Promise.all(opened.map(async (piApi) => await piApi.close()));
		await n8n?.close();
	});

	it('pauses until the callback of its one task, which takes two status requests', async () => {
		const piApi = await open();
		const executionId = await fallAsleep(piApi);
		const looks = piApi.looks;
		const [task] = piApi.tasks;
		expect(task?.request.config?.webhook_config?.endpoint).toMatch(
			/^https:\/\/n8n\.example\.com\/webhook-waiting\/\d+\/piapi\?/,
		);
		piApi.endTasks();
		expect(await piApi.call(piApi.task(0))).toBe(200);
		const execution = await end(executionId);
		expect(execution.items(DONE).map(({ json }) => json)).toEqual([
			expect.objectContaining({ taskId: task?.id, status: 'completed', number: 0 }),
		]);
		expect(piApi.looks - looks).toBe(1);
		expectOneTaskEach(piApi, 1);
	});

	it('shows as waiting in the list of executions, and on the canvas what for', async () => {
		const piApi = await open();
		const workflowId = await n8n.client.importWorkflow(callbackWorkflow(piApi.credential));
		const executionId = await n8n.client.startRun(workflowId, 'Start');
		await asleep(n8n.client, executionId);
		expect(await n8n.client.executionsOf(workflowId)).toMatchObject({
			open: [{ id: executionId, status: 'waiting' }],
			over: [],
			ended: 0,
		});
		const types = await n8n.client.nodeTypes();
		const midjourney = types.find(({ name }) => name.endsWith('.midjourney'));
		expect(midjourney).toHaveProperty('waitingNodeTooltip', expect.stringMatching(/PiAPI/));
		piApi.endTasks();
		expect(await piApi.call(piApi.task(0))).toBe(200);
		await end(executionId);
	});

	it.each([1, 2])('takes ten callbacks in any order (seed %i)', async (seed) => {
		const order = shuffled(10, seed);
		const piApi = await open({
			taskSeconds: (request: TaskRequest) => LONG * (1 + order.indexOf(numberOf({ request }))),
		});
		const executionId = await fallAsleep(piApi, { count: 10 });
		const looks = piApi.looks;
		for (const [position, number] of order.entries()) {
			expect((await n8n.client.storedExecution(executionId)).status).toBe('waiting');
			piApi.endTasks();
			// The last but one is to be repeated, since the last call may be lost.
			expect(await piApi.call(piApi.task(number))).toBe(position === 8 ? 503 : 200);
		}
		const execution = await end(executionId);
		expect(numbersIn(execution, DONE)).toEqual(range(10));
		expect(execution.items(DONE).map(({ json }) => json.taskId)).toEqual(
			range(10).map((number) => piApi.task(number).id),
		);
		expect(new Set(execution.items(DONE).map(({ json }) => json.status))).toEqual(
			new Set(['completed']),
		);
		expect(piApi.looks - looks).toBe(looksFor(order));
		process.stdout.write(
			`ten callbacks, seed ${seed}: ${looks} status requests before the pause, ${piApi.looks - looks} after it\n`,
		);
		expectOneTaskEach(piApi, 10);
	});

	describe('with one failed among ten', () => {
		const failThird: SimulatorOptions = {
			outcome: (request) =>
				numberOf({ request }) === 3
					? { failed: { code: 10_000, message: 'the video tore' } }
					: 'completed',
		};
		const run = async (settings: CallbackSettings): Promise<[SteeredPiApi, Execution]> => {
			const piApi = await open(failThird);
			const executionId = await fallAsleep(piApi, { count: 10, ...settings });
			piApi.endTasks();
			expect(await piApi.call(piApi.task(3))).toBe(200);
			const execution = await end(executionId);
			expectOneTaskEach(piApi, 10);
			return [piApi, execution];
		};
		const errorOf = (piApi: SteeredPiApi) => ({
			error: expect.stringContaining('the video tore'),
			details: expect.objectContaining({ taskId: piApi.task(3).id, status: 'failed' }),
		});

		it('hands all on in order, Continue', async () => {
			const [piApi, execution] = await run({ onError: 'continueRegularOutput' });
			expect(numbersIn(execution, DONE)).toEqual(range(10));
			const items = execution.items(VIDEOS);
			expect(items[3]?.json).toMatchObject({ ...errorOf(piApi), taskId: piApi.task(3).id });
			expect(items.map(({ json }) => json.status)).toEqual(
				range(10).map((number) => (number === 3 ? 'failed' : 'completed')),
			);
			expect(execution.items(FAILED)).toEqual([]);
		});

		it('hands the failed one to the error output, Continue (using error output)', async () => {
			const [piApi, execution] = await run({ onError: 'continueErrorOutput' });
			expect(numbersIn(execution, DONE)).toEqual(range(10).filter((number) => number !== 3));
			expect(execution.items(FAILED).map(({ json }) => json)).toEqual([
				expect.objectContaining(errorOf(piApi)),
			]);
		});
	});

	it('pauses with the last three of twenty when three are created at a time', async () => {
		const piApi = await open({
			maxConcurrent: 3,
			taskSeconds: (_, taskNumber) => (taskNumber > 17 ? LONG : 0.5),
		});
		const settings = { count: 20, taskOptions: { maxConcurrentTasks: 3 } };
		const executionId = await fallAsleep(piApi, settings);
		const open3 = piApi.tasks.filter(({ alive }) => alive);
		expect(open3).toHaveLength(3);
		piApi.endTasks();
		// The calls about the first seventeen came while it was awake, or are as late as these.
		expect(await piApi.call(piApi.tasks[0] ?? piApi.task(0))).toBe(200);
		const execution = await end(executionId);
		expect(numbersIn(execution, DONE)).toEqual(range(20));
		expect(execution.items(DONE).every(({ json }) => json.status === 'completed')).toBe(true);
		// More than three at a time would have been refused, and asked for again.
		expectOneTaskEach(piApi, 20);
	});

	it('downloads the files when it resumes', async () => {
		const piApi = await open();
		const executionId = await fallAsleep(piApi, { count: 2, downloadFiles: true });
		expect(piApi.simulator.ledger.requestsTo('file')).toEqual([]);
		piApi.endTasks();
		const call = piApi.call(piApi.task(1));
		const items = (await end(executionId)).items(VIDEOS);
		// PiAPI may have stopped waiting for its answer, which comes after the downloads.
		expect([200, undefined]).toContain(await call);
		expect(items).toHaveLength(2);
		for (const { binary } of items) {
			const picture = PNG.sync.read(await n8n.client.binary(binary?.data?.id ?? ''));
			expect(picture.width).toBeGreaterThan(0);
		}
		expectOneTaskEach(piApi, 2);
	});

	it('polls with On Error set to Stop, and says why', async () => {
		const piApi = await open({ taskSeconds: 1 });
		const workflow = callbackWorkflow(piApi.credential, { count: 2, onError: 'stopWorkflow' });
		const executionId = await startRun(n8n.client, workflow);
		executionIds.push(executionId);
		const execution = await end(executionId);
		expect(numbersIn(execution, DONE)).toEqual([0, 1]);
		expect(await hintsOf(n8n.client, executionId, VIDEOS)).toContain('On Error');
		expect(piApi.tasks.map(({ request }) => request.config?.webhook_config)).toEqual([
			undefined,
			undefined,
		]);
		expectOneTaskEach(piApi, 2);
	});

	it('continues at the time limit when nobody called, so that Get Task can fetch the tasks', async () => {
		const { piApi, executionId } = unheard;
		const looks = piApi.looks;
		await pWaitFor(() => piApi.looks > looks);
		const unfinished = await n8n.client.storedExecution(executionId);
		expect(unfinished.status).toBe('running');
		piApi.endTasks();
		const execution = await end(executionId);
		expect(execution.items(VIDEOS).map(({ json }) => json.status)).toEqual(
			Array(3).fill('processing'),
		);
		expect(numbersIn(execution, DONE)).toEqual([0, 1, 2]);
		expect(execution.items(DONE).map(({ json }) => json.status)).toEqual(
			Array(3).fill('completed'),
		);
		expectOneTaskEach(piApi, 3);
	});

	it('leaves no secret in what is stored or logged', async () => {
		expect(executionIds).not.toEqual([]);
		for (const executionId of executionIds) {
			const text = JSON.stringify(await n8n.client.storedExecution(executionId));
			expect(text).not.toContain(apiKey);
			expect(text).not.toContain(webhookSecret);
		}
		expect(n8n.log).not.toBe('');
		expect(n8n.log).not.toContain(apiKey);
		expect(n8n.log).not.toContain(webhookSecret);
	});
});
