import { randomBytes } from 'node:crypto';
import { saveCredential } from '../../tools/n8n/sharedSession';
import { alarmClock, until } from '../../tools/simulator/call';
import { startSimulator } from '../../tools/simulator/simulator';
import { TriggerStage } from './triggerStage';
import { publish, triggerWorkflow } from './triggerWorkflow';

describe('the trigger in a real n8n', () => {
	let stage: TriggerStage;

	beforeAll(async () => {
		stage = await TriggerStage.open();
	});

	afterAll(async () => await stage.close());

	describe('and what PiAPI says', () => {
		it('starts nothing for a forged end while PiAPI says that the task continues', async () => {
			const trigger = await stage.publish({ events: ['completed'] });
			const task = stage.simulator.addTask({ state: 'processing' });
			expect(await stage.call(trigger, task.id, { status: 'completed' })).toBe(503);
			expect(await stage.others(trigger)).toEqual([]);
		});

		it('starts nothing for a task that PiAPI does not know', async () => {
			const trigger = await stage.publish();
			const unknown = randomBytes(16).toString('hex');
			expect(await stage.call(trigger, unknown, { status: 'completed' })).toBe(200);
			expect(stage.simulator.ledger.statusRequestsOf(unknown)).toHaveLength(1);
			expect(await stage.others(trigger)).toEqual([]);
		});

		it('returns what PiAPI says, never what the body says', async () => {
			const trigger = await stage.publish();
			const task = stage.simulator.addTask();
			const data = {
				task_id: task.id,
				model: 'kling',
				task_type: 'forged',
				status: 'completed',
				output: { image_url: 'https://example.com/forged.png' },
			};
			expect(await stage.call(trigger, task.id, { body: { timestamp: 1, data } })).toBe(200);
			const [item] = await stage.startItems(trigger, 1);
			expect(item?.json).toMatchObject({
				model: 'midjourney',
				taskType: 'imagine',
				url: stage.simulator.resultFile(task.id, 'cut-1.png'),
			});
			expect(JSON.stringify(item)).not.toContain('forged');
		});

		it('filters by what PiAPI says, too', async () => {
			const trigger = await stage.publish({
				events: ['completed'],
				options: { taskTypes: 'imagine' },
			});
			const task = stage.simulator.addTask({
				request: { task_type: 'upscale', input: { origin_task_id: 'x', index: '1' } },
			});
			const data = {
				task_id: task.id,
				model: 'midjourney',
				task_type: 'imagine',
				status: 'completed',
			};
			expect(await stage.call(trigger, task.id, { body: { timestamp: 1, data } })).toBe(200);
			expect(await stage.others(trigger)).toEqual([]);
		});

		it('believes the body when it is told to', async () => {
			const trigger = await stage.publish({ options: { verifyWithPiApi: false } });
			const task = stage.simulator.addTask({ state: 'processing' });
			expect(await stage.call(trigger, task.id, { status: 'completed' })).toBe(200);
			expect(await stage.startedBy(trigger, 1)).toEqual([task.id]);
			expect(stage.simulator.ledger.statusRequestsOf(task.id)).toEqual([]);
		});

		it.each(['resetBefore', 'serverError', 'unavailable', 'rateLimited', 'unauthorized'] as const)(
			'asks for the call again while PiAPI cannot be asked (%s), and takes it then',
			async (kind) => {
				const trigger = await stage.publish();
				const task = stage.simulator.addTask();
				stage.simulator.fault({ on: 'status', when: 'all', kind });
				const statuses = [await stage.call(trigger, task.id), await stage.call(trigger, task.id)];
				stage.simulator.clearFaults();
				expect(statuses).toEqual([503, 503]);
				expect(await stage.call(trigger, task.id)).toBe(200);
				expect(await stage.startedBy(trigger, 1)).toEqual([task.id]);
			},
		);

		it('lets PiAPI send again what came too early, and starts the workflow then', async () => {
			const clock = alarmClock(Date.now());
			const simulator = await startSimulator({ clock, webhookPauseSeconds: 60 });
			try {
				const credential = await saveCredential(stage.client, simulator, stage.secret);
				const trigger = await publish(stage.client, triggerWorkflow(credential));
				const task = simulator.addTask({ state: 'processing', secondsLeft: 60 });
				const notice = { endpoint: trigger.url, secret: stage.secret, status: 'completed' };
				const sending = simulator.notify(task.id, notice);
				// The first call has been answered, and the pause after it is as long as the rest of the task.
				await until(() => clock.sleeping().join() === '60');
				clock.pass(60);
				const deliveries = await sending;
				expect(deliveries.map(({ answered }) => answered)).toEqual([503, 200]);
				expect(await stage.startedBy(trigger, 1)).toEqual([task.id]);
			} finally {
				await simulator.close();
			}
		});
	});
});
