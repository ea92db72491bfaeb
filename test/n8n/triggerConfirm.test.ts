import { randomBytes } from 'node:crypto';
import type { CredentialReference, N8nClient } from '../../scripts/n8n/client';
import { startSimulator, type Simulator } from '../simulator/simulator';
import type { Notice } from '../simulator/webhooks';
import { openClient, saveCredential } from './session';
import {
	othersThanMarker,
	publish,
	startedBy,
	startItems,
	triggerWorkflow,
	type PublishedTrigger,
	type TriggerSettings,
} from './triggerWorkflow';

describe('the trigger in a real n8n', () => {
	const secret = `Secret-${randomBytes(16).toString('hex')}x`;
	let client: N8nClient;
	let simulator: Simulator;
	let credential: CredentialReference;

	beforeAll(async () => {
		client = await openClient();
		simulator = await startSimulator();
		credential = await saveCredential(client, simulator, secret);
	});

	afterAll(async () => await simulator.close());

	const open = async (settings?: TriggerSettings): Promise<PublishedTrigger> =>
		await publish(client, triggerWorkflow(credential, settings));

	const call = async (
		{ url }: PublishedTrigger,
		taskId: string,
		notice: Notice = {},
	): Promise<number | undefined> => {
		const one = { endpoint: url, secret, tries: 1, ...notice };
		const [delivery] = await simulator.notify(taskId, one);
		return delivery?.answered;
	};

	const others = async (trigger: PublishedTrigger, already?: number): Promise<string[]> =>
		await othersThanMarker(client, simulator, trigger, secret, already);

	describe('and what PiAPI says', () => {
		it('starts nothing for a forged end while PiAPI says that the task goes on', async () => {
			const trigger = await open({ events: ['completed'] });
			const task = simulator.addTask({ state: 'processing' });
			expect(await call(trigger, task.id, { status: 'completed' })).toBe(503);
			expect(await others(trigger)).toEqual([]);
		});

		it('starts nothing for a task that PiAPI does not know', async () => {
			const trigger = await open();
			const unknown = randomBytes(16).toString('hex');
			expect(await call(trigger, unknown, { status: 'completed' })).toBe(200);
			expect(simulator.ledger.looksOf(unknown)).toHaveLength(1);
			expect(await others(trigger)).toEqual([]);
		});

		it('gives out what PiAPI says, never what the body says', async () => {
			const trigger = await open();
			const task = simulator.addTask();
			const data = {
				task_id: task.id,
				model: 'kling',
				task_type: 'forged',
				status: 'completed',
				output: { image_url: 'https://example.com/forged.png' },
			};
			expect(await call(trigger, task.id, { body: { timestamp: 1, data } })).toBe(200);
			const [item] = await startItems(client, trigger.workflowId, 1);
			expect(item?.json).toMatchObject({
				model: 'midjourney',
				taskType: 'imagine',
				url: simulator.resultFile(task.id, 'cut-1.png'),
			});
			expect(JSON.stringify(item)).not.toContain('forged');
		});

		it('filters by what PiAPI says, too', async () => {
			const trigger = await open({ events: ['completed'], options: { taskTypes: 'imagine' } });
			const task = simulator.addTask({
				request: { task_type: 'upscale', input: { origin_task_id: 'x', index: '1' } },
			});
			const data = {
				task_id: task.id,
				model: 'midjourney',
				task_type: 'imagine',
				status: 'completed',
			};
			expect(await call(trigger, task.id, { body: { timestamp: 1, data } })).toBe(200);
			expect(await others(trigger)).toEqual([]);
		});

		it('believes the body when it is told to', async () => {
			const trigger = await open({ options: { confirmWithPiApi: false } });
			const task = simulator.addTask({ state: 'processing' });
			expect(await call(trigger, task.id, { status: 'completed' })).toBe(200);
			expect(await startedBy(client, trigger.workflowId, 1)).toEqual([task.id]);
			expect(simulator.ledger.looksOf(task.id)).toEqual([]);
		});

		it.each(['resetBefore', 'serverError', 'unavailable', 'rateLimited', 'unauthorized'] as const)(
			'asks for the call again while PiAPI cannot be asked (%s), and takes it then',
			async (kind) => {
				const trigger = await open();
				const task = simulator.addTask();
				simulator.fault({ on: 'look', when: 'all', kind });
				const statuses = [await call(trigger, task.id), await call(trigger, task.id)];
				simulator.clearFaults();
				expect(statuses).toEqual([503, 503]);
				expect(await call(trigger, task.id)).toBe(200);
				expect(await startedBy(client, trigger.workflowId, 1)).toEqual([task.id]);
			},
		);

		it('lets PiAPI send again what came too early, and starts the workflow then', async () => {
			const trigger = await open();
			const task = simulator.addTask({ state: 'processing', secondsLeft: 2 });
			simulator.behaviour.webhookPauseSeconds = 3;
			const notice = { endpoint: trigger.url, secret, status: 'completed' };
			const deliveries = await simulator.notify(task.id, notice);
			expect(deliveries.map(({ answered }) => answered)).toEqual([503, 200]);
			expect(await startedBy(client, trigger.workflowId, 1)).toEqual([task.id]);
		});
	});
});
