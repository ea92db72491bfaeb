import { randomUUID } from 'node:crypto';

import type { WorkflowNode } from '../../tools/n8n/workflow';
import { StubModel } from '../n8n/stubModel';
import { EditorStage } from './editorStage';
import { eventually } from './eventually';

const TOOL = 'Flux: generate image in PiAPI';

describe('the PiAPI node as a tool of an AI agent', () => {
	let stage: EditorStage;
	let model: StubModel;

	beforeAll(async () => {
		stage = await EditorStage.open();
		// The editor calls the argument by the label of the field.
		model = await StubModel.start({ Prompt: 'a fox in the snow' });
	});
	afterAll(async () => {
		await stage.close();
		await model.close();
	});

	/** Opens an agent that has a model and no tool yet. */
	const openAgent = async (): Promise<void> => {
		const openAiApi = await stage.client.createCredential('Stub', 'openAiApi', {
			apiKey: 'none',
			url: model.url,
		});
		const node = (facts: Omit<WorkflowNode, 'id'>): WorkflowNode => ({
			id: randomUUID(),
			...facts,
		});
		const toAgent = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
		const id = await stage.client.importWorkflow({
			name: 'An agent that generates images',
			nodes: [
				node({
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				}),
				node({
					name: 'Agent',
					type: '@n8n/n8n-nodes-langchain.agent',
					typeVersion: 3.1,
					position: [240, 0],
					parameters: { promptType: 'define', text: 'Generate an image of a fox', options: {} },
				}),
				node({
					name: 'Model',
					type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
					typeVersion: 1.2,
					position: [180, 220],
					parameters: { model: { __rl: true, mode: 'id', value: 'stub' }, options: {} },
					credentials: { openAiApi },
				}),
			],
			connections: { Start: toAgent('main'), Model: toAgent('ai_languageModel') },
			settings: { executionOrder: 'v1' },
		});
		await stage.editor.openWorkflow(id);
	};

	it('is added by hand, lets the model write the prompt, and returns the link to the agent', async () => {
		const { editor, simulator } = stage;
		await openAgent();
		await editor.openPanelAt('Agent', 'inputs/ai_tool/0', 'Tools');
		expect(await editor.searchNodes('flux')).toEqual(['PiAPI Tool']);
		await editor.chooseNode('PiAPI Tool');
		await editor.node.waitFor();
		await editor.node.chooseCredential(stage.credential.name);
		await editor.node.letModelFill('prompt');
		await editor.node.leave();

		await editor.executeWorkflow();
		await editor.workflowSucceeded();
		const [task, ...others] = simulator.ledger.createdTasks();
		expect(others).toEqual([]);
		expect(task?.request.input.prompt).toBe('a fox in the snow');
		await editor.canvasNode(TOOL).waitFor();
		await editor.openNode('Agent');
		await eventually(async () =>
			expect(await editor.node.output.innerText()).toMatch(/http:[^"\s]+\.png/),
		);
	});
});
