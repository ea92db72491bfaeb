import { randomUUID } from 'node:crypto';
import { nodeOf, packageName, type Workflow, type WorkflowNode } from '../../tools/n8n/workflow';
import type { CredentialReference } from '../../tools/n8n/workflow';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { PublicN8n } from './callbackStage';
import { saveCredential } from '../../tools/n8n/sharedSession';
import { StubModel } from './stubModel';
import { limitOf } from './timeLimit';

const AGENT = '@n8n/n8n-nodes-langchain.agent';

interface Credentials {
	readonly piApi: CredentialReference;
	readonly openAiApi: CredentialReference;
}

/** An agent that may use the PiAPI node, set to everything that does not go with a tool. */
function agentWorkflow(
	agentVersion: number,
	{ piApi, openAiApi }: Credentials,
	toolParameters: WorkflowNode['parameters'],
	toolSettings: object,
	animals: readonly string[],
): Workflow {
	const to = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	return {
		name: `Agent ${randomUUID()}`,
		nodes: [
			nodeOf('Start', 'n8n-nodes-base.manualTrigger'),
			nodeOf(
				'Animals',
				'n8n-nodes-base.set',
				{ mode: 'raw', jsonOutput: JSON.stringify({ animal: animals }) },
				{ typeVersion: 3.4 },
			),
			nodeOf('Each', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'animal' }),
			nodeOf(
				'Agent',
				AGENT,
				{
					promptType: 'define',
					text: '=Make a video of {{ $json.animal }}',
					options: { batching: { batchSize: animals.length } },
				},
				{ typeVersion: agentVersion },
			),
			nodeOf(
				'Model',
				'@n8n/n8n-nodes-langchain.lmChatOpenAi',
				{ model: { __rl: true, mode: 'id', value: 'stub' }, options: {} },
				{ typeVersion: 1.2, credentials: { openAiApi } },
			),
			nodeOf('Make a video', `${packageName}.piApiTool`, toolParameters, {
				credentials: { piApi },
				...toolSettings,
			}),
		],
		connections: {
			Start: { main: [[{ node: 'Animals', type: 'main', index: 0 }]] },
			Animals: { main: [[{ node: 'Each', type: 'main', index: 0 }]] },
			Each: to('main'),
			Model: to('ai_languageModel'),
			'Make a video': to('ai_tool'),
		},
		settings: { executionOrder: 'v1' },
	};
}

const video = {
	resource: 'kling',
	operation: 'generateVideo3',
	prompt: "={{ $fromAI('prompt', 'What the video shows', 'string') }}",
	downloadFiles: true,
	taskOptions: { waitForResult: 'pauseUntilCallback' },
};

