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
			{ prompt: 'a lighthouse on a cliff at dusk, watercolor', batch_size: 1 },
		]);
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
						type: 'failed',
						taskId: failed?.id,
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

		it.each([200, 400, 402, 500] as const)(
			'ends the run where the credit is used up, as PiAPI says with status %i',
			async (status) => {
				stage.simulator.fault({ on: 'create', kind: 'noCredit', when: 'all', status });
				expect((await stage.run('error-branch')).failure).toContain('Stop with an error');
			},
		);

		it('says of which image it is unknown whether it was created', async () => {
			stage.simulator.fault({ on: 'create', kind: 'resetAfter', when: 'first' });
			stage.simulator.fault({ on: 'history', kind: 'notFound', when: 'all' });
			const execution = await stage.run('error-branch');
			expect(stage.only(execution, 'Combine into one message').json).toMatchObject({
				failures: [{ type: 'unclear', taskId: '' }],
			});
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
					JSON.stringify(workflow).replace('"rightValue":1,', '"rightValue":100,'),
				) as Workflow;
			const execution = await stage.run('balance-first', asksForMore);
			expect(execution.failure).toContain('The PiAPI balance is 12.34 US dollars');
			expect(stage.simulator.ledger.createdTasks()).toEqual([]);
		});

		it('knows a balance in credits', async () => {
			stage.simulator.behaviour.balanceIn = 'credits';
			stage.only(await stage.run('balance-first'), 'Generate the image');
			const asksForMore = (workflow: Workflow): Workflow =>
				JSON.parse(
					JSON.stringify(workflow).replace('"rightValue":10,', '"rightValue":100,'),
				) as Workflow;
			const execution = await stage.run('balance-first', asksForMore);
			expect(execution.failure).toContain('The PiAPI balance is 42 credits, which is too low');
			expect(stage.simulator.ledger.createdTasks()).toHaveLength(1);
		});

		it('ends the run where PiAPI tells no balance, and says so', async () => {
			stage.simulator.behaviour.balanceIn = 'nothing';
			const execution = await stage.run('balance-first');
			expect(execution.failure).toContain('PiAPI did not report a balance');
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
