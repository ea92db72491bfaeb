import type { Workflow } from '../../tools/n8n/workflow';
import { openStage, type ExampleStage } from './exampleStage';
import { StubModel } from './stubModel';

describe('the examples with any model, in a real n8n', () => {
	let stage: ExampleStage;

	beforeEach(async () => {
		stage = await openStage();
		stage.simulator.behaviour.prices = 'documented';
	});

	afterEach(async () => await stage.close());

	const made = () => stage.simulator.ledger.createdTasks();
	const failed = (message: string) => ({ failed: { code: 10_000, message } });

	describe('a video every night, with two fallbacks', () => {
		it('is by the first model when nothing goes wrong', async () => {
			const video = stage.only(await stage.run('nightly-video'), 'Keep what matters');
			expect(video.json).toMatchObject({ modelName: 'Kling 3.0', attempts: [] });
			expect(video.binary?.data).toBeDefined();
			expect(made()).toHaveLength(1);
		});

		it('is by the third when the first is refused and the second fails; one is paid', async () => {
			stage.simulator.behaviour.outcome = ({ model }) =>
				model === 'seedance' ? 'completed' : failed('no stars today');
			stage.simulator.fault({ on: 'create', kind: 'refusedInside200', when: 'first' });
			const video = stage.only(await stage.run('nightly-video'), 'Keep what matters');
			expect(video.json.modelName).toBe('Seedance 2 Mini');
			const attempts = video.json.attempts as Array<{ model: string; taskId?: string }>;
			expect(attempts.map(({ model }) => model)).toEqual(['Kling 3.0', 'Veo 3.1 Fast']);
			expect(made().map(({ request }) => request.model)).toEqual(['veo3.1', 'seedance']);
			expect(stage.inputs().map((input) => (input as { duration: unknown }).duration)).toEqual([
				'8s',
				8,
			]);
			expect(video.json.taskId).toBe(made()[1]?.id);
		});

		it('creates nothing above its spending limit', async () => {
			const withLess = (workflow: Workflow): Workflow =>
				JSON.parse(
					JSON.stringify(workflow).replace('"spendingLimit":3', '"spendingLimit":0.01'),
				) as Workflow;
			const execution = await stage.run('nightly-video', withLess);
			expect(execution.failure).toContain('Spending Limit (USD) is reached');
			expect(made()).toEqual([]);
		});
	});

	describe('an agent with an allowance', () => {
		let model: StubModel;

		const runWith = async (calls: number, toolArguments: Record<string, unknown>) => {
			model = await StubModel.start(toolArguments, calls);
			const openAiApi = await stage.client.createCredential('Stub', 'openAiApi', {
				apiKey: 'none',
				url: model.url,
			});
			const patient = (workflow: Workflow): Workflow => ({
				...workflow,
				nodes: workflow.nodes.map((node) => {
					if (node.name === 'Language model') return { ...node, credentials: { openAiApi } };
					if (node.name !== 'Agent') return node;
					const options = { ...(node.parameters.options as object), maxIterations: calls + 2 };
					return { ...node, parameters: { ...node.parameters, options } };
				}),
			});
			return await stage.run('agent-with-allowance', patient);
		};

		afterEach(async () => await model.close());

		const answers = (): string[] => model.toolAnswers.map(String);

		it('is told the link and the cost of what the model that it chose made', async () => {
			stage.only(
				await runWith(1, { prompt: 'a fox in the snow', model: 'z-image-turbo' }),
				'Agent',
			);
			expect(made()).toMatchObject([{ request: { model: 'Qubico/z-image' } }]);
			const [told] = JSON.parse(answers()[0] ?? '') as Array<Record<string, unknown>>;
			expect(told).toMatchObject({
				taskId: made()[0]?.id,
				status: 'completed',
				url: expect.stringMatching(/^http/),
				costUsd: 0.004,
				modelName: 'Z-Image Turbo',
			});
		});

		it('stops in time when it asks for twenty images', async () => {
			stage.only(await runWith(20, { prompt: 'a fox in the snow', model: 'qwen-image' }), 'Agent');
			expect(answers()).toHaveLength(20);
			expect(made()).toHaveLength(3);
			const refused = answers().filter((text) => text.includes('Spending Limit (USD) is reached'));
			expect(refused).toHaveLength(17);
		});

		it('is told which models there are when it makes one up', async () => {
			stage.only(await runWith(1, { prompt: 'a fox in the snow', model: 'dream-9' }), 'Agent');
			expect(made()).toEqual([]);
			expect(answers()[0]).toContain('which this operation does not offer');
			expect(answers()[0]).toContain('qwen-image');
		});
	});
});
