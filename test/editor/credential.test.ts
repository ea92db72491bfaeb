import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { credentialType, openClient } from '../../tools/n8n/sharedSession';
import { Editor } from './editor';
import { eventually } from './eventually';

describe('a new credential in the editor', () => {
	let editor: Editor;
	let simulator: Simulator;

	beforeAll(async () => {
		simulator = await startSimulator();
		// As in a new n8n.
		await (await openClient()).deleteCredentials(credentialType);
		editor = await Editor.open();
		await editor.addAction('PiAPI', 'Flux: generate image');
		await editor.node.newCredential();
	});
	afterAll(async () => {
		await editor.close();
		await simulator.close();
	});

	const fields = () => ({ baseUrl: simulator.url, uploadUrl: simulator.uploadUrl });

	it('says what is wrong with a key that PiAPI does not know', async () => {
		await editor.credential.save({ ...fields(), apiKey: 'a-wrong-key' });
		const text = await editor.credential.failure();
		expect(text).toMatch(/Couldn.t connect with these settings/);
		expect(text).toContain('PiAPI does not know this API key');
		expect(simulator.ledger.createdTasks()).toEqual([]);
	});

	it('tests the right key with success, without a task, and is chosen in the node', async () => {
		await editor.credential.save({ ...fields(), apiKey: simulator.apiKey });
		const chosen = editor.node.find('node-credentials-select').locator('input');
		await editor.credential.isClosed();
		await eventually(async () => expect(await chosen.inputValue()).toMatch(/^PiAPI account/));
		await editor.node.find('credential-edit-button').click();
		await editor.credential.succeeded();
		await editor.notificationsGone();
		await editor.picture('credential');
		expect(simulator.ledger.createdTasks()).toEqual([]);
	});
});
