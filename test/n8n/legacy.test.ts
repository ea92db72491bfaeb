import { convert } from '../../converter/convert';
import type { WorkflowFile } from '../../converter/workflow/workflowFile';
import type { N8nClient } from '../../tools/n8n/client';
import { withCredential, type Workflow } from '../../tools/n8n/workflow';
import { LEGACY, type Legacy } from '../converter/legacyWorkflows';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { openClient, saveCredential } from '../../tools/n8n/sharedSession';

/** With `<task0>` for the ID of the first task, and `files` for the host of the results. */
function withPlaceholders(value: unknown, { ledger, fileUrl }: Simulator): unknown {
	const text = ledger
		.createdTasks()
		.reduce(
			(sofar, { id }, index) => sofar.replaceAll(id, `<task${index}>`),
			JSON.stringify(value).replaceAll(fileUrl, 'files'),
		);
	return JSON.parse(text);
}

/** The tasks that a workflow creates after its conversion, and what its last node returns. */
async function playAfter(client: N8nClient, { workflow }: Legacy): Promise<object> {
	const simulator = await startSimulator({ taskSeconds: 0.2 });
	try {
		const file = JSON.parse(convert(JSON.stringify(workflow)).text) as WorkflowFile;
		const credential = await saveCredential(client, simulator);
		const imported = withCredential(file as unknown as Workflow, credential);
		const executionId = await client.startRun(await client.importWorkflow(imported), 'Start');
		const execution = await client.executionEnd(executionId);
		if (execution.failure !== undefined) throw new Error(execution.failure);
		const tasks = simulator.ledger
			.createdTasks()
			.map(({ request: { model, task_type, input } }) => ({ model, task_type, input }));
		const result = execution.items('Result').map(({ json }) => json);
		return withPlaceholders({ tasks, result }, simulator) as object;
	} finally {
		await simulator.close();
	}
}

describe('workflows that call the former APIs, after their conversion', () => {
	let client: N8nClient;

	beforeAll(async () => {
		client = await openClient();
	});

	it.each(LEGACY.map((one) => [one.name, one] as const))('%s', async (_, one) => {
		const { tasks, result } = one;
		expect(await playAfter(client, one)).toEqual({ tasks, result });
	});
});
