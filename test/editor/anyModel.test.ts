import type { TaskRequest } from '../../tools/simulator/options';
import { EditorStage, type Step } from './editorStage';
import { eventually } from './eventually';

let stage: EditorStage;

beforeAll(async () => {
	stage = await EditorStage.open({ prices: 'documented' });
});
afterAll(async () => await stage.close());

const made = () => stage.simulator.ledger.createdTasks();

const openForm = async (name: string, parameters: Step['parameters'] = {}): Promise<void> => {
	const place = { resource: 'anyVideo', operation: 'generateAnyVideoFromImage' };
	await stage.openRow(name, {
		name: 'Video',
		type: 'piApi',
		parameters: { ...place, ...parameters },
	});
	await stage.editor.openNode('Video');
};

const KLING = 'Kling 3.0, about $0.10 to $0.20 per second (Feb 2026), 110 s';
const VEO = [
	'Veo 3.1, about $0.12 to $0.24 per second (2026)',
	'Veo 3.1 Fast, about $0.06 to $0.09 per second (2026)',
];

const listed = async (...entries: readonly string[]): Promise<void> =>
	await eventually(async () => expect(await stage.editor.node.listed()).toEqual(entries));

describe('the form for any model', () => {
	it('finds a model by typing, and keeps what is filled in when the model changes', async () => {
		const { editor } = stage;
		const { node } = editor;
		await openForm('Any model');
		expect((await node.openList('anyModel')).length).toBeGreaterThan(15);
		await node.searchList('kling 3');
		await listed(KLING);
		await node.chooseFromList('Kling 3.0');
		await node.fill('prompt', 'the fox runs through the snow');
		await node.fill('image', 'https://example.com/fox.png');
		await node.choose('aspectRatioChoice', '9:16');
		await eventually(async () =>
			expect(await node.hints()).toEqual([
				expect.stringMatching(/^Costs about \$0\.10 to \$0\.20 per second \(Feb 2026\)/),
			]),
		);

		await node.openList('anyModel');
		await node.searchList('veo 3.1');
		// The model that is chosen stays at the top.
		await listed(KLING, ...VEO);
		await editor.picture('any-model');
		await node.chooseFromList('Veo 3.1,');
		await eventually(async () => expect(await node.located('anyModel')).toBe(VEO[0]));
		await eventually(async () => {
			expect(await node.located('image')).toBe('https://example.com/fox.png');
			expect(await node.chosen('prompt')).toBe('the fox runs through the snow');
			expect(await node.chosen('aspectRatioChoice')).toBe('9:16');
		});
		await node.execute();
		await node.succeeded();
		expect(made().map(({ request }) => request)).toEqual([
			{
				model: 'veo3.1',
				task_type: 'veo3.1-video',
				input: {
					prompt: 'the fox runs through the snow',
					image_url: 'https://example.com/fox.png',
					aspect_ratio: '9:16',
				},
			},
		]);
	});
});

describe('models to try if the first one fails', () => {
	it('are chosen from the same list, and the output says which one it was', async () => {
		const { editor, simulator } = stage;
		const { node } = editor;
		simulator.behaviour.outcome = ({ model }: TaskRequest) =>
			model === 'kling'
				? { failed: { code: 10_000, message: 'The model is overloaded' } }
				: 'completed';
		const before = made().length;
		await openForm('Fallback', {
			anyModel: { __rl: true, mode: 'list', value: 'kling-3.0', cachedResultName: KLING },
			prompt: 'the fox runs through the snow',
			image: { __rl: true, mode: 'url', value: 'https://example.com/fox.png' },
		});
		await node.addOption('options', 'If It Fails');
		await node.addRow('Add Model');
		await node.openListInRow('anyModel');
		await node.searchList('veo 3.1 fast');
		await listed('Veo 3.1 Fast, about $0.06 to $0.09 per second (2026)');
		await node.chooseFromList('Veo 3.1 Fast');
		await node.execute();
		await node.succeeded();
		await node.showOutput('json');
		for (const text of [
			/"modelName":\s*"Veo 3\.1 Fast"/,
			/"attempts":\s*\[\s*\{\s*"model":\s*"Kling 3\.0"/,
			/"status":\s*"failed",\s*"reason":\s*"The model is overloaded/,
		])
			await eventually(async () => expect(await node.output.innerText()).toMatch(text));
		await editor.notificationsGone();
		await editor.picture('any-model-fallback');
		expect(
			made()
				.slice(before)
				.map(({ request }) => request.task_type),
		).toEqual(['video_generation', 'veo3.1-video-fast']);
	});
});
