import { call, create, imagine, getTask, until } from '../../tools/simulator/call';
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

	describe('what is sent', () => {
		it('tells the end of a task as a check does, with the secret', async () => {
			const taskId = await stage.make();
			stage.clock.pass(24);
			expect(simulator.ledger.deliveries).toEqual([]);
			stage.clock.pass(1);
			await simulator.webhooksSent();
			const { data } = (await getTask(simulator, taskId)).body;
			expect(stage.receiver.arrivals).toHaveLength(1);
			expect(stage.receiver.arrivals[0]).toMatchObject({
				method: 'POST',
				path: '/hook?a=1',
				headers: { 'content-type': 'application/json', 'x-webhook-secret': SECRET },
			});
			const { body } = stage.receiver.arrivals[0] ?? {};
			expect(body).toEqual({ timestamp: Date.parse('2026-01-02T03:04:30Z') / 1000, data });
			expect(body?.data).toMatchObject({
				status: 'completed',
				config: { webhook_config: { endpoint: `${stage.receiver.url}/hook?a=1`, secret: SECRET } },
			});
			expect(simulator.ledger.deliveriesOf(taskId)).toEqual([
				{
					number: 1,
					taskId,
					status: 'completed',
					endpoint: `${stage.receiver.url}/hook?a=1`,
					try: 1,
					at: Date.parse('2026-01-02T03:04:30Z'),
					answered: 200,
					error: undefined,
					milliseconds: expect.any(Number) as number,
				},
			]);
		});

		it('sends no header when there is no secret, and nothing without an endpoint', async () => {
			await stage.make(stage.receiver.url, '');
			await create(simulator, imagine());
			stage.liveThrough();
			await simulator.webhooksSent();
			expect(stage.receiver.arrivals).toHaveLength(1);
			expect(stage.receiver.arrivals[0]?.headers).not.toHaveProperty('x-webhook-secret');
		});

		it('tells a failure, but no canceling and no word of its own', async () => {
			simulator.behaviour.webhookEvents = { created: false, progress: true };
			simulator.behaviour.outcome = (_, number) =>
				number === 1 ? { failed: { code: 10000, message: 'banned word' } } : { status: 'archived' };
			const failed = await stage.make();
			const archived = await stage.make();
			const cancelled = await stage.make();
			await call(simulator, `${simulator.url}/api/v1/task/${cancelled}`, {
				method: 'DELETE',
			});
			stage.liveThrough();
			await simulator.webhooksSent();
			const ofTask = (taskId: string) =>
				simulator.ledger.deliveriesOf(taskId).map(({ status }) => status);
			expect(ofTask(failed)).toEqual(['processing', 'failed']);
			expect(ofTask(archived)).toEqual(['processing']);
			expect(ofTask(cancelled)).toEqual([]);
			const last = stage.receiver.arrivals.find(({ body }) => body.data.status === 'failed');
			expect(last?.body.data.error).toMatchObject({ message: 'banned word' });
		});

		it('tells beginnings only when asked to, in order', async () => {
			simulator.behaviour.webhookEvents = { created: true, progress: true };
			await stage.make();
			await until(() => stage.answered() === 1);
			stage.clock.pass(5);
			await until(() => stage.answered() === 2);
			stage.clock.pass(20);
			await simulator.webhooksSent();
			expect(stage.receiver.statuses()).toEqual(['pending', 'processing', 'completed']);
			const images = stage.receiver.arrivals.map(({ body }) => body.data.output);
			expect(images.slice(0, 2)).toMatchObject([{ image_url: '' }, { image_url: '' }]);
			simulator.behaviour.webhookEvents = { created: false, progress: true };
			await stage.make();
			stage.liveThrough();
			await simulator.webhooksSent();
			expect(stage.receiver.statuses().slice(3)).toEqual(['processing', 'completed']);
		});

		it('speaks to loopback addresses only', async () => {
			const port = new URL(stage.receiver.url).port;
			const endpoints = [
				'https://example.com/hook',
				'http://127.0.0.1.example.com/',
				'http://127.0.0.1@example.com/',
				'http://192.0.2.1/',
				'http://[::2]/',
				'file:///etc/hosts',
				'no address',
			];
			for (const endpoint of endpoints) await stage.make(endpoint);
			await stage.make(`http://localhost:${port}/`);
			stage.liveThrough();
			await simulator.webhooksSent();
			expect(stage.receiver.arrivals).toHaveLength(1);
			const refused = simulator.ledger.deliveries.filter(({ error }) => error !== undefined);
			expect(refused.map(({ endpoint }) => endpoint).sort()).toEqual([...endpoints].sort());
			for (const { error } of refused) expect(error).toMatch(/^refused: /);
		});

		it('goes where the route leads, and nowhere else by it', async () => {
			simulator.behaviour.webhookRoute = (endpoint) =>
				endpoint.replace('https://n8n.example.com', stage.receiver.url);
			await stage.make('https://n8n.example.com/hook');
			await stage.make('https://other.example.com/hook');
			stage.liveThrough();
			await simulator.webhooksSent();
			expect(stage.receiver.arrivals.map(({ path }) => path)).toEqual(['/hook']);
			expect(stage.receiver.arrivals[0]?.body.data.config).toMatchObject({
				webhook_config: { endpoint: 'https://n8n.example.com/hook' },
			});
			expect(simulator.ledger.deliveries[1]?.error).toMatch(/^refused: /);
		});
	});

	describe('the retry rule', () => {
		const waitsToRetry = async (): Promise<void> =>
			await until(() => stage.clock.sleeping().includes(simulator.behaviour.webhookPauseSeconds));

		it.each([
			['an error', 500, 500],
			['a refusal', 404, 404],
			['a redirect', 302, 302],
			['a lost connection', 'reset' as const, expect.stringMatching(/./)],
		])('tries three times, five seconds apart, after %s', async (_, manner, answered) => {
			await stage.receive(() => manner);
			await stage.make();
			stage.liveThrough();
			for (const tries of [1, 2]) {
				await waitsToRetry();
				expect(stage.clock.sleeping()).toEqual([5]);
				expect(stage.receiver.arrivals).toHaveLength(tries);
				stage.clock.pass(5);
			}
			await simulator.webhooksSent();
			expect(stage.tries()).toEqual([
				[1, answered],
				[2, answered],
				[3, answered],
			]);
			expect(new Set(stage.receiver.arrivals.map(({ text }) => text)).size).toBe(1);
		});

		it('ends with the first 2xx', async () => {
			await stage.receive((number) => (number === 1 ? 503 : 204));
			await stage.make();
			stage.liveThrough();
			await waitsToRetry();
			stage.clock.pass(5);
			await simulator.webhooksSent();
			expect(stage.tries()).toEqual([
				[1, 503],
				[2, 204],
			]);
		});

		it('gives up a receiver that does not answer in time', async () => {
			simulator.behaviour.webhookTimeoutSeconds = 7;
			await stage.receive((number) => (number === 1 ? 'hang' : 200));
			await stage.make();
			stage.liveThrough();
			await until(() => stage.receiver.arrivals.length === 1);
			expect(stage.clock.sleeping()).toEqual([7]);
			expect(stage.tries()).toEqual([[1, undefined]]);
			stage.clock.pass(7);
			await waitsToRetry();
			stage.clock.pass(5);
			await simulator.webhooksSent();
			expect(stage.tries()).toEqual([
				[1, 'no answer within 7 s'],
				[2, 200],
			]);
			expect(simulator.ledger.answerTimes().count).toBe(1);
		});

		it('can be set', async () => {
			await stage.receive(() => 500);
			simulator.behaviour.webhookTries = 2;
			simulator.behaviour.webhookPauseSeconds = 60;
			await stage.make();
			stage.liveThrough();
			await waitsToRetry();
			stage.clock.pass(60);
			await simulator.webhooksSent();
			expect(stage.receiver.arrivals).toHaveLength(2);
		});
	});
});
