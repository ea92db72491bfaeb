import { join } from 'node:path';

import type { Locator } from 'playwright-core';

import { projectFolder } from '../../tools/projectFolder';
import { credentialType, openClient } from '../../tools/n8n/sharedSession';
import { StubModel } from '../n8n/stubModel';
import { EditorStage } from './editorStage';

const MODEL_CREDENTIAL = 'openAiApi';
const PERSON = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0';

describe('the recipe of an agent that asks before it pays, followed by hand', () => {
	let stage: EditorStage;
	let model: StubModel;

	beforeAll(async () => {
		const client = await openClient();
		// With a single credential of a type n8n chooses it in what is imported.
		for (const type of [credentialType, MODEL_CREDENTIAL]) await client.deleteCredentials(type);
		model = await StubModel.start({
			toolParameters: { prompt: 'a fox in the snow' },
			hitlParameters: {},
		});
		const modelKey = { apiKey: 'none', url: model.url };
		await client.createCredential('Stub', MODEL_CREDENTIAL, modelKey);
		stage = await EditorStage.open();
	});
	afterAll(async () => {
		await stage.close();
		await model.close();
	});

	const ask = async (): Promise<void> => {
		const message = stage.editor.find('canvas-chat').locator('textarea');
		await message.fill('A video of a fox, please.');
		await message.press('Enter');
	};

	const button = (text: string): Locator =>
		stage.editor.find('canvas-chat').locator('button').filter({ hasText: text }).last();

	const chatShows = async (text: RegExp): Promise<void> =>
		await stage.editor.find('canvas-chat').getByText(text).last().waitFor();

	it('creates a video once it is approved in the chat of the editor', async () => {
		const { editor, simulator } = stage;
		// n8n does not take the click of a browser for an answer that calls itself headless.
		await editor.page.setExtraHTTPHeaders({ 'user-agent': PERSON });
		await editor.importFile(join(projectFolder, 'examples', 'agent-with-approval.json'));
		await editor.page.getByText('Credentials auto-added').first().waitFor();
		await editor.notificationsGone();
		await editor.find('workflow-chat-button').click();
		await ask();
		await button('Approve').waitFor();
		expect(simulator.ledger.requests).toEqual([]);
		await button('Approve').click();
		await chatShows(/status.*completed/);
		expect(simulator.ledger.createdTasks()).toMatchObject([
			{ request: { input: { prompt: 'a fox in the snow' } } },
		]);
	});

	it('creates nothing once it is declined', async () => {
		const { editor, simulator } = stage;
		// The chat is still open, with a session of its own.
		await editor.openWorkflow(editor.workflowId);
		const before = simulator.ledger.createdTasks().length;
		await ask();
		await button('Decline').click();
		await chatShows(/User rejected the tool call/);
		expect(simulator.ledger.createdTasks()).toHaveLength(before);
	});
});
