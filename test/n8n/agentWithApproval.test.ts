import { randomUUID } from 'node:crypto';
import { deactivate } from '../../tools/n8n/webhooks';
import { readExample, withCredential, type WorkflowNode } from '../../tools/n8n/workflow';
import { ChatSession, click, type Button, type ChatMessage } from './chatSession';
import { openStage, type ExampleStage } from './exampleStage';
import { saveCredential } from '../../tools/n8n/sharedSession';
import { StubModel } from './stubModel';

const PROMPT = 'a fox in the snow';

/** The person has three seconds instead of a day. */
const withinSeconds = (node: WorkflowNode): WorkflowNode =>
	JSON.parse(
		JSON.stringify(node).replace(
			'"resumeAmount":1,"resumeUnit":"days"',
			'"resumeAmount":0.05,"resumeUnit":"minutes"',
		),
	) as WorkflowNode;

describe('the example agent-with-approval, in a real n8n', () => {
	let stage: ExampleStage;
	let model: StubModel;
	let webhookId: string;
	const workflows: string[] = [];
	let chat: ChatSession | undefined;

	beforeEach(async () => {
		stage = await openStage();
		model = await StubModel.start({ toolParameters: { prompt: PROMPT }, hitlParameters: {} });
		webhookId = randomUUID();
	});

	afterEach(async () => {
		chat?.close();
		for (const id of workflows.splice(0)) await deactivate(stage.client, id);
		await model.close();
		await stage.close();
	});

	/** Publishes the example with its chat made public, and asks for a video. */
	const ask = async (change: (node: WorkflowNode) => WorkflowNode = (node) => node) => {
		const { client, simulator } = stage;
		const openAiApi = await client.createCredential('Stub', 'openAiApi', {
			apiKey: 'none',
			url: model.url,
		});
		const example = withCredential(
			await readExample('agent-with-approval'),
			await saveCredential(client, simulator),
		);
		const prepared = (node: WorkflowNode) => {
			if (node.name === 'Language model') return { ...node, credentials: { openAiApi } };
			if (node.name !== 'When chat message received') return node;
			return { ...node, webhookId, parameters: { ...node.parameters, public: true } };
		};
		const nodes = example.nodes.map((node) => change(prepared(node)));
		const id = await client.importWorkflow({ ...example, nodes });
		workflows.push(id);
		await client.activate(id);
		chat = await ChatSession.start(client, webhookId, 'A video of a fox, please.');
		return chat;
	};

	const made = () => stage.simulator.ledger.createdTasks();

	const buttonOf = ({ buttons }: ChatMessage, text: string): Button => {
		const button = buttons.find((one) => one.text === text);
		if (button === undefined) throw new Error(`The chat shows no button "${text}"`);
		return button;
	};

	const endOf = async ({ executionId }: ChatSession) => {
		const execution = await stage.client.executionEnd(executionId);
		expect(execution.failure).toBeUndefined();
		return execution;
	};

	it('shows what it wants to pay for, and creates nothing before the answer', async () => {
		const question = await (await ask()).next();
		expect(question.text).toContain(PROMPT);
		expect(question.text).toContain('about $0.50');
		expect(question.buttons.map(({ text }) => text)).toEqual(['Approve', 'Decline']);
		expect(stage.simulator.ledger.requests).toEqual([]);
	});

	it('creates one video after Approve, even if it is clicked twice', async () => {
		const session = await ask();
		const approve = buttonOf(await session.next(), 'Approve');
		await Promise.allSettled([click(approve), click(approve)]);
		const { text } = await session.next();
		await endOf(session);
		expect(stage.inputs()).toMatchObject([{ prompt: PROMPT, duration: 5 }]);
		const url: unknown = expect.stringMatching(/^http.*\.mp4$/);
		expect(JSON.parse(text)).toEqual([{ taskId: made()[0]?.id, status: 'completed', url }]);
	});

	it('creates nothing after Decline, and the agent is told', async () => {
		const session = await ask();
		await click(buttonOf(await session.next(), 'Decline'));
		const { text } = await session.next();
		expect((await endOf(session)).nodesRun).not.toContain('Generate a video');
		expect(made()).toEqual([]);
		expect(text).toContain('User rejected the tool call');
	});

	it('does not take a changed link for an answer', async () => {
		const question = await (await ask()).next();
		const { link } = buttonOf(question, 'Decline');
		const changed = link.replace('approved=false', 'approved=true');
		expect(changed).not.toBe(link);
		await expect(click({ text: 'Approve', link: changed })).rejects.toThrow('n8n answered 401');
		expect(made()).toEqual([]);
	});

	it('creates nothing when nobody answers in time, and the run ends', async () => {
		const session = await ask(withinSeconds);
		await session.next();
		const { text } = await session.next();
		expect((await endOf(session)).nodesRun).not.toContain('Generate a video');
		expect(made()).toEqual([]);
		expect(text).toContain('Generate a video');
	});
});
