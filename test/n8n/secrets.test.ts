import { randomBytes } from 'node:crypto';
import type { N8nClient } from '../../tools/n8n/client';
import {
	isOurs,
	readExample,
	triggerOf,
	withCredential,
	type Workflow,
} from '../../tools/n8n/workflow';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { n8nLog, openClient, saveCredential } from '../../tools/n8n/sharedSession';

/** The workflow with these Task Options in every node of the package, and some more in the last. */
function withTaskOptions(workflow: Workflow, everywhere: object, last: object): Workflow {
	const lastName = workflow.nodes.filter(isOurs).at(-1)?.name;
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => {
			if (!isOurs(node)) return node;
			const taskOptions = { ...everywhere, ...(node.name === lastName ? last : {}) };
			return { ...node, parameters: { ...node.parameters, taskOptions } };
		}),
	};
}

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

	const webhookUrl = (): string => `${simulator.externalUrl}/webhook`;

	/** Runs the example with a webhook; resolves with everything n8n keeps of the run. */
	const runAndRead = async (output: string): Promise<{ status: string; text: string }> => {
		const example = await readExample('imagine-upscale');
		const workflow = withTaskOptions(example, { webhookUrl: webhookUrl() }, { output });
		const credential = await saveCredential(client, simulator, webhookSecret);
		const id = await client.importWorkflow(withCredential(workflow, credential));
		const executionId = await client.startRun(id, triggerOf(workflow));
		const { status } = await client.executionEnd(executionId);
		return { status, text: JSON.stringify(await client.storedExecution(executionId)) };
	};

	it.each(['simplified', 'raw'])(
		'are in nothing that is kept of a run, output %s',
		async (output) => {
			const { status, text } = await runAndRead(output);
			expect(status).toBe('success');
			// They did go out, or their absence would prove nothing.
			for (const { request } of simulator.ledger.createdTasks()) {
				expect(request.config?.webhook_config).toEqual({
					endpoint: webhookUrl(),
					secret: webhookSecret,
				});
			}
			expect(simulator.ledger.keysSeenOn('api')).toEqual([apiKey]);
			expect(text).toContain(simulator.ledger.createdTasks().at(-1)?.id);
			expect(text).not.toContain(apiKey);
			expect(text).not.toContain(webhookSecret);
		},
	);

	it('are in nothing that is kept of a run that fails', async () => {
		simulator.behaviour.outcome = () => ({ failed: { code: 10_000, message: 'it is too late' } });
		const { status, text } = await runAndRead('simplified');
		expect(status).toBe('error');
		expect(text).toContain('it is too late');
		expect(text).not.toContain(apiKey);
		expect(text).not.toContain(webhookSecret);
	});

	it('are in no line of the log', () => {
		expect(n8nLog()).not.toBe('');
		expect(n8nLog()).not.toContain(apiKey);
		expect(n8nLog()).not.toContain(webhookSecret);
	});
});
