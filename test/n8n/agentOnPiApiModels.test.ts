import { randomUUID } from 'node:crypto';
import type { CredentialReference } from '../../tools/n8n/workflow';
import { deactivate } from '../../tools/n8n/webhooks';
import {
	nodeOf,
	packageName,
	readExample,
	type Workflow,
	type WorkflowNode,
} from '../../tools/n8n/workflow';
import { openStage, type ExampleStage } from './exampleStage';
import { saveCredential } from '../../tools/n8n/sharedSession';

const IDEA = 'A postcard for people who miss the sea';

describe('the example agent-on-piapi-models, in a real n8n', () => {
	let stage: ExampleStage;
	let key: { readonly apiKey: string; readonly url: string };
	let openAiApi: CredentialReference;

	beforeEach(async () => {
		stage = await openStage();
		// As the page says: PiAPI's key, and the address of PiAPI with /v1.
		key = { apiKey: stage.simulator.apiKey, url: `${stage.simulator.url}/v1` };
		openAiApi = await stage.client.createCredential('PiAPI as OpenAI', 'openAiApi', key);
	});

	afterEach(async () => await stage.close());

	const withModel = (
		workflow: Workflow,
		change: (node: WorkflowNode) => WorkflowNode = (node) => node,
	): Workflow => ({
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.name === 'Language model' ? change({ ...node, credentials: { openAiApi } }) : node,
		),
	});

	const system: unknown = { role: 'system', content: expect.stringContaining('write prompts') };

	const chats = () => stage.simulator.ledger.requestsTo('chat');

	it('writes a prompt and generates its image, both with one key', async () => {
		const execution = await stage.run('agent-on-piapi-models', withModel);
		const { output } = stage.only(execution, 'Agent').json;
		expect(output).toBe(`You said: ${IDEA}`);
		expect(stage.inputs()).toMatchObject([{ prompt: output }]);
		expect(stage.only(execution, 'Generate the image').json.status).toBe('completed');
		expect(chats().map(({ body }) => body)).toEqual([
			{ model: 'gpt-4o-mini', stream: false, messages: [system, { role: 'user', content: IDEA }] },
		]);
		expect(stage.simulator.ledger.remarks()).toEqual([]);
	});

	it('works although the test of the credential reports an error', async () => {
		const { status } = await stage.client.testCredential(openAiApi, 'openAiApi', key);
		expect(status).toBe('Error');
		stage.only(await stage.run('agent-on-piapi-models', withModel), 'Agent');
	});

	it('does not work with the Responses API, which PiAPI does not document', async () => {
		const execution = await stage.run('agent-on-piapi-models', (workflow) =>
			withModel(workflow, (node) => ({
				...node,
				parameters: { ...node.parameters, responsesApiEnabled: true },
			})),
		);
		expect(execution.failure).toContain('The resource you are requesting could not be found');
		expect(stage.inputs()).toEqual([]);
	});

	it('says so when the key is wrong, and creates nothing', async () => {
		stage.simulator.behaviour.keyRevoked = true;
		const execution = await stage.run('agent-on-piapi-models', withModel);
		expect(execution.failure).toContain('Authorization failed');
		expect(stage.inputs()).toEqual([]);
	});

	it('streams to a chat', async () => {
		const example = withModel(await readExample('agent-on-piapi-models'));
		const webhookId = randomUUID();
		const trigger = nodeOf(
			'Chat',
			'@n8n/n8n-nodes-langchain.chatTrigger',
			{ public: true, options: { responseMode: 'streaming' } },
			{ typeVersion: 1.4, webhookId },
		);
		const agent = nodeOf('Agent', '@n8n/n8n-nodes-langchain.agent', {}, { typeVersion: 3.1 });
		const workflow = {
			...example,
			nodes: [trigger, agent, ...example.nodes.filter(({ name }) => name === 'Language model')],
			connections: {
				Chat: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
				'Language model': example.connections['Language model'],
			},
		};
		const id = await stage.client.importWorkflow(workflow);
		await stage.client.activate(id);
		const response = await fetch(`${stage.client.url}/webhook/${webhookId}/chat`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ action: 'sendMessage', sessionId: randomUUID(), chatInput: IDEA }),
		});
		const events = (await response.text()).split('\n').filter((line) => line !== '');
		await deactivate(stage.client, id);
		const pieces = events.map((line) => JSON.parse(line) as { type: string; content?: string });
		const texts = pieces.flatMap(({ type, content }) => (type === 'item' ? [content ?? ''] : []));
		expect(texts.length).toBeGreaterThan(1);
		expect(texts.join('')).toBe(`You said: ${IDEA}`);
		expect(chats()).toMatchObject([{ body: { stream: true } }]);
	});

	it('answers without its tool if PiAPI ignores tools', async () => {
		const piApi = await saveCredential(stage.client, stage.simulator);
		const tool = nodeOf(
			'Generate a draft',
			`${packageName}.piApiTool`,
			{
				resource: 'flux',
				operation: 'generateImage',
				prompt: "={{ $fromAI('prompt', 'What the image shows', 'string') }}",
			},
			{ credentials: { piApi } },
		);
		const link = [{ node: 'Agent', type: 'ai_tool', index: 0 }];
		const execution = await stage.run('agent-on-piapi-models', (workflow) => ({
			...withModel(workflow),
			nodes: [...withModel(workflow).nodes, tool],
			connections: { ...workflow.connections, [tool.name]: { ai_tool: [link] } },
		}));
		expect(stage.only(execution, 'Agent').json.output).toBe(`You said: ${IDEA}`);
		expect(execution.nodesRun).not.toContain(tool.name);
		expect(stage.simulator.ledger.remarks()).toEqual([expect.stringContaining('tools')]);
	});
});
