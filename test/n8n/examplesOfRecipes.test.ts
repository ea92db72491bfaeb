import type { Workflow } from '../../tools/n8n/workflow';
import { openStage, pairedIndex, type ExampleStage } from './exampleStage';
import { StubModel } from './stubModel';

describe('the examples of the quick start and of the recipes, in a real n8n', () => {
	let stage: ExampleStage;

	beforeEach(async () => {
		stage = await openStage();
	});

	afterEach(async () => await stage.close());

	it('makes a first image and shows it', async () => {
		const image = stage.only(await stage.run('first-image'), 'Generate the image');
		expect(image.json).toMatchObject({ status: 'completed', taskType: 'txt2img' });
		expect((await stage.pictureOf(image)).width).toBeGreaterThan(0);
		expect(stage.inputs()).toEqual([
			{ prompt: 'a lighthouse on a cliff at dusk, watercolour', batch_size: 1 },
		]);
	});

	describe('one image for each row of a sheet', () => {
		it('makes what is missing, and writes a new sheet', async () => {
			const execution = await stage.run('batch-from-sheet');
			expect(execution.failure).toBeUndefined();
			expect(stage.inputs()).toEqual(
				expect.arrayContaining(
					[
						{ prompt: 'a teapot on a windowsill, morning light', width: 1024, height: 768 },
						{ prompt: 'a shop sign that says "Open"', width: 768, height: 1024 },
						{ prompt: 'a cat on a pile of letters', width: 1024, height: 768 },
					].map((row) => ({ ...row, batch_size: 1 })),
				),
			);
			expect(stage.inputs()).toHaveLength(3);
			const rows = execution.items('Add the image to the row').map(({ json }) => json);
			expect(rows.map(({ id }) => id)).toEqual(['1', '2', '4']);
			const items = execution.items('Add the image to the row');
			expect(items.map(stage.promptOf)).toEqual(rows.map(({ prompt }) => prompt));
			const [head, ...lines] = (
				await stage.textOf(stage.only(execution, 'Create the new sheet'))
			).split('\n');
			expect(head).toContain('id,prompt,url,taskId,error');
			expect(lines.filter((line) => line !== '')).toHaveLength(3);
		});

		it('keeps the row of an image that could not be made', async () => {
			stage.simulator.behaviour.outcome = ({ input }) =>
				String(input.prompt).includes('shop sign')
					? { failed: { code: 10_000, message: 'no signs today' } }
					: 'completed';
			const execution = await stage.run('batch-from-sheet');
			const rows = execution.items('Add the image to the row').map(({ json }) => json);
			expect(rows.map(({ id }) => id)).toEqual(['1', '2', '4']);
			expect(rows[1]).toMatchObject({ url: '', error: expect.stringContaining('no signs today') });
			expect(rows[1]?.taskId).not.toBe('');
		});
	});

	describe('an agent that generates images', () => {
		let model: StubModel;

		beforeEach(async () => {
			model = await StubModel.start({ prompt: 'a fox in the snow' });
		});

		afterEach(async () => await model.close());

		it('has one created and answers with its link', async () => {
			const openAiApi = await stage.client.createCredential('Stub', 'openAiApi', {
				apiKey: 'none',
				url: model.url,
			});
			const withModel = (workflow: Workflow): Workflow => ({
				...workflow,
				nodes: workflow.nodes.map((node) =>
					node.name === 'Language model' ? { ...node, credentials: { openAiApi } } : node,
				),
			});
			const answer = stage.only(await stage.run('agent-tool', withModel), 'Agent');
			expect(stage.inputs()).toEqual([{ prompt: 'a fox in the snow', batch_size: 1 }]);
			const [task] = stage.simulator.ledger.createdTasks();
			const told = JSON.parse(String(answer.json.output)) as unknown[];
			const url = expect.stringMatching(/^http/) as unknown;
			expect(told).toEqual([{ taskId: task?.id, status: 'completed', url }]);
		});
	});

	describe('a branch for failed items', () => {
		it('parts the finished images from the failed one', async () => {
			stage.simulator.behaviour.outcome = ({ input }) =>
				String(input.prompt).includes('fog')
					? { failed: { code: 10_000, message: 'too dense' } }
					: 'completed';
			const execution = await stage.run('error-branch');
			expect(execution.failure).toBeUndefined();
			expect(execution.items('Finished images').map(({ json }) => json.prompt)).toEqual([
				'a bridge in the rain',
				'a bridge in the snow',
			]);
			const failed = stage.simulator.ledger
				.createdTasks()
				.find(({ request }) => String(request.input.prompt).includes('fog'));
			expect(stage.only(execution, 'Combine into one message').json).toEqual({
				failures: [
					{
						prompt: 'a bridge in the fog',
						reason: expect.stringContaining('too dense') as unknown,
						taskId: failed?.id,
						httpCode: '',
					},
				],
			});
		});

		it('ends the run where the key is wrong, since no item can succeed', async () => {
			stage.simulator.fault({ on: 'create', kind: 'unauthorized', when: 'all' });
			const execution = await stage.run('error-branch');
			expect(execution.failure).toContain('Stop with an error');
			expect(stage.simulator.ledger.createdTasks()).toEqual([]);
		});
	});

	describe('a check of the balance', () => {
		it('comes before an image is made', async () => {
			const execution = await stage.run('balance-first');
			expect(stage.only(execution, 'Get the account').json.balanceUsd).toBe(12.34);
			const image = stage.only(execution, 'Generate the image');
			expect((await stage.pictureOf(image)).width).toBeGreaterThan(0);
		});

		it('ends the run before anything is made when it is too low', async () => {
			const asksForMore = (workflow: Workflow): Workflow =>
				JSON.parse(
					JSON.stringify(workflow).replace('"rightValue":1', '"rightValue":100'),
				) as Workflow;
			const execution = await stage.run('balance-first', asksForMore);
			expect(execution.failure).toContain('The PiAPI balance is 12.34 US dollars');
			expect(stage.simulator.ledger.createdTasks()).toEqual([]);
		});
	});

	it('creates only the failed video again when the node is tried again', async () => {
		let refusals = 0;
		stage.simulator.behaviour.outcome = ({ input }) =>
			String(input.prompt).includes('bridge') && refusals++ === 0
				? { failed: { code: 10_000, message: 'the bridge is too low' } }
				: 'completed';
		const execution = await stage.run('retry-without-paying-twice');
		expect(execution.failure).toBeUndefined();
		const videos = execution.items('The video of each scene');
		expect(videos.map(pairedIndex)).toEqual([0, 1, 2]);
		expect(videos.map(stage.promptOf)).toEqual(videos.map(({ json }) => json.scene));
		const prompts = stage.simulator.ledger
			.createdTasks()
			.map(({ request }) => request.input.prompt);
		expect(prompts).toHaveLength(4);
		expect(prompts.filter((prompt) => String(prompt).includes('bridge'))).toHaveLength(2);
	});
});
