import { randomBytes } from 'node:crypto';
import type { N8nClient } from '../../scripts/n8n/client';
import {
	isOurs,
	readExample,
	triggerOf,
	withCredential,
	type Workflow,
} from '../../scripts/n8n/workflow';
import { startSimulator, type Simulator } from '../simulator/simulator';
import { n8nLog, openClient, saveCredential } from './session';

/** The workflow with these parameters changed in every node of the package. */
const withParameters = (workflow: Workflow, changes: Record<string, unknown>): Workflow => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		isOurs(node) ? { ...node, parameters: { ...node.parameters, ...changes } } : node,
	),
});

describe('secrets in a real n8n', () => {
	const apiKey = `key-${randomBytes(16).toString('hex')}`;
	const webhookSecret = `secret-${randomBytes(16).toString('hex')}`;
	let client: N8nClient;
	let simulator: Simulator;

	beforeAll(async () => {
		client = await openClient();
		simulator = await startSimulator({ taskSeconds: 1, apiKey });
	});

	afterAll(async () => await simulator.close());

	/** Runs the example, and resolves with everything n8n keeps of the run. */
	const storedTextOf = async (changes: Record<string, unknown>): Promise<string> => {
		const workflow = withParameters(await readExample('imagine-upscale'), changes);
		const credential = await saveCredential(client, simulator, webhookSecret);
		const id = await client.importWorkflow(withCredential(workflow, credential));
		const executionId = await client.startRun(id, triggerOf(workflow));
		await client.executionEnd(executionId);
		return JSON.stringify(await client.storedExecution(executionId));
	};

	const webhookUrl = (): string => `${simulator.strangerUrl}/webhook`;

	it.each(['simplified', 'raw'])(
		'are in nothing that is kept of a run, output %s',
		async (output) => {
			const stored = await storedTextOf({ output, options: { webhookUrl: webhookUrl() } });
			const sent = simulator.ledger
				.tasksMade()
				.map(({ request }) => request.config?.webhook_config);
			// They did go out, or their absence would prove nothing.
			expect(sent.at(-1)).toEqual({ endpoint: webhookUrl(), secret: webhookSecret });
			expect(simulator.ledger.keysSeenOn('api')).toEqual([apiKey]);
			expect(stored).toContain(simulator.ledger.tasksMade().at(-1)?.id);
			expect(stored).not.toContain(apiKey);
			expect(stored).not.toContain(webhookSecret);
		},
	);

	it('are in nothing that is kept of a run that fails', async () => {
		simulator.behaviour.outcome = () => ({ failed: { code: 10_000, message: 'it is too late' } });
		const stored = await storedTextOf({ options: { webhookUrl: webhookUrl() } });
		expect(stored).toContain('it is too late');
		expect(stored).not.toContain(apiKey);
		expect(stored).not.toContain(webhookSecret);
	});

	it('are in no line of the log', () => {
		expect(n8nLog()).not.toBe('');
		expect(n8nLog()).not.toContain(apiKey);
		expect(n8nLog()).not.toContain(webhookSecret);
	});
});
