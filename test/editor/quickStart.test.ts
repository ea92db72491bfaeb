import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { credentialType, openClient } from '../../tools/n8n/sharedSession';
import { Editor } from './editor';
import { eventually } from './eventually';

/** docs/quick-start.md from its second step on, by the names that it gives. */
describe('the quick start', () => {
	let editor: Editor;
	let simulator: Simulator;

	beforeAll(async () => {
		simulator = await startSimulator({ taskSeconds: 1 });
		// As in a new n8n.
		await (await openClient()).deleteCredentials(credentialType);
		editor = await Editor.open();
	});
	afterAll(async () => {
		await editor.close();
		await simulator.close();
	});

	it('leads from an empty n8n to a picture', async () => {
		await editor.newWorkflow();
		await editor.find('canvas-plus-button').click();
		await editor.chooseNode('Trigger manually');
		await editor.find('canvas-handle-plus').first().click();
		expect(await editor.searchNodes('Flux')).toContain('PiAPI');
		await editor.picture('node-panel');
		await editor.chooseNode('PiAPI');
		await editor.chooseNode('Flux: generate image');
		await editor.node.waitFor();

		await editor.node.find('node-parameters').getByText('Connect to PiAPI').click();
		await editor.credential.save({
			apiKey: simulator.apiKey,
			baseUrl: simulator.url,
			uploadUrl: simulator.uploadUrl,
		});
		await editor.credential.isClosed();

		await eventually(async () => {
			expect(await editor.node.chosen('resource')).toBe('Flux (Image)');
			expect(await editor.node.chosen('operation')).toBe('Generate Image');
			expect(await editor.node.chosen('model')).toBe('Flux Schnell');
		});
		await editor.node.fill('prompt', 'a lighthouse on a cliff at dusk, watercolor');
		await eventually(async () => expect(await editor.node.isOn('downloadFiles')).toBe(true));
		await editor.notificationsGone();
		await editor.picture('form');

		await editor.node.execute();
		await editor.node.succeeded();
		await editor.node.showOutput('binary');
		await editor.node.output.getByText('View', { exact: true }).first().click();
		const picture = editor.node.output.locator('img');
		await picture.waitFor();
		const width = await picture.evaluate(async (element: object) => {
			const image = element as { naturalWidth: number; decode: () => Promise<void> };
			// It may still be loading.
			await image.decode();
			return image.naturalWidth;
		});
		expect(width).toBeGreaterThan(0);
		await editor.notificationsGone();
		await editor.picture('result');
		expect(simulator.ledger.createdTasks().map(({ request }) => request)).toEqual([
			{
				model: 'Qubico/flux1-schnell',
				task_type: 'txt2img',
				input: { batch_size: 1, prompt: 'a lighthouse on a cliff at dusk, watercolor' },
			},
		]);
	});
});
