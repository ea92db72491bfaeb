import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { getTask, until } from '../../tools/simulator/call';
import type { Simulator } from '../../tools/simulator/simulator';
import { SECRET, WebhookStage } from './webhookStage';

describe('webhooks', () => {
	let stage: WebhookStage;
	let simulator: Simulator;

	beforeEach(async () => {
		stage = await WebhookStage.open();
		({ simulator } = stage);
	});

	afterEach(async () => await stage.close());

	describe('on demand', () => {
		it('sends the same several times, also at the same time', async () => {
			simulator.behaviour.webhookTimes = 3;
			await stage.make();
			stage.liveThrough();
			await simulator.webhooksSent();
			expect(stage.receiver.mostAtOnce()).toBe(1);
			expect(stage.receiver.arrivals).toHaveLength(3);
			expect(new Set(stage.receiver.arrivals.map(({ text }) => text)).size).toBe(1);
			// Nobody is answered, so that all can arrive only when none waits for another.
			await stage.receive(() => 'hang');
			simulator.behaviour.webhookAtOnce = true;
			simulator.behaviour.webhookTimes = 20;
			await stage.make();
			stage.liveThrough();
			await until(() => stage.receiver.arrivals.length === 20);
			expect(simulator.ledger.deliveries.slice(3).every((one) => one.try === 1)).toBe(true);
		});

		it('comes late, as it was in time', async () => {
			simulator.behaviour.webhookDelaySeconds = (_, number) => (number === 1 ? 60 : 30);
			const late = await stage.make();
			const lessLate = await stage.make();
			stage.liveThrough();
			expect(simulator.ledger.deliveries).toEqual([]);
			stage.clock.pass(30);
			await until(() => stage.answered() === 1);
			expect(stage.clock.sleeping()).toContain(85);
			stage.clock.pass(30);
			await simulator.webhooksSent();
			expect(stage.receiver.arrivals.map(({ body }) => body.data.task_id)).toEqual([
				lessLate,
				late,
			]);
			const ended = Date.parse('2026-01-02T03:04:30Z') / 1000;
			expect(stage.receiver.arrivals.map(({ body }) => body.timestamp)).toEqual([ended, ended]);
		});

		it('tells the end first', async () => {
			simulator.behaviour.webhookEvents = { created: true, progress: true };
			simulator.behaviour.webhookOrder = 'endFirst';
			await stage.make();
			stage.liveThrough();
			await simulator.webhooksSent();
			expect(stage.receiver.statuses()).toEqual(['completed', 'pending', 'processing']);
		});

		it('loses what it is told to lose', async () => {
			simulator.behaviour.webhookEvents = { created: false, progress: true };
			simulator.behaviour.webhookLost = (_, number, status) =>
				number === 1 || status === 'processing';
			await stage.make();
			const kept = await stage.make();
			stage.liveThrough();
			await simulator.webhooksSent();
			expect(stage.receiver.arrivals.map(({ body }) => body.data.task_id)).toEqual([kept]);
			expect(stage.receiver.statuses()).toEqual(['completed']);
			expect(simulator.ledger.deliveries).toHaveLength(1);
		});
	});

	describe('by hand', () => {
		it('sends by default what PiAPI would', async () => {
			simulator.behaviour.webhookLost = () => true;
			const taskId = await stage.make();
			stage.clock.pass(6);
			const [record] = await simulator.notify(taskId);
			expect(record).toMatchObject({ taskId, status: 'processing', answered: 200 });
			expect(stage.receiver.arrivals[0]?.headers['x-webhook-secret']).toBe(SECRET);
			expect(stage.receiver.arrivals[0]?.body.data).toEqual(
				(await getTask(simulator, taskId)).body.data,
			);
		});

		it('forges a status, with all that goes with it', async () => {
			const taskId = await stage.make();
			await simulator.notify(taskId, { status: 'completed' });
			await simulator.notify(taskId, { status: 'staged' });
			stage.clock.pass(6);
			await simulator.notify(taskId, { status: 'pending' });
			expect(stage.receiver.statuses()).toEqual(['completed', 'staged', 'pending']);
			expect(stage.receiver.arrivals[0]?.body.data.output).toMatchObject({
				image_url: simulator.resultFile(taskId, 'grid.png'),
			});
			expect((await getTask(simulator, taskId)).body.data.status).toBe('processing');
		});

		it('forges endpoint, secret, headers and body', async () => {
			const endpoint = `${stage.receiver.url}/other`;
			await simulator.notify('nobody', { endpoint, status: 'completed', secret: 'wrong' });
			await simulator.notify('nobody', {
				endpoint,
				secret: SECRET,
				body: '{"__proto__": {',
				headers: {
					'X-Webhook-Secret': ['one', 'two'],
					'Content-Type': 'text/plain',
					'X-More': '1',
				},
			});
			await simulator.notify('nobody', { endpoint, body: Buffer.from([0x66, 0x6f, 0x78]) });
			const [first, second, third] = stage.receiver.arrivals;
			expect(first).toMatchObject({ path: '/other', headers: { 'x-webhook-secret': 'wrong' } });
			expect(first?.body.data).toEqual({ task_id: 'nobody', status: 'completed' });
			expect(second?.headers).toMatchObject({ 'content-type': 'text/plain', 'x-more': '1' });
			expect(second?.rawHeaders.filter((word) => word === 'X-Webhook-Secret')).toHaveLength(2);
			expect(second?.headers['x-webhook-secret']).toBe('one, two');
			expect(second?.text).toBe('{"__proto__": {');
			expect(third?.text).toBe('fox');
			expect(third?.headers).not.toHaveProperty('x-webhook-secret');
		});

		it('records what Node refuses to send', async () => {
			const [record] = await simulator.notify('nobody', {
				endpoint: stage.receiver.url,
				secret: 'two\nlines',
				tries: 1,
			});
			expect(record?.error).toContain('Invalid character');
			expect(stage.receiver.arrivals).toEqual([]);
		});

		it('sends one task many times at once, and tries as often as it is told', async () => {
			await stage.receive(() => 'hang');
			const taskId = await stage.make();
			const sending = simulator.notify(taskId, { times: 50, atOnce: true, tries: 1 });
			await until(() => stage.receiver.arrivals.length === 50);
			stage.clock.pass(10);
			expect(await sending).toHaveLength(50);
			expect(stage.receiver.arrivals).toHaveLength(50);
		});

		it('sends for many tasks, as many at a time as it is told', async () => {
			await stage.receive((number) => (number <= 3 ? 'hang' : 200));
			const taskIds: string[] = [];
			for (let count = 0; count < 8; count += 1) taskIds.push(simulator.addTask().id);
			const endpoint = stage.receiver.url;
			const sending = simulator.notifyMany(taskIds, { concurrency: 3, endpoint, tries: 1 });
			await until(() => stage.receiver.arrivals.length === 3);
			expect(stage.clock.sleeping()).toEqual([10, 10, 10]);
			expect(simulator.ledger.deliveries).toHaveLength(3);
			stage.clock.pass(10);
			const records = await sending;
			expect(new Set(records.map(({ taskId }) => taskId))).toEqual(new Set(taskIds));
			expect(records).toHaveLength(8);
			expect(simulator.ledger.answerTimes(records)).toMatchObject({ count: 5 });
		});
	});

	it('drops everything when it is closed', async () => {
		await stage.receive((number) => (number === 1 ? 'hang' : 500));
		const hanging = await stage.make();
		stage.clock.pass(25);
		await until(() => stage.receiver.arrivals.length === 1);
		const pausing = simulator.notify(hanging);
		await until(() => stage.clock.sleeping().includes(5));
		await stage.make();
		await simulator.close();
		expect(stage.clock.sleeping()).toEqual([]);
		expect(await pausing).toHaveLength(1);
		expect(stage.tries()).toEqual([
			[1, 'the simulator was closed'],
			[1, 500],
		]);
		stage.clock.pass(60);
		expect(await simulator.notify(hanging)).toEqual([]);
		expect(stage.receiver.arrivals).toHaveLength(2);
	});

	it('does not keep the process alive after that', async () => {
		const script = `
			const { startSimulator } = require('../../tools/simulator/simulator');
			const { create, imagineWithWebhook } = require('../../tools/simulator/call');
			const { startReceiver } = require('./receiver');
			(async () => {
				const receiver = await startReceiver(() => 'hang');
				const simulator = await startSimulator({ taskSeconds: 3600, webhookTimeoutSeconds: 3600 });
				await create(simulator, imagineWithWebhook({ endpoint: receiver.url }));
				void simulator.notify(simulator.ledger.tasks[0].id);
				while (receiver.arrivals.length === 0) await new Promise((done) => setImmediate(done));
				await simulator.close();
				await receiver.close();
				process.stdout.write(simulator.ledger.deliveries[0].error);
			})();
		`;
		const { stdout } = await promisify(execFile)(
			process.execPath,
			['--import', 'tsx', '--eval', script],
			{ cwd: __dirname, timeout: 45_000 },
		);
		expect(stdout).toBe('the simulator was closed');
	});
});
