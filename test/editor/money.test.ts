import { EditorStage, fieldsNode, type Step } from './editorStage';
import { eventually } from './eventually';

let stage: EditorStage;

beforeAll(async () => {
	stage = await EditorStage.open({ prices: 'documented' });
});
afterAll(async () => await stage.close());

const made = () => stage.simulator.ledger.createdTasks();

/** An item for each prompt. */
const items: readonly Step[] = [
	fieldsNode('Prompts', { prompts: ['a fox', 'a hare', 'an owl'] }),
	{
		name: 'Items',
		type: 'n8n-nodes-base.splitOut',
		parameters: { fieldToSplitOut: 'prompts', options: {} },
	},
];

const flux: Step = {
	name: 'Flux',
	type: 'piApi',
	parameters: { resource: 'flux', operation: 'generateImage', prompt: '={{ $json.prompts }}' },
};

const hints = async (...patterns: readonly RegExp[]): Promise<void> =>
	await eventually(async () =>
		expect(await stage.editor.node.hints()).toEqual(
			patterns.map((pattern) => expect.stringMatching(pattern) as unknown),
		),
	);

describe('the price of an operation', () => {
	it('is in the empty output, follows what is chosen, and is gone after a run', async () => {
		const { editor } = stage;
		await stage.openRow('Price', { ...flux, parameters: { ...flux.parameters, prompt: 'a fox' } });
		await editor.openNode('Flux');
		await hints(/^Costs about \$0\.0015 per image \(2026\)\. To estimate .* Dry Run/);
		await editor.node.choose('model', 'Flux Dev');
		await hints(/^Costs about \$0\.015 per image/);
		await editor.node.choose('resource', 'Kling (Video)');
		await hints(/^Costs from \$0\.20 \(2026\)/);
		await editor.node.choose('operation', 'Extend Video');
		await hints();
		await editor.node.choose('resource', 'Flux (Image)');
		await editor.node.execute();
		await editor.node.succeeded();
		await hints(/^1 task cost \$0\.0015\./);
	});
});

it('the empty output of a node with Service Mode Private says that it uses no credits', async () => {
	const taskOptions = { serviceMode: 'private' };
	const parameters = { ...flux.parameters, prompt: 'a fox', taskOptions };
	await stage.openRow('Private', { ...flux, parameters });
	await stage.editor.openNode('Flux');
	await hints(/^Service Mode Private uses no credits, unless PiAPI moves the task/);
});

describe('Dry Run', () => {
	it('shows for each item what would be sent and what it would cost, and sends nothing', async () => {
		const { editor } = stage;
		const before = made().length;
		await stage.openRow('Dry Run', ...items, flux);
		await editor.openNode('Flux');
		await editor.node.addOption('taskOptions', 'Dry Run');
		await editor.node.turnOn('dryRun');
		await editor.node.leave();
		await editor.executeWorkflow();
		await editor.workflowSucceeded();
		await editor.openNode('Flux');
		await hints(/^Dry Run: 3 items would cost about \$0\.0045\. Nothing was sent\.$/);
		await editor.node.showOutput('json');
		// n8n draws only the part of the items that is in view.
		for (const text of ['a fox', 'About $0.0015 (2026)', 'txt2img'])
			await eventually(async () => expect(await editor.node.output.innerText()).toContain(text));
		await editor.notificationsGone();
		await editor.picture('dry-run');
		expect(made()).toHaveLength(before);
	});
});

describe('a spending limit', () => {
	it('lets the node create what it covers, and says why the rest was refused', async () => {
		const { editor } = stage;
		const before = made().length;
		await stage.openRow('Limit', ...items, flux);
		await editor.openNode('Flux');
		await editor.node.addOption('taskOptions', 'Spending Limit (USD)');
		await editor.node.fill('spendingLimit', '0.002');
		await editor.node.leave();
		await editor.executeWorkflow();
		await editor.canvasNode('Flux').locator('[data-test-id="node-issues"]').waitFor();
		await editor.openNode('Flux');
		const { message, description } = await editor.node.error();
		expect(message).toBe(
			'Spending Limit (USD) is reached: $0.0015 of $0.002 is committed, and this task would cost about $0.0015 [item 1]',
		);
		expect(description).toMatch(/^This task was not created\. Raise Spending Limit \(USD\)/);
		await editor.closeNotification();
		await editor.picture('spending-limit');
		expect(
			made()
				.slice(before)
				.map(({ request }) => request.input.prompt),
		).toEqual(['a fox']);
	});
});
