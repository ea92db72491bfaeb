import { Editor } from './editor';
import { eventually } from './eventually';

describe('the node panel', () => {
	let editor: Editor;

	beforeAll(async () => {
		editor = await Editor.open();
		await editor.startManually();
	});
	afterAll(async () => await editor.close());

	it.each([
		['Kling', 'PiAPI'],
		['Flux', 'PiAPI'],
		['Veo', 'PiAPI'],
		['piapi', 'PiAPI'],
		['webhook', 'PiAPI'],
		['text to video', 'PiAPI'],
		['Midjourney', 'Midjourney'],
		['imagine', 'Midjourney'],
	])('a search for "%s" finds the node %s', async (text, node) => {
		expect(await editor.searchNodes(text)).toContain(node);
	});

	it('finds Midjourney first when asked for it', async () => {
		expect((await editor.searchNodes('Midjourney'))[0]).toBe('Midjourney');
	});

	it('shows the actions of the node by family', async () => {
		await editor.searchNodes('flux');
		await editor.chooseNode('PiAPI');
		const panel = editor.find('node-creator');
		await panel.getByText('Flux (Image) Actions').waitFor();
		await panel.getByText('Generate an image with flux', { exact: true }).click();
		await editor.node.waitFor();
		await eventually(async () =>
			expect(await editor.node.labels()).toEqual(expect.arrayContaining(['Resource', 'Prompt'])),
		);
		await editor.node.leave();
		const node = editor.find('canvas-node').last();
		await eventually(async () =>
			expect(await node.innerText()).toMatch(/Generate an image with flux\s+Flux: Generate Image/),
		);
	});

	it('offers the trigger among the ways to start a workflow', async () => {
		await editor.newWorkflow();
		await editor.find('canvas-plus-button').click();
		await editor.searchNodes('PiAPI');
		await editor.chooseNode('PiAPI');
		await editor.chooseNode('On task completed');
		await editor.node.waitFor();
		await eventually(async () =>
			expect(await editor.node.notices()).toEqual([
				expect.stringMatching(/copy the Production URL/),
			]),
		);
	});
});
