import {
	call,
	create,
	handClock,
	imagine,
	getTask,
	until,
	taskOf,
} from '../../tools/simulator/call';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

describe('the simulator', () => {
	let simulator: Simulator;
	let clock: ReturnType<typeof handClock>;

	beforeEach(async () => {
		clock = handClock();
		simulator = await startSimulator({ clock, taskSeconds: 20, pendingSeconds: 5 });
	});

	afterEach(async () => await simulator.close());

	it('takes a task through its life', async () => {
		const made = await create(simulator, imagine());
		expect(made).toMatchObject({ status: 200, body: { code: 200, message: 'success' } });
		const { task_id: id } = made.body.data;
		expect(made.body.data).toMatchObject({
			model: 'midjourney',
			task_type: 'imagine',
			status: 'pending',
			input: { prompt: 'a fox', skip_prompt_check: false },
			meta: {
				created_at: '2026-01-02T03:04:05Z',
				started_at: '0001-01-01T00:00:00Z',
				ended_at: '0001-01-01T00:00:00Z',
			},
			error: { code: 0, message: '' },
		});
		clock.pass(15);
		const running = await getTask(simulator, id);
		expect(running.body.data).toMatchObject({
			status: 'processing',
			output: { image_url: '', temporary_image_urls: null, progress: 50 },
		});
		clock.pass(10);
		const done = await getTask(simulator, id);
		expect(done.body.data).toMatchObject({
			status: 'completed',
			output: {
				image_url: simulator.resultFile(id, 'grid.png'),
				image_urls: null,
				discord_image_url: '',
				progress: 100,
			},
			meta: { ended_at: '2026-01-02T03:04:30Z', usage: { type: 'point', consume: 700000 } },
			error: { code: 0 },
		});
		expect(done.body.data.output.temporary_image_urls).toHaveLength(4);
		expect(simulator.ledger.statusRequestsOf(id)).toHaveLength(2);
	});

	it('gives each task type its own output', async () => {
		const link = 'https://example.com/a.png';
		const [describing, seeding] = [
			await create(simulator, taskOf('midjourney', 'describe', { image_url: link })),
			await create(simulator, taskOf('midjourney', 'seed', { origin_task_id: 'nobody' })),
		];
		expect(describing.body.data.output).toEqual({ description: '' });
		clock.pass(25);
		const described = await getTask(simulator, describing.body.data.task_id);
		expect(described.body.data.output.description).toContain('1. a picture');
		const seed = await getTask(simulator, seeding.body.data.task_id);
		expect(seed.body.data.output.seed).toMatch(/^\d+$/);
	});

	it('lets tasks fail, and end as the test wants', async () => {
		simulator.behaviour.outcome = (_, number) =>
			number === 1
				? { failed: { code: 10000, message: 'banned word', raw_message: 'upstream says no' } }
				: { output: { image_url: 'https://example.com/mine.png' } };
		const first = await create(simulator, imagine());
		const second = await create(simulator, imagine());
		clock.pass(25);
		expect((await getTask(simulator, first.body.data.task_id)).body.data).toMatchObject({
			status: 'failed',
			output: { image_url: '' },
			error: { code: 10000, message: 'banned word', raw_message: 'upstream says no' },
		});
		expect((await getTask(simulator, second.body.data.task_id)).body.data).toMatchObject({
			status: 'completed',
			output: { image_url: 'https://example.com/mine.png' },
		});
	});

	it('echoes the config with the secret in clear, and the input only if it is told to', async () => {
		const config = {
			service_mode: 'private',
			webhook_config: { endpoint: 'https://example.com/hook', secret: 'hush' },
		};
		simulator.behaviour.echo = 'empty';
		simulator.behaviour.statusCase = 'capitalised';
		const made = await create(simulator, { ...imagine(), config });
		expect(made.body.data).toMatchObject({ config, input: {}, status: 'Pending' });
	});

	it('refuses a wrong or missing key', async () => {
		const wrong = await call(simulator, `${simulator.url}/account/info`, { key: 'wrong' });
		expect(wrong).toMatchObject({ status: 401, body: { code: 401 } });
		const missing = await fetch(`${simulator.url}/api/v1/task`, { method: 'POST', body: '{}' });
		expect(missing.status).toBe(401);
		expect(simulator.ledger.keysSeenOn('api')).toEqual(['wrong']);
		expect(simulator.ledger.createdTasks()).toEqual([]);
	});

	it('refuses more tasks than fit', async () => {
		simulator.behaviour.maxConcurrent = 2;
		await create(simulator, imagine());
		await create(simulator, imagine());
		expect(await create(simulator, imagine())).toMatchObject({ status: 429, body: { code: 429 } });
		clock.pass(25);
		expect((await create(simulator, imagine())).status).toBe(200);
		expect(simulator.ledger.createdTasks()).toHaveLength(3);
		expect(simulator.ledger.maxUnfinishedTasks()).toBe(2);
	});

	it('cancels pending tasks only', async () => {
		const { task_id: id } = (await create(simulator, imagine())).body.data;
		const address = `${simulator.url}/api/v1/task/${id}`;
		const cancelled = await call(simulator, address, { method: 'DELETE' });
		expect(cancelled.body).toEqual({ code: 200, message: `task ${id} canceled` });
		expect(simulator.ledger.task(id)).toMatchObject({ cancelled: true, status: 'cancelled' });
		const again = await call(simulator, address, { method: 'DELETE' });
		expect(again.body.code).toBe(400);
		const late = simulator.addTask({ state: 'processing' });
		const refused = await call(simulator, `${simulator.url}/api/v1/task/${late.id}`, {
			method: 'DELETE',
		});
		expect(refused.body.message).toContain('processing');
		expect(late.cancelled).toBe(false);
	});

	it('cancels many', async () => {
		const old = simulator.addTask({ state: 'pending', ageSeconds: 600 });
		const young = simulator.addTask({ state: 'pending', ageSeconds: 10 });
		const before = Math.floor(clock.now() / 1000) - 60;
		const address = `${simulator.url}/api/v1/tasks?created_before=${before}`;
		const other = await call(simulator, `${address}&model=kling`, { method: 'DELETE' });
		expect(other.body.message).toBe('0 tasks canceled');
		const many = await call(simulator, `${address}&model=midjourney`, { method: 'DELETE' });
		expect(many.body.message).toBe('1 tasks canceled');
		expect([old.cancelled, young.cancelled]).toEqual([true, false]);
		const unnamed = await call(simulator, `${simulator.url}/api/v1/tasks`, { method: 'DELETE' });
		expect(unnamed.body.code).toBe(400);
	});

	it('shows the history', async () => {
		simulator.addTask({ ageSeconds: 3600 });
		const { task_id: id } = (await create(simulator, imagine())).body.data;
		const address = `${simulator.url}/api/open/tasks/histories`;
		const all = await call(simulator, `${address}?page=1&page_size=100`);
		expect(all.body.data).toMatchObject({ page: 1, size: 100, total: 2 });
		const [newest] = all.body.data.data as unknown[];
		expect(newest).toMatchObject({
			task_id: id,
			task_model: 'mj',
			action: 'imagine',
			status: 'pending',
			created_at: '2026-01-02T03:04:05Z',
		});
		const since = Math.floor(clock.now() / 1000) - 60;
		const recent = await call(simulator, `${address}?start_time=${since}`);
		expect(recent.body.data.total).toBe(1);
		const second = await call(simulator, `${address}?page=2&page_size=1`);
		expect(second.body.data.data).toHaveLength(1);
		expect((await call(simulator, `${address}?page_size=101`)).body.code).toBe(400);
		expect((await call(simulator, `${address}?model=kling`)).body.data.total).toBe(0);
	});

	it('tells about the account', async () => {
		const address = `${simulator.url}/account/info`;
		const { data } = (await call(simulator, address)).body;
		expect(data).toHaveProperty('equivalent_in_usd');
		expect(data).not.toHaveProperty('max_concurrent_task_count');
		simulator.behaviour.accountConcurrency = 3;
		expect((await call(simulator, address)).body.data.max_concurrent_task_count).toBe(3);
		await create(simulator, imagine());
		const active = await call(simulator, `${simulator.url}/account/active_tasks`);
		expect(active.body.data).toEqual({
			midjourney: { staged_count: 0, pending_count: 1, processing_count: 0, active_tasks: 1 },
		});
	});

	it('writes down every request and who created a task', async () => {
		const body = { ...imagine('“quotes”\n✨'), config: { service_mode: 'public' } };
		await create(simulator, body);
		await getTask(simulator, 'unknown');
		const [first, second] = simulator.ledger.requests;
		expect(first).toMatchObject({ kind: 'create', method: 'POST', answered: 200, body });
		expect(first?.rawBody).toBe(JSON.stringify(body));
		expect(second).toMatchObject({ kind: 'status', path: '/api/v1/task/unknown', answered: 404 });
		expect(simulator.ledger.createdTasks()[0]).toMatchObject({ request: body, client: 'node' });
		simulator.addTask();
		expect(simulator.ledger.createdTasks()).toHaveLength(1);
		expect(simulator.ledger.tasks).toHaveLength(2);
		expect(simulator.ledger.mentions('api', '✨')).toEqual([first]);
	});

	it('answers as late as a network does, and knows how many requests wait', async () => {
		let answer = (): void => {};
		const waiting = new Promise<void>((resolve) => {
			answer = resolve;
		});
		const slow = await startSimulator({
			answerSeconds: 1,
			clock: { now: clock.now, sleep: async () => await waiting },
		});
		const replies = [1, 2, 3].map(async () => await create(slow, imagine()));
		await until(() => slow.ledger.createdTasks().length === 3);
		expect(slow.ledger.requests.map(({ answered }) => answered)).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		answer();
		expect((await Promise.all(replies)).map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(slow.ledger.maxRequestsInFlight()).toBe(3);
		await slow.close();
	});
});
