import pWaitFor from 'p-wait-for';
import type { QueueN8n } from '../../tools/queue/queueN8n';
import type { Stage, StageOptions } from './stage';
import { LONG, SkippingClock } from '../n8n/skippingClock';
import { limitOf } from '../n8n/timeLimit';
import { ended, MAKE, openQueue, openStage, paused, routeTo, SECRET, takenBy } from './stage';

describe('n8n in queue mode, with two workers and a webhook process', () => {
	const stages: Stage[] = [];
	let queue: QueueN8n;

	const open = async (options: StageOptions): Promise<Stage> => {
		const stage = await openStage(queue, options);
		stages.push(stage);
		return stage;
	};

	const promptsOf = ({ simulator }: Stage): unknown[] =>
		simulator.ledger.createdTasks().map(({ request }) => request.input.prompt);

	// Its servers come up, then its main process, then the others.
	beforeAll(async () => {
		queue = await openQueue();
	}, limitOf(3));

	afterAll(async () => {
		await Promise.all(stages.map(async ({ simulator }) => await simulator.close()));
		await queue?.stop();
	});

	it('runs 200 executions over both workers: each pays once and keeps its file', async () => {
		const stage = await open({ parameters: { downloadFiles: true }, taskSeconds: 1 });
		const { client } = queue.main;
		const begun = performance.now();
		const ids = await stage.tell(200, [queue.webhook], 20);
		const counts = await ended(client, stage.trigger.workflowId, 200);
		const seconds = (performance.now() - begun) / 1000;
		process.stdout.write(`200 executions over two workers: ${seconds.toFixed(1)} s\n`);
		expect(counts).toEqual({ success: 200 });
		expect(promptsOf(stage).sort()).toEqual([...ids].sort());
		for (const worker of queue.workers) expect(takenBy(worker).length).toBeGreaterThan(20);
		const { over } = await client.executionsOf(stage.trigger.workflowId);
		const sample = await client.execution(over[0]?.id ?? '');
		const [item] = sample.items(MAKE);
		expect(await client.binary(item?.binary?.data?.id ?? '')).toHaveLength(50_000);
	});

	it.each([false, true])(
		'starts each of 50 tasks at least once when two processes are told at the same time; Remove Duplicates: %s',
		async (removesDuplicates) => {
			const stage = await open({
				parameters: { taskOptions: { waitForResult: 'doNotWait' } },
				removesDuplicates,
			});
			const ids = await stage.tell(50, [queue.main, queue.webhook], 10);
			const { success = 0 } = await ended(queue.main.client, stage.trigger.workflowId, 50);
			const made = promptsOf(stage);
			process.stdout.write(
				`50 webhooks, each to two processes${removesDuplicates ? ', then Remove Duplicates' : ''}: ` +
					`${success} executions, ${made.length} tasks\n`,
			);
			expect(new Set(made)).toEqual(new Set(ids));
			expect(success).toBeLessThanOrEqual(100);
		},
	);

	it('resumes an execution by callback, once, on whichever worker is free', async () => {
		let calls = 0;
		const clock = new SkippingClock();
		const stage = await open({
			parameters: { downloadFiles: true, taskOptions: { waitForResult: 'pauseUntilCallback' } },
			clock,
			taskSeconds: LONG,
			webhookLost: () => true,
			webhookRoute: (endpoint) =>
				endpoint.includes('/webhook-waiting/')
					? routeTo(calls++ % 2 === 0 ? queue.webhook : queue.main, endpoint)
					: endpoint,
		});
		const before = queue.workers.map((worker) => takenBy(worker).length);
		await stage.tell(40, [queue.webhook], 10);
		await paused(queue.main.client, stage.trigger.workflowId, 40);
		clock.skip(LONG);
		await stage.simulator.notifyMany(
			stage.simulator.ledger.createdTasks().map(({ id }) => id),
			{ times: 2, atOnce: true },
		);
		expect(await ended(queue.main.client, stage.trigger.workflowId, 40)).toEqual({ success: 40 });
		expect(stage.simulator.ledger.requestsTo('create')).toHaveLength(40);
		const taken = queue.workers.map((worker, index) => takenBy(worker).slice(before[index]));
		const [first = [], second = []] = taken;
		// Taken once to pause and once to continue.
		expect(first.length + second.length).toBe(80);
		expect(first.filter((id) => second.includes(id)).length).toBeGreaterThan(0);
		const { over } = await queue.main.client.executionsOf(stage.trigger.workflowId);
		for (const { id } of over) {
			const execution = await queue.main.client.execution(id);
			const [item, ...others] = execution.items(MAKE);
			expect(others).toEqual([]);
			expect(item?.json.status).toBe('completed');
			expect(item?.binary?.data).toBeDefined();
		}
	});

	it('pays nothing twice when a worker is killed', async () => {
		const clock = new SkippingClock();
		const stage = await open({ parameters: {}, taskSeconds: LONG, clock });
		const ids = await stage.tell(16, [queue.webhook], 16);
		const { ledger } = stage.simulator;
		await pWaitFor(() => ledger.createdTasks().length >= 16);
		await queue.workers[0]?.crash();
		clock.skip(LONG);
		const counts = await ended(queue.main.client, stage.trigger.workflowId, 16);
		process.stdout.write(`16 executions, one of two workers killed: ${JSON.stringify(counts)}\n`);
		expect(counts.success).toBeGreaterThan(0);
		expect(promptsOf(stage).sort()).toEqual([...ids].sort());
		await queue.replaceWorker(0);
	});

	it('shows the secret in no log', () => {
		for (const { log } of queue.processes) expect(log).not.toContain(SECRET);
	});
});
