import type { Workflow } from '../../tools/n8n/workflow';
import { BY_HAND } from '../../tools/pairs/byHand';
import { KEY } from '../../tools/pairs/workflows';
import { ConverterPage, publishPage, type PublishedPage } from './converterPage';
import { EditorStage } from './editorStage';
import { eventually } from './eventually';

const TASK = 'https://api.piapi.ai/api/v1/task';
const BODY = {
	model: 'kling',
	task_type: 'video_generation',
	input: { prompt: 'a red kite over the sea', version: '2.1', duration: 5, aspect_ratio: '16:9' },
};

/** The steps of docs/moving.md, with the page alone. */
describe('moving a workflow', () => {
	let stage: EditorStage;
	let published: PublishedPage;
	let converter: ConverterPage;

	beforeAll(async () => {
		published = await publishPage();
		stage = await EditorStage.open();
		converter = await ConverterPage.openIn(stage.editor.page.context(), published.serverAddress);
	});
	afterAll(async () => {
		expect(converter.requests).toEqual([]);
		await stage.close();
		await published.close();
	});

	/** Copies what is on the clipboard onto the canvas of a new workflow. */
	async function pasteOntoCanvas(): Promise<void> {
		const { editor } = stage;
		await editor.page.bringToFront();
		await editor.newWorkflow();
		await editor.find('canvas').click({ position: { x: 20, y: 200 } });
		await editor.page.keyboard.press('Control+V');
	}

	it('leads from the old nodes on the canvas to new ones that run', async () => {
		const { editor, client, simulator, credential } = stage;
		const { workflow } = BY_HAND.find(({ name }) => name.startsWith('Wallpaper')) ?? {};
		if (workflow === undefined) throw new Error('There is no such workflow.');
		const nodes = workflow.nodes.map((node, index) => ({ ...node, position: [index * 240, 0] }));
		const id = await client.importWorkflow({ ...workflow, nodes } as unknown as Workflow);

		await editor.openWorkflow(id);
		// The canvas takes keys some time after its nodes are there.
		await eventually(async () => {
			await editor.page.bringToFront();
			await editor.find('canvas').click({ position: { x: 20, y: 200 } });
			await editor.page.keyboard.press('Control+A');
			await editor.page.keyboard.press('Control+C');
			await converter.page.bringToFront();
			await converter.input.click();
			await converter.page.keyboard.press('Control+V');
			expect(await converter.input.inputValue()).toContain('"connections"');
		});
		await converter.finished();
		expect(await converter.lines('Not converted')).toEqual([]);
		expect((await converter.lines('Converted'))[0]).toMatch(/^Imagine is now Midjourney › Imagine/);
		expect(await converter.copy()).not.toContain(KEY);

		await pasteOntoCanvas();
		await editor.canvasNode('Imagine').waitFor();
		await eventually(async () => expect(await editor.find('canvas-node').count()).toBe(3));
		await editor.openNode('Imagine');
		await editor.node.chooseCredential(credential.name);
		await editor.node.leave();
		await editor.executeWorkflow();
		await editor
			.canvasNode('Result')
			.locator('[data-test-id="canvas-node-status-success"]')
			.waitFor();
		expect(simulator.ledger.createdTasks().map(({ request }) => request.task_type)).toEqual([
			'imagine',
		]);
	});

	it('leads from a cURL command to a node that sends the same request', async () => {
		const { editor, simulator, credential } = stage;
		await converter.paste(
			`curl --location --request POST '${TASK}' \\\n--header 'x-api-key: ${KEY}' \\\n--data-raw '${JSON.stringify(BODY)}'`,
		);
		await converter.finished();
		await converter.copy();

		await pasteOntoCanvas();
		await editor.canvasNode('PiAPI').waitFor();
		await editor.openNode('PiAPI');
		await editor.node.chooseCredential(credential.name);
		await editor.node.execute();
		await editor.node.succeeded();
		expect(simulator.ledger.createdTasks().at(-1)?.request).toEqual(BODY);
	});
});
