import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import type { N8nClient } from '../../tools/n8n/client';
import { projectFolder } from '../../tools/projectFolder';
import { isOurs, reachableFrom, withCredential, type Workflow } from '../../tools/n8n/workflow';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { openClient, saveCredential } from '../../tools/n8n/sharedSession';
import { webhookUrls } from '../../tools/n8n/webhooks';
import { endedExecutions } from './triggerWorkflow';

const MAKER = 'Create without waiting';
const RECEIVER = 'When a task finishes';

const placeholder = 'Paste the Production URL here';

const readFileOfExample = async (): Promise<string> =>
	await readFile(join(projectFolder, 'examples', 'webhook-two-workflows.json'), 'utf8');

describe('the example webhook-two-workflows in a real n8n', () => {
	const secret = randomBytes(16).toString('hex');
	let client: N8nClient;
	let simulator: Simulator;

	beforeEach(async () => {
		client = await openClient();
		simulator = await startSimulator({ taskSeconds: 1, webhookTimeoutSeconds: 600 });
	});

	afterEach(async () => await simulator.close());

	/** The example as a user has it after choosing the credential. */
	const example = async (): Promise<Workflow> => {
		const workflow = JSON.parse(await readFileOfExample()) as Workflow;
		return withCredential(workflow, await saveCredential(client, simulator, secret));
	};

	/** Pastes the URL as the sticky note says. */
	const withUrl = (workflow: Workflow, url: string): Workflow =>
		JSON.parse(JSON.stringify(workflow).replace(placeholder, url)) as Workflow;

	const part = (workflow: Workflow, upper: boolean): Workflow =>
		reachableFrom(workflow, upper ? 'When clicking Execute workflow' : RECEIVER);

	it('carries no credential, no pinned data and no webhook of somebody else', async () => {
		const text = await readFileOfExample();
		const workflow = JSON.parse(text) as Workflow;
		expect(workflow.nodes.filter(isOurs)).toHaveLength(3);
		expect(text).not.toMatch(/"(credentials|webhookId)"/);
		expect(text).toContain(placeholder);
		expect(workflow).toMatchObject({ pinData: {}, settings: { executionOrder: 'v1' } });
	});

	it('makes in one workflow what starts the other, which stores the row with its picture', async () => {
		const workflow = await example();
		const receiver = await client.importWorkflow(part(workflow, false));
		await client.activate(receiver);
		const { production } = await webhookUrls(client, receiver, RECEIVER);
		const maker = await client.importWorkflow(withUrl(part(workflow, true), production));
		const made = await client.run(maker, 'When clicking Execute workflow');
		expect(made.failure).toBeUndefined();
		const [{ json: task } = { json: {} }] = made.items(MAKER);

		const [id = ''] = await endedExecutions(client, receiver, 1);
		const received = await client.execution(id);
		expect(received.failure).toBeUndefined();
		const rows = received.items('Build the row');
		expect(rows).toHaveLength(1);
		const [row] = rows;
		expect(row?.json).toEqual({
			taskId: task.taskId,
			taskType: 'txt2img',
			url: simulator.resultFile(String(task.taskId), 'image.png'),
			costUsd: 0.07,
			finishedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
		});
		const picture = PNG.sync.read(await client.binary(row?.binary?.data?.id ?? ''));
		expect(picture.width).toBeGreaterThan(0);
		expect(simulator.ledger.createdTasks().map((made) => made.id)).toEqual([task.taskId]);
		await simulator.webhooksSent();
		expect(
			simulator.ledger.deliveriesOf(String(task.taskId)).map(({ answered }) => answered),
		).toEqual([200]);
	});

	it('works on one canvas, too', async () => {
		const workflow = await example();
		const address = 'https://n8n.example.com/webhook/of-this-workflow';
		const probe = await client.importWorkflow(withUrl(workflow, address));
		await client.activate(probe);
		const { production } = await webhookUrls(client, probe, RECEIVER);
		simulator.behaviour.webhookRoute = () => production;
		const made = await client.run(probe, 'When clicking Execute workflow');
		expect(made.failure).toBeUndefined();
		const ids = await endedExecutions(client, probe, 2);
		const executions = await Promise.all(ids.map(async (id) => await client.execution(id)));
		const rows = executions.flatMap((execution) => execution.items('Build the row'));
		expect(rows.map(({ json }) => json.taskId)).toEqual([made.items(MAKER)[0]?.json.taskId]);
	});
});
