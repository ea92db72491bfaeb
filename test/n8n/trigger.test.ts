import { randomBytes } from 'node:crypto';
import { deactivate, updateCredential } from '../../tools/n8n/webhooks';
import type { ForeignTask } from '../../tools/simulator/tasks';
import type { Notice } from '../../tools/simulator/webhooks';
import { credentialDataFor, n8nLog, saveCredential } from '../../tools/n8n/sharedSession';
import { newSecret, TriggerStage } from './triggerStage';
import { jsonHeaders, publish, send, triggerWorkflow } from './triggerWorkflow';

describe('the trigger in a real n8n', () => {
	const secret = newSecret();
	let stage: TriggerStage;

	beforeAll(async () => {
		stage = await TriggerStage.open(secret);
	});

	afterAll(async () => await stage.close());

	describe('and the secret', () => {
		const wrong: ReadonlyArray<[string, Notice]> = [
			['is missing', { secret: '' }],
			['is empty', { secret: '', headers: { 'x-webhook-secret': '' } }],
			['is another', { secret: 'another' }],
			['has a letter too few', { secret: secret.slice(0, -1) }],
			['has a letter too many', { secret: `${secret}x` }],
			['is in upper case', { secret: secret.toUpperCase() }],
			['is in lower case', { secret: secret.toLowerCase() }],
			['comes twice', { headers: { 'x-webhook-secret': [secret, secret] } }],
			['comes with a wrong one', { headers: { 'x-webhook-secret': [secret, 'another'] } }],
			['is in another header', { secret: '', headers: { authorization: `Bearer ${secret}` } }],
		];

		it.each(wrong)('answers 401 and starts nothing when it %s', async (_, notice) => {
			const trigger = await stage.publish();
			const task = stage.simulator.addTask();
			const looks = stage.simulator.ledger.statusRequestsOf(task.id).length;
			expect(await stage.call(trigger, task.id, notice)).toBe(401);
			expect(stage.simulator.ledger.statusRequestsOf(task.id)).toHaveLength(looks);
			expect(await stage.others(trigger)).toEqual([]);
		});

		it('starts the workflow once with the right one, and gives the task as an action node does', async () => {
			const trigger = await stage.publish();
			const task = stage.simulator.addTask();
			expect(await stage.call(trigger, task.id)).toBe(200);
			const items = await stage.startItems(trigger, 1);
			expect(items.map(({ json }) => json)).toEqual([
				{
					taskId: task.id,
					status: 'completed',
					model: 'midjourney',
					taskType: 'imagine',
					url: stage.simulator.resultFile(task.id, 'cut-1.png'),
					files: expect.arrayContaining([expect.objectContaining({ kind: 'image' })]),
					costUsd: 0.07,
					createdAt: expect.stringMatching(/^\d{4}-/),
					startedAt: expect.stringMatching(/^\d{4}-/),
					endedAt: expect.stringMatching(/^\d{4}-/),
					output: expect.objectContaining({ image_url: expect.any(String) }),
				},
			]);
		});

		it('starts the workflow with a task that has no envelope, too', async () => {
			const trigger = await stage.publish();
			const task = stage.simulator.addTask();
			const body = JSON.stringify({ task_id: task.id, status: 'completed' });
			const headers = jsonHeaders(secret);
			expect((await send(trigger.url, body, headers)).status).toBe(200);
			const items = await stage.startItems(trigger, 1);
			expect(items.map(({ json }) => json)).toEqual([
				expect.objectContaining({ taskId: task.id, status: 'completed', taskType: 'imagine' }),
			]);
		});

		it('comes before anything else is looked at, and the answer helps no caller', async () => {
			const { url } = await stage.publish();
			const bodies = ['{}', '[]', JSON.stringify({ timestamp: 1, data: { task_id: '' } })];
			const replies = await Promise.all(
				[...bodies, 'x'.repeat(2 * 1024 * 1024)].map(
					async (body) =>
						await send(url, body, {
							'content-type': body.startsWith('x') ? 'text/plain' : 'application/json',
							'x-webhook-secret': 'another',
						}),
				),
			);
			expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
			expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
			expect(replies[0]?.text).not.toMatch(/secret|header|piapi/i);
		});

		it('is in no line of the log, and neither is a wrong one', async () => {
			const { url } = await stage.publish();
			const guess = `guess-${randomBytes(16).toString('hex')}`;
			expect((await send(url, '{}', jsonHeaders(guess))).status).toBe(401);
			expect(n8nLog()).toContain(new URL(url).pathname.split('/')[2]);
			expect(n8nLog()).not.toContain(secret);
			expect(n8nLog()).not.toContain(guess);
		});
	});

	describe('and its output', () => {
		it.each(['simplified', 'raw'])('%s holds no secret', async (output) => {
			const trigger = await stage.publish({ options: { output } });
			const webhook_config = { endpoint: trigger.url, secret };
			const task = stage.simulator.addTask({ request: { config: { webhook_config } } });
			expect(await stage.call(trigger, task.id)).toBe(200);
			const [item] = await stage.startItems(trigger, 1);
			const text = JSON.stringify(item);
			expect(text).toContain(task.id);
			expect(text).not.toContain(secret);
			expect(text).not.toContain(stage.simulator.apiKey);
			const { over } = await stage.client.executionsOf(trigger.workflowId);
			const stored = await stage.client.storedExecution(over[0]?.id ?? '');
			expect(stored.data).not.toContain(secret);
			expect(stored.data).not.toContain(stage.simulator.apiKey);
		});

		it('raw is the task as PiAPI tells it', async () => {
			const trigger = await stage.publish({ options: { output: 'raw' } });
			const task = stage.simulator.addTask();
			await stage.call(trigger, task.id);
			const [item] = await stage.startItems(trigger, 1);
			expect(Object.keys(item?.json ?? {})).toEqual(['task']);
			expect(item?.json.task).toMatchObject({
				task_id: task.id,
				status: 'completed',
				input: { prompt: 'a task of another workflow' },
				meta: expect.anything(),
			});
		});
	});

	describe('and its filters', () => {
		const states = ['completed', 'failed', 'cancelled', 'pending', 'processing', 'staged'];

		it.each<[string, readonly string[], readonly string[]]>([
			['completed', ['completed'], ['completed']],
			['failed', ['failed'], ['failed', 'cancelled']],
			['pending', ['pending'], ['pending']],
			['processing and staged', ['processing', 'staged'], ['processing', 'staged']],
		])('lets only %s through', async (_, events, expected) => {
			const trigger = await stage.publish({ events });
			const ids = new Map(states.map((state) => [stage.simulator.addTask({ state }).id, state]));
			for (const [id, status] of ids) expect(await stage.call(trigger, id, { status })).toBe(200);
			const started = await stage.startedBy(trigger, expected.length);
			expect(started.map((id) => ids.get(id)).sort()).toEqual([...expected].sort());
		});

		const foreign: Readonly<Record<string, ForeignTask>> = {
			imagine: {},
			upscale: { request: { task_type: 'upscale', input: { origin_task_id: 'x', index: '1' } } },
			kling: { request: { model: 'kling', task_type: 'video_generation' } },
		};

		it.each<[string, Record<string, unknown>, readonly string[]]>([
			['the families', { families: ['midjourney'] }, ['imagine', 'upscale']],
			['the task types', { taskTypes: ' upscale ,video_generation' }, ['upscale', 'kling']],
			['both', { families: ['midjourney'], taskTypes: 'upscale' }, ['upscale']],
			[
				'what expressions give',
				{ families: "={{ 'Midjourney' }}", taskTypes: "={{ ['Upscale'] }}" },
				['upscale'],
			],
			['none', { families: [], taskTypes: '' }, ['imagine', 'upscale', 'kling']],
		])('go by %s', async (_, options, expected) => {
			const trigger = await stage.publish({ options });
			const ids = new Map(
				Object.entries(foreign).map(([name, task]) => [stage.simulator.addTask(task).id, name]),
			);
			for (const id of ids.keys()) expect(await stage.call(trigger, id)).toBe(200);
			const started = await stage.startedBy(trigger, expected.length);
			expect(started.map((id) => ids.get(id)).sort()).toEqual([...expected].sort());
		});
	});

	describe('and a filter that cannot be read', () => {
		it('is not published, and the reason names the filter', async () => {
			const piApi = await saveCredential(stage.client, stage.simulator, secret);
			const workflow = triggerWorkflow(piApi, { options: { families: "={{ 'no family' }}" } });
			const id = await stage.client.importWorkflow(workflow);
			await expect(stage.client.activate(id)).rejects.toThrow(/Families is .*no family/);
		});
	});

	describe('and a credential without secret', () => {
		it('is refused without confirmation, in clear words', async () => {
			const withoutSecret = await saveCredential(stage.client, stage.simulator);
			const workflow = triggerWorkflow(withoutSecret, { options: { verifyWithPiApi: false } });
			const id = await stage.client.importWorkflow(workflow);
			await expect(stage.client.activate(id)).rejects.toThrow(/without a webhook secret/i);
		});

		it('is enough with confirmation', async () => {
			const withoutSecret = await saveCredential(stage.client, stage.simulator);
			const trigger = await publish(stage.client, triggerWorkflow(withoutSecret));
			const forged = stage.simulator.addTask({ state: 'processing' });
			const task = stage.simulator.addTask();
			expect(await stage.call(trigger, forged.id, { secret: '', status: 'completed' })).toBe(503);
			expect(await stage.call(trigger, task.id, { secret: '' })).toBe(200);
			expect(await stage.startedBy(trigger, 1)).toEqual([task.id]);
		});

		it('answers nothing but 503 when the secret is taken away later', async () => {
			const own = await saveCredential(stage.client, stage.simulator, secret);
			const options = { verifyWithPiApi: false };
			const trigger = await publish(stage.client, triggerWorkflow(own, { options }));
			await updateCredential(stage.client, own, 'piApi', credentialDataFor(stage.simulator));
			const task = stage.simulator.addTask();
			expect(await stage.call(trigger, task.id, { secret: '' })).toBe(503);
			expect(await stage.call(trigger, task.id)).toBe(503);
			// Another workflow that has run since shows that an execution of this one would be there by now.
			expect(await stage.others(await stage.publish())).toEqual([]);
			expect(await stage.client.executionsOf(trigger.workflowId)).toEqual({
				open: [],
				over: [],
				ended: 0,
			});
		});
	});

	it('answers no more once its workflow is taken back', async () => {
		const trigger = await stage.publish();
		await deactivate(stage.client, trigger.workflowId);
		expect(await stage.call(trigger, stage.simulator.addTask().id)).toBe(404);
	});
});