// Up to 2.2 the agent calls the tool itself; from 3 on the engine runs it as a node.
describe.each([2.2, 3.1])('the PiAPI node as a tool of an agent, version %s', (agentVersion) => {
	let n8n: PublicN8n;
	let simulator: Simulator;
	let model: StubModel;
	let credentials: Credentials;

	const saveModel = async () =>
		await n8n.client.createCredential('Stub', 'openAiApi', { apiKey: 'none', url: model.url });

	beforeAll(async () => {
		n8n = await PublicN8n.open();
	}, limitOf(1));

	beforeEach(async () => {
		simulator = await startSimulator({ taskSeconds: 1, accountConcurrency: 8 });
		model = await StubModel.start({ prompt: 'a fox in the snow', estimateOnly: true });
		credentials = {
			piApi: await saveCredential(n8n.client, simulator),
			openAiApi: await saveModel(),
		};
	});

	afterEach(async () => {
		await model.close();
		await simulator.close();
	});

	afterAll(async () => await n8n.close());

	const run = async (
		toolParameters: WorkflowNode['parameters'],
		toolSettings: object = { onError: 'continueRegularOutput' },
		animals: readonly string[] = ['a fox'],
	) => {
		const workflow = agentWorkflow(
			agentVersion,
			credentials,
			toolParameters,
			toolSettings,
			animals,
		);
		return await n8n.client.run(await n8n.client.importWorkflow(workflow), 'Start');
	};

	const replaceModel = async (...asked: Parameters<typeof StubModel.start>): Promise<void> => {
		await model.close();
		model = await StubModel.start(...asked);
		credentials = { ...credentials, openAiApi: await saveModel() };
	};

	const answerOf = async (toolParameters: WorkflowNode['parameters']) => {
		const execution = await run(toolParameters);
		expect(execution.failure).toBeUndefined();
		const [answer] = execution.items('Agent');
		return String(answer?.json.output);
	};

	it('waits awake and hands the agent links and texts', async () => {
		const answer = await answerOf(video);
		const [task, ...others] = simulator.ledger.createdTasks();
		expect(others).toEqual([]);
		expect(task?.request).toMatchObject({ model: 'kling', input: { prompt: 'a fox in the snow' } });
		expect(task?.request.config?.webhook_config).toBeUndefined();
		const [item] = JSON.parse(answer) as Array<Record<string, unknown>>;
		expect(item).toMatchObject({ taskId: task?.id, status: 'completed' });
		expect(item?.url).toEqual(expect.stringMatching(/^http.*\.mp4$/));
	});

	it('tells the agent what a task would cost, without creating it', async () => {
		const dryRun = "={{ $fromAI('estimateOnly', 'Whether to only estimate the cost', 'boolean') }}";
		const answer = await answerOf({ ...video, taskOptions: { ...video.taskOptions, dryRun } });
		expect(simulator.ledger.requests).toEqual([]);
		const [item] = JSON.parse(answer) as Array<Record<string, unknown>>;
		expect(item).toMatchObject({
			dryRun: true,
			valid: true,
			request: { model: 'kling', input: { prompt: 'a fox in the snow' } },
			estimate: expect.stringMatching(/^(About|At most|Unknown)/),
		});
	});

	it('tells the agent why a task failed', async () => {
		simulator.behaviour.outcome = () => ({ failed: { code: 10_000, message: 'too many foxes' } });
		const answer = await answerOf(video);
		expect(answer).toContain('too many foxes');
		expect(answer).toContain(simulator.ledger.createdTasks()[0]?.id);
	});

	it('pays once when the tool is tried again', async () => {
		simulator.behaviour.taskSeconds = 1_000;
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
		const execution = await run({ ...video, taskOptions: { timeout: 2 } }, settings);
		const [task, ...others] = simulator.ledger.createdTasks();
		expect(others).toEqual([]);
		expect(JSON.stringify(await n8n.client.storedExecution(execution.id))).toContain(task?.id);
	});

	it('gives each item of a batch the video that it asked for', async () => {
		const animals = ['a cat', 'a dog', 'a hen'];
		await replaceModel((asked) => ({ prompt: animals.find((animal) => asked.includes(animal)) }));
		const execution = await run(video, undefined, animals);
		expect(execution.failure).toBeUndefined();
		const answers = execution.items('Agent').map(({ json }) => String(json.output));
		const ids = animals.map(
			(animal) =>
				simulator.ledger.createdTasks().find(({ request }) => request.input.prompt === animal)?.id,
		);
		expect(answers).toEqual(ids.map((id) => expect.stringContaining(id ?? 'no task') as string));
		expect(simulator.ledger.createdTasks()).toHaveLength(animals.length);
	});

	it('pays once when the agent asks again after a failure that it was told of', async () => {
		simulator.behaviour.taskSeconds = 1_000;
		await replaceModel({ prompt: 'a fox' }, 2);
		const execution = await run({ ...video, taskOptions: { timeout: 2 } });
		expect(execution.failure).toBeUndefined();
		expect(model.toolAnswers).toHaveLength(2);
		expect(simulator.ledger.createdTasks()).toHaveLength(1);
	});
});
