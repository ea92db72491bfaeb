import { randomBytes } from 'node:crypto';
import type { N8nClient } from '../../tools/n8n/client';
import type { CredentialReference } from '../../tools/n8n/workflow';
import type { Execution } from '../../tools/n8n/execution';
import { nodeOf } from '../../tools/n8n/workflow';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { openClient, saveCredential } from '../../tools/n8n/sharedSession';
import { listen, webhookUrls } from '../../tools/n8n/webhooks';
import {
	endedExecutions,
	jsonHeaders,
	send,
	startedBy,
	TRIGGER,
	triggerWorkflow,
	type TriggerSettings,
} from './triggerWorkflow';

describe('"Listen for test event" in a real n8n', () => {
	const secret = randomBytes(16).toString('hex');
	let client: N8nClient;
	let simulator: Simulator;
	let credential: CredentialReference;

	beforeAll(async () => {
		client = await openClient();
		// A busy n8n answers late, and a test expects its answer.
		simulator = await startSimulator({ webhookTimeoutSeconds: 600 });
		credential = await saveCredential(client, simulator, secret);
	});

	afterAll(async () => await simulator.close());

	const call = async (
		endpoint: string,
		taskId: string,
		withSecret = secret,
	): Promise<number | undefined> => {
		const [delivery] = await simulator.notify(taskId, { endpoint, secret: withSecret, tries: 1 });
		return delivery?.answered;
	};

	it('takes one call at the test URL, also of a task that has been seen before', async () => {
		const workflowId = await client.importWorkflow(triggerWorkflow(credential));
		const { test: url } = await webhookUrls(client, workflowId, TRIGGER);
		const { id } = simulator.addTask();
		expect(await call(url, id)).toBe(404);
		for (const count of [1, 2]) {
			await listen(client, workflowId, TRIGGER);
			expect(await call(url, id)).toBe(200);
			expect(await startedBy(client, workflowId, count)).toEqual(Array(count).fill(id));
		}
		expect(await call(url, id)).toBe(404);
	});

	/** An editor that listens, with a node after the trigger. */
	const listening = async (settings: TriggerSettings = {}) => {
		const next = nodeOf('Next', 'n8n-nodes-base.noOp');
		const workflowId = await client.importWorkflow(triggerWorkflow(credential, settings, [next]));
		const { test: url } = await webhookUrls(client, workflowId, TRIGGER);
		await listen(client, workflowId, TRIGGER);
		return {
			url,
			workflowId,
			/** The one execution of the test. */
			ended: async (): Promise<Execution> => {
				const [id = ''] = await endedExecutions(client, workflowId, 1);
				return await client.execution(id);
			},
		};
	};

	const unknownTask = randomBytes(16).toString('hex');

	it.each<[string, TriggerSettings, (url: string) => Promise<unknown>, RegExp]>([
		[
			'another secret',
			{},
			async (url) => await call(url, simulator.addTask().id, 'another'),
			/does not carry the Webhook Secret of this credential Th.*Select the same PiAPI credential/,
		],
		[
			'no task',
			{},
			async (url) => await send(url, '{"a": 1}', jsonHeaders(secret)),
			/The call contains no PiAPI task Only PiAPI calls this URL/,
		],
		[
			'the task of another account',
			{},
			async (url) => {
				const data = { task_id: unknownTask, status: 'completed' };
				await send(url, JSON.stringify({ data }), jsonHeaders(secret));
			},
			/Task \w+ does not belong to the PiAPI account of this credential/,
		],
		[
			'a task that the options leave out',
			{ options: { taskTypes: 'upscale' } },
			async (url) => await call(url, simulator.addTask().id),
			/Task [\w-]+ \(midjourney, imagine, completed\) does not match the settings/,
		],
		[
			'an end that is not an event of the trigger',
			{ events: ['failed'] },
			async (url) => await call(url, simulator.addTask().id),
			/does not match the settings of this trigger Check Events/,
		],
	])(
		'ends with the reason on a call with %s, and runs no node',
		async (_, settings, send, text) => {
			const { url, ended } = await listening(settings);
			await send(url);
			const execution = await ended();
			expect(execution.failure).toMatch(text);
			expect(execution.failure).toContain(`at "${TRIGGER}"`);
			expect(execution.failure).not.toContain(secret);
			expect(execution.nodesRun).toEqual([TRIGGER]);
			expect(await call(url, simulator.addTask().id)).toBe(404);
		},
	);

	it('ends with the reason where PiAPI refuses the key', async () => {
		const { url, ended } = await listening();
		simulator.fault({ on: 'status', when: 'all', kind: 'unauthorized' });
		await call(url, simulator.addTask().id);
		simulator.clearFaults();
		expect((await ended()).failure).toMatch(/PiAPI did not confirm task .*API key/);
	});

	it('listens on where a later call may start the test', async () => {
		const { url, workflowId } = await listening({ events: ['completed'] });
		const task = simulator.addTask({ state: 'processing' });
		const statuses = [
			await call(url, task.id),
			(await simulator.notify(task.id, { endpoint: url, secret, status: 'completed', tries: 1 }))[0]
				?.answered,
		];
		const { id } = simulator.addTask();
		simulator.fault({ on: 'status', when: 'all', kind: 'unavailable' });
		statuses.push(await call(url, id));
		simulator.clearFaults();
		expect(statuses).toEqual([200, 503, 503]);
		expect(await call(url, id)).toBe(200);
		expect(await startedBy(client, workflowId, 1)).toEqual([id]);
	});

	it('is refused without secret and confirmation, in clear words', async () => {
		const open = await saveCredential(client, simulator);
		const workflow = triggerWorkflow(open, { options: { verifyWithPiApi: false } });
		const workflowId = await client.importWorkflow(workflow);
		await expect(listen(client, workflowId, TRIGGER)).rejects.toThrow(/without a webhook secret/i);
	});
});
