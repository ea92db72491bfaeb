import { randomBytes } from 'node:crypto';
import type { CredentialReference, N8nClient } from '../../scripts/n8n/client';
import { startSimulator, type Simulator } from '../simulator/simulator';
import { openClient, saveCredential } from './session';
import { listen, webhookUrls } from '../../scripts/n8n/webhooks';
import { startedBy, TRIGGER, triggerWorkflow } from './triggerWorkflow';

describe('"Listen for test event" in a real n8n', () => {
	const secret = randomBytes(16).toString('hex');
	let client: N8nClient;
	let simulator: Simulator;
	let credential: CredentialReference;

	beforeAll(async () => {
		client = await openClient();
		simulator = await startSimulator();
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

	it('asks for the secret, too', async () => {
		const workflowId = await client.importWorkflow(triggerWorkflow(credential));
		const { test: url } = await webhookUrls(client, workflowId, TRIGGER);
		await listen(client, workflowId, TRIGGER);
		expect(await call(url, simulator.addTask().id, 'another')).toBe(401);
		expect((await client.executionsOf(workflowId)).latest).toEqual([]);
	});

	it('is refused without secret and confirmation, in clear words', async () => {
		const open = await saveCredential(client, simulator);
		const workflow = triggerWorkflow(open, { options: { confirmWithPiApi: false } });
		const workflowId = await client.importWorkflow(workflow);
		await expect(listen(client, workflowId, TRIGGER)).rejects.toThrow(/without a webhook secret/i);
	});
});
