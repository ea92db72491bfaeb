import { randomBytes, randomUUID } from 'node:crypto';
import pWaitFor from 'p-wait-for';
import type { Execution } from '../../tools/n8n/execution';
import type { SimulatorOptions } from '../../tools/simulator/options';
import type { Notice } from '../../tools/simulator/webhooks';
import {
	asleep,
	numberOf,
	PublicN8n,
	runsOf,
	startRun,
	startSleeper,
	SteeredPiApi,
} from './callbackStage';
import { callbackWorkflow, VIDEOS, DONE, type CallbackSettings } from './callbackWorkflow';
import { limitOf } from './timeLimit';

/** n8n's answers while an execution is not paused; 500 where it has not stored it yet. PiAPI calls again. */
const notAsleep = [409, 500];

describe('callbacks that go wrong in a real n8n', () => {
	const opened: SteeredPiApi[] = [];
	let n8n: PublicN8n;

	const open = async (options?: SimulatorOptions): Promise<SteeredPiApi> => {
		const piApi = await SteeredPiApi.open(n8n, options);
		opened.push(piApi);
		return piApi;
	};

	const fallAsleep = async (piApi: SteeredPiApi, settings?: CallbackSettings): Promise<string> =>
		await startSleeper(n8n.client, callbackWorkflow(piApi.credential, settings));

	const statusOf = async (executionId: string): Promise<string> =>
		(await n8n.client.storedExecution(executionId)).status;

	/** The execution ends with one output, and a finished task for each of so many items. */
	const expectGoodEnd = async (
		piApi: SteeredPiApi,
		executionId: string,
		count = 1,
	): Promise<Execution> => {
		const execution = await n8n.client.executionEnd(executionId);
		expect(execution.failure).toBeUndefined();
		const numbers = Array.from({ length: count }, (_, number) => number);
		const items = execution.items(DONE);
		expect(items.map(({ json }) => json.number)).toEqual(numbers);
		expect(items.map(({ json }) => json.taskId)).toEqual(
			numbers.map((number) => piApi.task(number).id),
		);
		expect(items.every(({ json }) => json.status === 'completed')).toBe(true);
		expect(await runsOf(n8n.client, executionId, DONE)).toHaveLength(1);
		expect(await runsOf(n8n.client, executionId, VIDEOS)).toHaveLength(1);
		expect(piApi.tasks.map(numberOf).sort((a, b) => a - b)).toEqual(numbers);
		expect(piApi.simulator.ledger.requestsTo('create')).toHaveLength(count);
		return execution;
	};

	beforeAll(async () => {
		n8n = await PublicN8n.open();
	}, limitOf(1));

	afterAll(async () => {
		await Promise.all(opened.map(async (piApi) => await piApi.close()));
		await n8n?.close();
	});

	it('needs no callback for a task that ends before the execution pauses', async () => {
		const piApi = await open();
		const release = piApi.simulator.hold({ on: 'create', when: 'first' });
		const executionId = await startRun(n8n.client, callbackWorkflow(piApi.credential));
		await pWaitFor(() => piApi.tasks.length === 1);
		piApi.endTasks();
		expect(notAsleep).toContain(await piApi.call(piApi.task(0)));
		release();
		await expectGoodEnd(piApi, executionId);
		expect(piApi.looks).toBe(1);
	});

	it('resumes by the repeat of a callback that came just before the pause', async () => {
		const piApi = await open();
		const release = piApi.simulator.hold({ on: 'status', when: 'first' });
		const executionId = await startRun(n8n.client, callbackWorkflow(piApi.credential));
		await pWaitFor(() => piApi.looks === 1);
		// The answer of the last check is in flight and says that the task still runs.
		piApi.endTasks();
		expect(notAsleep).toContain(await piApi.call(piApi.task(0)));
		release();
		await asleep(n8n.client, executionId);
		expect(await piApi.call(piApi.task(0))).toBe(200);
		await expectGoodEnd(piApi, executionId);
		expect(piApi.looks).toBe(2);
	});

	it('continues once when the same callback comes ten times at the same time', async () => {
		const piApi = await open();
		const executionId = await fallAsleep(piApi, { count: 3 });
		piApi.endTasks();
		const answers = await piApi.callAtOnce(piApi.task(1), 10);
		expect(answers).toContain(200);
		expect(answers.every((status) => [200, 409, 503].includes(status ?? 0))).toBe(true);
		await expectGoodEnd(piApi, executionId, 3);
	});

	it('continues once when the callbacks of all tasks come at the same time', async () => {
		const piApi = await open();
		const executionId = await fallAsleep(piApi, { count: 10 });
		piApi.endTasks();
		const sent = await piApi.simulator.notifyMany(
			piApi.tasks.map(({ id }) => id),
			{ tries: 1 },
		);
		expect(sent.map(({ answered }) => answered)).toContain(200);
		await expectGoodEnd(piApi, executionId, 10);
	});

	it('continues once, with the files downloaded once, when callbacks come while it resumes', async () => {
		const piApi = await open();
		const executionId = await fallAsleep(piApi, { downloadFiles: true });
		piApi.endTasks();
		const release = piApi.simulator.hold({ on: 'file', when: 'all' });
		const first = piApi.call(piApi.task(0));
		const files = () => piApi.simulator.ledger.requestsTo('file').map(({ path }) => path);
		await pWaitFor(() => files().length > 0);
		// One after the other: PiAPI is to call again until n8n has stored the execution.
		const answers = [];
		for (let time = 0; time < 3; time++) answers.push(await piApi.call(piApi.task(0)));
		expect(answers).toEqual([503, 503, 503]);
		release();
		expect(await first).toBe(200);
		const execution = await expectGoodEnd(piApi, executionId);
		expect(execution.items(VIDEOS)[0]?.binary).toHaveProperty('data');
		expect(files()).toEqual([...new Set(files())]);
	});

	it('continues once when the look of an earlier callback ends after the resume', async () => {
		const piApi = await open();
		const executionId = await fallAsleep(piApi);
		piApi.endTasks();
		const looks = piApi.looks;
		const release = piApi.simulator.hold({ on: 'status', when: 'first' });
		const earlier = piApi.call(piApi.task(0));
		await pWaitFor(() => piApi.looks === looks + 1);
		expect(await piApi.call(piApi.task(0))).toBe(200);
		await expectGoodEnd(piApi, executionId);
		release();
		expect([200, 409, 503]).toContain(await earlier);
		await expectGoodEnd(piApi, executionId);
		expect(n8n.log).not.toMatch(/unhandled/i);
	});

	const unknownTask = { timestamp: 1, data: { task_id: randomUUID(), status: 'completed' } };
	const forgeries: ReadonlyArray<[string, Notice, number]> = [
		['says completed though PiAPI says processing', { status: 'completed' }, 503],
		['says failed though PiAPI says processing', { status: 'failed' }, 503],
		['is about an unknown task', { body: unknownTask }, 200],
		['is not a webhook', { body: { hello: 'world' } }, 200],
		['is a list', { body: [1, 2, 3] }, 200],
		['has task data of other kinds', { body: { data: { task_id: {}, status: 7 } } }, 200],
		['reaches for the prototype', { body: '{"__proto__":{"data":{}},"data":"x"}' }, 200],
		['is empty', { body: '' }, 200],
		['is broken JSON', { body: '{"data":' }, 422],
		[
			'is a form',
			{
				body: 'data=completed',
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
			},
			200,
		],
	];

	it('stays paused whatever a forged callback says, then resumes by a true one', async () => {
		const piApi = await open();
		const executionId = await fallAsleep(piApi, { count: 2 });
		const task = piApi.task(0);
		for (const [what, notice, status] of forgeries) {
			expect([what, await piApi.call(task, notice)]).toEqual([what, status]);
			expect([what, await statusOf(executionId)]).toEqual([what, 'waiting']);
		}
		piApi.endTasks();
		expect(await piApi.call(task)).toBe(200);
		await expectGoodEnd(piApi, executionId, 2);
	});

	it('continues with what PiAPI says, whatever the callback says, when all have finished', async () => {
		const piApi = await open();
		const executionId = await fallAsleep(piApi, { count: 2 });
		piApi.endTasks();
		expect(await piApi.call(piApi.task(0), { body: unknownTask })).toBe(200);
		await expectGoodEnd(piApi, executionId, 2);
	});

	it('turns away a caller that does not have the whole address', async () => {
		const piApi = await open();
		const executionId = await fallAsleep(piApi);
		const endpoint = piApi.task(0).request.config?.webhook_config?.endpoint ?? '';
		const { origin, pathname, search } = new URL(endpoint);
		expect(search).not.toBe('');
		const guess = `${origin}${pathname}?${search.slice(1).split('=')[0]}=${randomBytes(32).toString('hex')}`;
		piApi.endTasks();
		expect(await piApi.call(piApi.task(0), { endpoint: origin + pathname })).toBe(401);
		expect(await piApi.call(piApi.task(0), { endpoint: guess })).toBe(401);
		expect(await statusOf(executionId)).toBe('waiting');
		expect(await piApi.call(piApi.task(0))).toBe(200);
		await expectGoodEnd(piApi, executionId);
	});

	it('takes no harm from callbacks after the end', async () => {
		const piApi = await open();
		const executionId = await fallAsleep(piApi, { count: 2 });
		piApi.endTasks();
		expect(await piApi.call(piApi.task(0))).toBe(200);
		await expectGoodEnd(piApi, executionId, 2);
		const looks = piApi.looks;
		expect(await piApi.call(piApi.task(1))).toBe(409);
		expect(await piApi.callAtOnce(piApi.task(1), 5)).toEqual(Array(5).fill(409));
		expect(piApi.looks).toBe(looks);
		await expectGoodEnd(piApi, executionId, 2);
	});

	it.each(['unavailable', 'resetBefore', 'rateLimited'] as const)(
		'asks to be called again while PiAPI cannot be reached (%s)',
		async (kind) => {
			const piApi = await open();
			const executionId = await fallAsleep(piApi, { count: 2 });
			piApi.endTasks();
			piApi.simulator.fault({ on: 'status', when: 'all', kind });
			expect(await piApi.call(piApi.task(0))).toBe(503);
			expect(await statusOf(executionId)).toBe('waiting');
			piApi.simulator.clearFaults();
			expect(await piApi.call(piApi.task(0))).toBe(200);
			await expectGoodEnd(piApi, executionId, 2);
		},
	);
});
