import pWaitFor from 'p-wait-for';
import type { N8nClient } from '../../tools/n8n/client';
import { readExample, triggerOf, withCredential } from '../../tools/n8n/workflow';
import type { SimulatorOptions } from '../../tools/simulator/options';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { hintsOf } from './callbackStage';
import { callbackWorkflow, VIDEOS, DONE } from './callbackWorkflow';
import {
	credentialDataFor,
	credentialType,
	openClient,
	saveCredential,
} from '../../tools/n8n/sharedSession';

describe('callbacks in an n8n on loopback', () => {
	let client: N8nClient;
	let simulator: Simulator;

	const open = async (options: SimulatorOptions) => {
		simulator = await startSimulator(options);
		return await saveCredential(client, simulator);
	};

	const openWithKey = async (expression: string) => {
		simulator = await startSimulator({ taskSeconds: 1 });
		const apiKey = `=${expression.replace('KEY', simulator.apiKey)}`;
		const data = { ...credentialDataFor(simulator), apiKey };
		return callbackWorkflow(await client.createCredential('By expression', credentialType, data));
	};

	beforeAll(async () => {
		client = await openClient();
	});

	afterEach(async () => await simulator.close());

	it('polls when PiAPI cannot reach this n8n, and says why', async () => {
		const credential = await open({ taskSeconds: 1 });
		const workflowId = await client.importWorkflow(callbackWorkflow(credential, { count: 2 }));
		const execution = await client.run(workflowId, 'Start');
		expect(execution.failure).toBeUndefined();
		expect(execution.items(DONE).map(({ json }) => [json.number, json.status])).toEqual([
			[0, 'completed'],
			[1, 'completed'],
		]);
		const hints = await hintsOf(client, execution.id, VIDEOS);
		expect(hints).toContain(client.url);
		expect(hints).toContain('WEBHOOK_URL');
		const made = simulator.ledger.createdTasks();
		expect(made.map(({ request }) => request.config?.webhook_config)).toEqual([
			undefined,
			undefined,
		]);
	});

	it.each([
		['of the item', '{{ $json.number === 0 ? "KEY" : "" }}'],
		['of another node', `{{ $('Numbers').first().json.list.length === 1 ? "KEY" : "" }}`],
	])('polls when the key is an expression on data %s, and says why', async (_, expression) => {
		const workflow = await openWithKey(expression);
		const execution = await client.run(await client.importWorkflow(workflow), 'Start');
		expect(execution.items(DONE).map(({ json }) => json.status)).toEqual(['completed']);
		expect(await hintsOf(client, execution.id, VIDEOS)).toContain(
			'the API key is an expression on data of the workflow',
		);
	});

	it('does not take an expression without data for a reason to poll', async () => {
		const workflow = await openWithKey('{{ "KEY".trim() }}');
		const execution = await client.run(await client.importWorkflow(workflow), 'Start');
		const hints = await hintsOf(client, execution.id, VIDEOS);
		expect(hints).toContain('WEBHOOK_URL');
		expect(hints).not.toContain('expression');
	});

	it('reach the Wait node of the example, which then gets the video', async () => {
		// A first call that comes before the pause is refused, and repeated.
		const credential = await open({ taskSeconds: 2, webhookTries: 10, webhookPauseSeconds: 1 });
		const example = withCredential(await readExample('wait-node-resume-url'), credential);
		const workflowId = await client.importWorkflow(example);
		const execution = await client.run(workflowId, triggerOf(example));
		expect(execution.failure).toBeUndefined();
		const [task, ...others] = simulator.ledger.createdTasks();
		expect(others).toEqual([]);
		await pWaitFor(() => simulator.ledger.deliveriesOf(task?.id ?? '').at(-1)?.answered === 200);
		const [called] = execution.items('Wait for the callback');
		expect(called?.json.body).toMatchObject({ data: { task_id: task?.id, status: 'completed' } });
		const [video, ...more] = execution.items('Get the video');
		expect(more).toEqual([]);
		expect(video?.json).toMatchObject({ taskId: task?.id, status: 'completed' });
		expect(video?.binary?.data?.mimeType).toContain('video');
		// The call came when the task had finished, so one status request is enough.
		expect(simulator.ledger.statusRequestsOf(task?.id ?? '')).toHaveLength(1);
	});
});
