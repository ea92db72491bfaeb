import type { Execution } from '../../tools/n8n/execution';
import { nodeOf, type Workflow, type WorkflowNode } from '../../tools/n8n/workflow';
import { openStage, pairedIndex, type ExampleStage } from './exampleStage';
import { LONG } from './skippingClock';

const MODELS = [
	'flux-schnell',
	'z-image-turbo',
	'flux-dev',
	'qwen-image',
	'seedream-5-lite',
	'nano-banana-pro',
];
const SHEET = 'Draw the contact sheet';

const unescaped = (text: string): string =>
	text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

const between = (text: string, start: string, end: string): string =>
	(text.split(start)[1] ?? '').split(end)[0] ?? '';

/** The cells of the sheet, in its order. */
const cellsOf = (html: string) =>
	html
		.split('<figure>')
		.slice(1)
		.map((cell) => ({
			model: unescaped(between(cell, '<figcaption><strong>', '</strong>')),
			values: between(cell, '<p><span>', '</p>')
				.replace(/<\/?span>/g, ' ')
				.trim()
				.split(/ {2,}/),
			taskId: between(cell, '<small>', '</small>'),
			picture: between(cell, 'src="data:image/png;base64,', '"'),
			reason: unescaped(between(cell, '<strong>Failed</strong>', '</div>')),
		}));

const toNode = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });

/** A Set node whose first value has another name, type and value. */
const withValue = (node: WorkflowNode, name: string, list: readonly string[]): WorkflowNode => {
	const { assignments } = node.parameters.assignments as { assignments: object[] };
	const [first, ...others] = assignments;
	const changed = { ...first, name, type: 'array', value: JSON.stringify(list) };
	return {
		...node,
		parameters: { ...node.parameters, assignments: { assignments: [changed, ...others] } },
	};
};

/** Five times as much as the example may spend. */
const withLargerLimit = (workflow: Workflow): Workflow =>
	JSON.parse(
		JSON.stringify(workflow).replace('"spendingLimit":0.5', '"spendingLimit":2.5'),
	) as Workflow;

