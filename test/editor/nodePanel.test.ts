import type { INodePropertyOptions } from 'n8n-workflow';
import { PiApi } from '../../nodes/PiApi/PiApi.node';
import { Editor } from './editor';
import { eventually } from './eventually';

const { properties } = new PiApi().description;
const choicesOf = (name: string, resource?: unknown): INodePropertyOptions[] =>
	properties
		.filter((property) => property.name === name)
		.filter(
			({ displayOptions }) =>
				resource === undefined || displayOptions?.show?.resource?.includes(String(resource)),
		)
		.flatMap(({ options }) => (options ?? []) as INodePropertyOptions[]);

/** Each resource with the actions of its operations, in the order of the lists in the form, and nothing else. */
const expectedActions = choicesOf('resource').flatMap(({ name, value }) => [
	`${name} Actions`,
	...choicesOf('operation', value).map(({ action }) => action),
]);

describe('the node panel', () => {
	let editor: Editor;

	beforeAll(async () => {
		editor = await Editor.open();
		await editor.startManually();
	});
	afterAll(async () => await editor.close());

	it.each([
		...[
			'Kling',
			'Flux',
			'Veo',
			'Sora',
			'nano banana',
			'gpt image',
			'text to video',
			'image to video',
		],
		...[
			'generate image',
			'remove background',
			'upscale',
			'lip sync',
			'avatar',
			'face swap',
			'song',
		],
		...['music generator', 'text to speech', '3d', 'inpaint', 'describe', 'piapi', 'webhook'],
	])('a search for "%s" finds PiAPI', async (text) => {
		expect(await editor.searchNodes(text)).toContain('PiAPI');
	});

	it.each(['Midjourney', 'imagine'])('a search for "%s" finds Midjourney first', async (text) => {
		expect((await editor.searchNodes(text))[0]).toBe('Midjourney');
	});

	it.each(['AI image', 'image generation', 'text to image', 'upscale', 'inpaint', 'describe'])(
		'a search for "%s" leads to no discontinued service',
		async (text) => {
			expect(await editor.searchNodes(text)).not.toContain('Midjourney');
		},
	);

	it('lists the actions by family, in the spelling of its brand, and those on tasks last', async () => {
		await editor.searchNodes('flux');
		await editor.chooseNode('PiAPI');
		const entries = editor.find('node-creator').locator('[data-test-id="item-iterator-item"]');
		const shown = async (): Promise<string[]> =>
			(await entries.allTextContents()).map((text) => text.trim());
		await eventually(async () => expect(await shown()).toEqual(expectedActions));
		const actions = await shown();
		expect(actions.filter((text) => text.endsWith(' Actions')).slice(-4)).toEqual(
			['Custom Task', 'Task', 'File', 'Account'].map((name) => `${name} Actions`),
		);
		expect(actions).toEqual(
			expect.arrayContaining([
				'Flux: generate image',
				'ACE-Step: generate music',
				'PiAPI: get task',
			]),
		);
	});

	it('adds the chosen action to the canvas under its name', async () => {
		await editor.chooseNode('Flux: generate image');
		await editor.node.waitFor();
		await eventually(async () =>
			expect(await editor.node.labels()).toEqual(expect.arrayContaining(['Resource', 'Prompt'])),
		);
		await editor.node.leave();
		const node = editor.find('canvas-node').last();
		await eventually(async () =>
			expect(await node.innerText()).toMatch(/Flux: generate image\s+Flux: Generate Image/),
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
			expect(await editor.node.notices()).toEqual([expect.stringMatching(/Copy the Test URL/)]),
		);
	});
});
