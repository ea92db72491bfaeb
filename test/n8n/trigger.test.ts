import { randomBytes } from 'node:crypto';
import type { CredentialReference, N8nClient } from '../../scripts/n8n/client';
import type { ForeignTask } from '../simulator/tasks';
import { startSimulator, type Simulator } from '../simulator/simulator';
import type { Notice } from '../simulator/webhooks';
import { n8nLog, openClient, saveCredential } from './session';
import { deactivate, updateCredential } from '../../scripts/n8n/webhooks';
import {
	jsonHeaders,
	othersThanMarker,
	publish,
	send,
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
			const trigger = await open();
			const task = simulator.addTask();
			const looks = simulator.ledger.looksOf(task.id).length;
			expect(await call(trigger, task.id, notice)).toBe(401);
			expect(simulator.ledger.looksOf(task.id)).toHaveLength(looks);
			expect(await others(trigger)).toEqual([]);
		});

		it('starts the workflow once with the right one, and gives the task as an action node does', async () => {
			const trigger = await open();
			const task = simulator.addTask();
			expect(await call(trigger, task.id)).toBe(200);
			const items = await startItems(client, trigger.workflowId, 1);
			expect(items.map(({ json }) => json)).toEqual([
				{
					taskId: task.id,
					status: 'completed',
					model: 'midjourney',
					taskType: 'imagine',
					url: simulator.resultFile(task.id, 'cut-1.png'),
					files: expect.arrayContaining([expect.objectContaining({ kind: 'image' })]),
					costUsd: 0.07,
					createdAt: expect.stringMatching(/^\d{4}-/),
					startedAt: expect.stringMatching(/^\d{4}-/),
					endedAt: expect.stringMatching(/^\d{4}-/),
					output: expect.objectContaining({ image_url: expect.any(String) }),
				},
			]);
		});

		it('comes before anything else is looked at, and the answer helps no caller', async () => {
			const { url } = await open();
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
			const { url } = await open();
			const guess = `guess-${randomBytes(16).toString('hex')}`;
			expect((await send(url, '{}', jsonHeaders(guess))).status).toBe(401);
			expect(n8nLog()).toContain(new URL(url).pathname.split('/')[2]);
			expect(n8nLog()).not.toContain(secret);
			expect(n8nLog()).not.toContain(guess);
		});
	});

	describe('and its output', () => {
		it.each(['simplified', 'raw'])('%s holds no secret', async (output) => {
			const trigger = await open({ options: { output } });
			const webhook_config = { endpoint: trigger.url, secret };
			const task = simulator.addTask({ request: { config: { webhook_config } } });
			expect(await call(trigger, task.id)).toBe(200);
			const [item] = await startItems(client, trigger.workflowId, 1);
			const text = JSON.stringify(item);
			expect(text).toContain(task.id);
			expect(text).not.toContain(secret);
			expect(text).not.toContain(simulator.apiKey);
			const { latest } = await client.executionsOf(trigger.workflowId);
			const stored = await client.storedExecution(latest[0]?.id ?? '');
			expect(stored.data).not.toContain(secret);
			expect(stored.data).not.toContain(simulator.apiKey);
		});

		it('raw is the task as PiAPI tells it', async () => {
			const trigger = await open({ options: { output: 'raw' } });
			const task = simulator.addTask();
			await call(trigger, task.id);
			const [item] = await startItems(client, trigger.workflowId, 1);
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
			const trigger = await open({ events });
			const ids = new Map(states.map((state) => [simulator.addTask({ state }).id, state]));
			for (const [id, status] of ids) expect(await call(trigger, id, { status })).toBe(200);
			const started = await startedBy(client, trigger.workflowId, expected.length);
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
			['none', { families: [], taskTypes: '' }, ['imagine', 'upscale', 'kling']],
		])('go by %s', async (_, options, expected) => {
			const trigger = await open({ options });
			const ids = new Map(
				Object.entries(foreign).map(([name, task]) => [simulator.addTask(task).id, name]),
			);
			for (const id of ids.keys()) expect(await call(trigger, id)).toBe(200);
			const started = await startedBy(client, trigger.workflowId, expected.length);
			expect(started.map((id) => ids.get(id)).sort()).toEqual([...expected].sort());
		});
	});

	describe('and a credential without secret', () => {
		it('is refused without confirmation, in clear words', async () => {
			const open = await saveCredential(client, simulator);
			const workflow = triggerWorkflow(open, { options: { confirmWithPiApi: false } });
			const id = await client.importWorkflow(workflow);
			await expect(client.activate(id)).rejects.toThrow(/without a webhook secret/i);
		});

		it('is enough with confirmation', async () => {
			const open = await saveCredential(client, simulator);
			const trigger = await publish(client, triggerWorkflow(open));
			const forged = simulator.addTask({ state: 'processing' });
			const task = simulator.addTask();
			expect(await call(trigger, forged.id, { secret: '', status: 'completed' })).toBe(503);
			expect(await call(trigger, task.id, { secret: '' })).toBe(200);
			expect(await startedBy(client, trigger.workflowId, 1)).toEqual([task.id]);
		});

		it('answers nothing but 503 when the secret is taken away later', async () => {
			const own = await saveCredential(client, simulator, secret);
			const options = { confirmWithPiApi: false };
			const trigger = await publish(client, triggerWorkflow(own, { options }));
			await updateCredential(client, own, 'piApi', {
				apiKey: simulator.apiKey,
				webhookSecret: '',
				baseUrl: simulator.url,
				uploadUrl: simulator.uploadUrl,
			});
			const task = simulator.addTask();
			expect(await call(trigger, task.id, { secret: '' })).toBe(503);
			expect(await call(trigger, task.id)).toBe(503);
			expect((await client.executionsOf(trigger.workflowId)).ended).toBe(0);
		});
	});

	it('answers no more once its workflow is taken back', async () => {
		const trigger = await open();
		await deactivate(client, trigger.workflowId);
		expect(await call(trigger, simulator.addTask().id)).toBe(404);
	});
});