describe('six models on one prompt, in a real n8n', () => {
	let stage: ExampleStage;

	beforeEach(async () => {
		stage = await openStage();
		stage.simulator.behaviour.prices = 'documented';
	});

	afterEach(async () => await stage.close());

	const made = () => stage.simulator.ledger.createdTasks();

	const htmlOf = async (execution: Execution): Promise<string> => {
		const sheet = stage.only(execution, SHEET);
		expect(sheet.binary?.data).toMatchObject({
			fileName: 'contact-sheet.html',
			mimeType: 'text/html',
		});
		return await stage.textOf(sheet);
	};

	const failsFor = (name: string, message: string): void => {
		stage.simulator.behaviour.outcome = ({ model }) =>
			model === name ? { failed: { code: 10_000, message } } : 'completed';
	};

	it('has a cell per model: image, price and seconds, and the total of the ledger', async () => {
		stage.simulator.behaviour.taskSeconds = LONG;
		const execution = await stage.runSideBySide('compare-models', MODELS.length);
		const cells = cellsOf(await htmlOf(execution));
		const rows = execution.items('Compare');
		expect(rows.map(({ json }) => json.model)).toEqual(MODELS);
		expect(cells.map(({ model }) => model)).toEqual(MODELS);
		expect(new Set(rows.map(stage.promptOf)).size).toBe(1);
		for (const [index, { picture, values, taskId }] of cells.entries()) {
			const { json } = rows[index] ?? { json: {} };
			expect(taskId).toBe(json.taskId);
			expect(values).toEqual([
				`$${stage.simulator.ledger.chargedUsdOf(taskId)}`,
				`${String(json.seconds)} s`,
			]);
			const served = await fetch(String(json.url));
			expect(Buffer.from(picture, 'base64')).toEqual(Buffer.from(await served.arrayBuffer()));
		}
		expect(stage.only(execution, SHEET).json).toEqual({
			prompts: 1,
			models: 6,
			failed: 0,
			totalUsd: Number(stage.simulator.ledger.chargedUsd().toFixed(6)),
		});
	});

	it('has a failed model as a cell with its reason', async () => {
		failsFor('Qubico/qwen-image', 'no lighthouses today');
		const execution = await stage.run('compare-models');
		const html = await htmlOf(execution);
		const cells = cellsOf(html);
		expect(execution.items('Compare').map(pairedIndex)).toEqual([0, 1, 2, 3, 4, 5]);
		expect(cells.map(({ model }) => model)).toEqual(MODELS);
		expect(cells.map(({ picture }) => picture !== '')).toEqual(
			MODELS.map((model) => model !== 'qwen-image'),
		);
		expect(cells.map(({ reason }) => reason !== '')).toEqual(
			MODELS.map((model) => model === 'qwen-image'),
		);
		expect(cells[3]?.reason).toContain('no lighthouses today');
		const charged = Number(stage.simulator.ledger.chargedUsd().toFixed(6));
		expect(stage.only(execution, SHEET).json).toMatchObject({ failed: 1, totalUsd: charged });
		expect(between(html, '<p class="facts">', '</p>').replace(/<[^>]*>/g, '')).toContain(
			`6 models &middot; 1 failed &middot; $${Number(charged.toFixed(4))} in total`,
		);
	});

	it('has a section for each of five prompts, as the page says, with 30 cells', async () => {
		const prompts = ['a cat', 'a dog', 'a fox', 'a hen', 'an owl'];
		const split: WorkflowNode = nodeOf('One item for each prompt', 'n8n-nodes-base.splitOut', {
			fieldToSplitOut: 'prompts',
			include: 'allOtherFields',
			options: { destinationFieldName: 'prompt' },
		});
		const withPrompts = (workflow: Workflow): Workflow => ({
			...workflow,
			nodes: [
				...workflow.nodes.map((node) =>
					node.name === 'Write the prompt' ? withValue(node, 'prompts', prompts) : node,
				),
				split,
			],
			connections: {
				...workflow.connections,
				'Write the prompt': toNode(split.name),
				[split.name]: toNode('One item for each model'),
			},
		});
		stage.simulator.behaviour.outcome = ({ model, input }) =>
			model === 'Qubico/qwen-image' && input.prompt === 'a fox'
				? { failed: { code: 10_000, message: 'no foxes today' } }
				: 'completed';
		const execution = await stage.run('compare-models', (workflow) =>
			withPrompts(withLargerLimit(workflow)),
		);
		const sections = (await htmlOf(execution)).split('<section>').slice(1);
		expect(sections.map((section) => between(section, '<h1>', '</h1>'))).toEqual(prompts);
		for (const [index, section] of sections.entries()) {
			const cells = cellsOf(section);
			expect(cells.map(({ model }) => model)).toEqual(MODELS);
			for (const { taskId, picture, model } of cells) {
				const { request } = stage.simulator.ledger.task(taskId) ?? {};
				expect(request?.input.prompt).toBe(prompts[index]);
				expect(picture !== '').toBe(!(index === 2 && model === 'qwen-image'));
			}
		}
		expect(stage.only(execution, SHEET).json).toEqual({
			prompts: 5,
			models: 6,
			failed: 1,
			totalUsd: Number(stage.simulator.ledger.chargedUsd().toFixed(6)),
		});
		expect(made()).toHaveLength(30);
	});

	it('shows markup in the prompt and in a reason as text', async () => {
		const prompt = `<script>alert("a")</script> & 'b'`;
		failsFor('Qubico/z-image', '<img src=x onerror=alert(1)>');
		const withMarkup = (workflow: Workflow): Workflow =>
			JSON.parse(
				JSON.stringify(workflow).replace(
					JSON.stringify('a lighthouse on a cliff at dusk, watercolor'),
					JSON.stringify(prompt),
				),
			) as Workflow;
		const html = await htmlOf(await stage.run('compare-models', withMarkup));
		expect(stage.inputs().map((input) => (input as { prompt: unknown }).prompt)).toEqual(
			MODELS.map(() => prompt),
		);
		expect(unescaped(between(html, '<h1>', '</h1>'))).toBe(prompt);
		expect(cellsOf(html)[1]?.reason).toContain('<img src=x onerror=alert(1)>');
		expect(html).not.toContain('<script');
		expect(html).not.toContain('<img src=x');
	});
});
