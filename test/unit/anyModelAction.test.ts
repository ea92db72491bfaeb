import type { INodeExecutionData } from 'n8n-workflow';

import { anyModelActionsOf } from '../../nodes/actions/anyModel';
import { families } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { modelsFor } from '../../nodes/catalog/anyModel/models';
import type { AnyOperation } from '../../nodes/catalog/serves';
import type { Action } from '../../nodes/execute/pipeline';
import { createPiApiTime } from '../../nodes/transport/piApiTime';
import type { TaskRequest } from '../../nodes/transport/task';
import { answeredWith, connectionWith } from './connectionStage';
import { image } from './anyModelStage';
import { refusal } from './orElseStage';
import { runAction } from './runAction';

let accounts = 0;

const actionOf = (as: AnyOperation): Action => {
	const [action] = anyModelFamilies.flatMap((family) =>
		Object.hasOwn(anyModelActionsOf(families, family), as)
			? [anyModelActionsOf(families, family)[as]]
			: [],
	);
	if (action === undefined) throw new Error(`no ${as}`);
	return action;
};

async function create(
	as: AnyOperation,
	parameters: Record<string, unknown>,
	items: INodeExecutionData[] = [{ json: {} }],
	refused = 0,
	continueOnFail = false,
) {
	const sent: TaskRequest[] = [];
	const run = await runAction(actionOf(as), {
		items,
		continueOnFail,
		parameters: {
			prompt: 'a fox',
			taskOptions: { waitForResult: 'doNotWait' },
			...parameters,
		},
		connection: {
			...connectionWith({
				createTask: async (request, mayGo) => {
					if (mayGo()) sent.push(request);
					if (sent.length <= refused) return refusal('foxes');
					return await Promise.resolve(
						answeredWith({ task_id: `task-${sent.length}`, status: 'pending', ...request }),
					);
				},
			}),
			account: `any model ${++accounts}`,
			time: createPiApiTime(),
			webhookSecret: '',
		},
	});
	// n8n adds the item.
	const message = run.error?.message.replace(' [item 0]', '');
	const hints = run.hints.filter((hint) => !hint.includes('unfinished task'));
	return { ...run, hints, sent, message };
}

const locator = (mode: string, value: unknown) => ({ __rl: true, mode, value });

describe('the model', () => {
	it.each([
		['its ID', 'kling-3.0'],
		['its ID in another case', ' Kling-3.0 '],
		['its name', 'Kling 3.0'],
		['the list', locator('list', 'kling-3.0')],
		['a value that was typed', locator('value', 'kling 3.0')],
	])('is chosen by %s', async (_, model) => {
		const { sent, output } = await create('generateAnyVideoFromText', { anyModel: model });
		expect(sent).toEqual([
			{
				model: 'kling',
				task_type: 'video_generation',
				input: { prompt: 'a fox', version: '3.0' },
			},
		]);
		expect(output).toMatchObject([{ json: { taskId: 'task-1', modelName: 'Kling 3.0' } }]);
	});

	it('may be another one for each item', async () => {
		const models = ['flux-schnell', 'qwen-image', 'seedream-5-pro'];
		const { sent } = await create(
			'generateAnyImage',
			{ anyModel: (index: number) => models[index] },
			models.map(() => ({ json: {} })),
		);
		expect(sent.map(({ model, task_type }) => `${model} ${task_type}`).sort()).toEqual([
			'Qubico/flux1-schnell txt2img',
			'Qubico/qwen-image txt2img',
			'seedream seedream-5-pro',
		]);
	});

	it.each([
		['of another kind', 'udio', 'Model is "udio", which this operation does not offer'],
		[
			'that PiAPI may have stopped',
			'sora-2',
			'Model is "sora-2", which this operation does not offer',
		],
		['that there is none of', 7, 'Model is 7, which this operation does not offer'],
		['left empty', ' ', 'Model is empty'],
	])('%s is refused before anything is created', async (_, anyModel, message) => {
		const { sent, error, ...run } = await create('generateAnyVideoFromText', { anyModel });
		expect(sent).toEqual([]);
		expect(run.message).toBe(message);
		if (anyModel !== ' ') {
			modelsFor('generateAnyVideoFromText').forEach(({ id }) =>
				expect(error?.description).toContain(id),
			);
		}
	});

	it.each<[string, object, string]>([
		['text', { prompt: 'a fox' }, 'text-to-3d'],
		['an image', { prompt: '', image }, 'image-to-3d'],
		['both', { prompt: 'a fox', image }, 'image-to-3d'],
	])('creates with the operation that suits %s best', async (_, common, taskType) => {
		const { sent, hints } = await create('generateAny3dModel', { anyModel: 'trellis', ...common });
		expect(sent).toMatchObject([{ model: 'Qubico/trellis', task_type: taskType }]);
		expect(hints.filter((hint) => hint.includes('not sent'))).toEqual([]);
	});
});

describe('what is wrong', () => {
	it('creates nothing for the item, and something for the others', async () => {
		const durations = [5, 8];
		const { sent, error } = await create(
			'generateAnyVideoFromText',
			{ anyModel: 'kling-2.5', duration: (index: number) => durations[index] },
			durations.map(() => ({ json: {} })),
		);
		expect(error?.message).toContain('Duration is 8, which Kling 2.5 does not offer');
		expect(sent.filter(({ input }) => input.duration !== 5)).toEqual([]);
	});

	it('shows a hint for what the model lacks, and creates the task', async () => {
		const { sent, hints } = await create('generateAnyImage', {
			anyModel: 'nano-banana-pro',
			options: { seed: 7 },
		});
		expect(sent).toMatchObject([{ input: { prompt: 'a fox' } }]);
		expect(hints).toContainEqual(
			expect.stringContaining('Nano Banana Pro has no Seed; it was not sent'),
		);
	});
});

describe('models to try if it fails', () => {
	const rows = (...models: unknown[]) => ({
		items: models.map((model) => ({ anyModel: locator('list', model) })),
	});

	it('do nothing as long as the first one works, and no row is not a model', async () => {
		const { sent, error } = await create('generateAnyImage', {
			anyModel: 'flux-dev',
			options: { ifItFails: rows('qwen-image', '') },
		});
		expect(error).toBeUndefined();
		expect(sent).toMatchObject([{ model: 'Qubico/flux1-dev' }]);
	});

	it.each<[string, unknown, string]>([
		[
			'that is not offered',
			rows('udio'),
			'If It Fails: Model is "udio", which this operation does not offer',
		],
		[
			'by its name in a list',
			['udio'],
			'If It Fails: Model is "udio", which this operation does not offer',
		],
		['that are none', 'flux', 'If It Fails is not a list'],
		[
			'by the name that the request has for it',
			[{ model: 'udio' }],
			'If It Fails: Model is "udio", which this operation does not offer',
		],
		[
			'by a name that the row does not have',
			[{ id: 'qwen-image' }],
			'If It Fails, row 1: "id" is not a field',
		],
		['that are lists', [['qwen-image']], 'If It Fails, row 1: Model is not text'],
	])('are checked before anything is created: one %s', async (_, ifItFails, message) => {
		const run = await create('generateAnyImage', {
			anyModel: 'flux-dev',
			options: { ifItFails },
		});
		expect([run.sent, run.message]).toEqual([[], message]);
	});

	it.each<[string, unknown]>([
		['IDs', ['qwen-image']],
		['rows of the form', rows('qwen-image')],
		['rows with the name in the request', [{ model: 'qwen-image' }]],
		['one row', { model: 'qwen-image' }],
		['JSON', '[{ "model": "qwen-image" }]'],
		['locators', [locator('list', 'qwen-image')]],
		['locators without a mark', [{ mode: 'list', value: 'qwen-image' }]],
	])('may be %s of an expression', async (_, ifItFails) => {
		const { sent, error } = await create(
			'generateAnyImage',
			{ anyModel: 'flux-dev', options: { ifItFails } },
			undefined,
			1,
		);
		expect(error).toBeUndefined();
		expect(sent.map(({ model }) => model)).toEqual(['Qubico/flux1-dev', 'Qubico/qwen-image']);
	});

	it.each<[string, Record<string, unknown>, boolean]>([
		['rows', { options: { ifItFails: rows('qwen-image') } }, true],
		['an expression', { options: () => ({ ifItFails: ['qwen-image'] }) }, true],
		[
			'only one of the items',
			{ options: (index: number) => index && { ifItFails: ['flux-dev'] } },
			true,
		],
		['no row', { options: { ifItFails: rows() } }, false],
		['an expression without one', { options: () => ({}) }, false],
		['an expression that cannot be read', { options: () => ({ ifItFails: 7 }) }, false],
	])('are not left out with Pause Until Callback: %s', async (_, given, triesOthers) => {
		const taskOptions = { waitForResult: 'pauseUntilCallback' };
		const parameters = { anyModel: 'flux-schnell', taskOptions, ...given };
		const items = [{ json: {} }, { json: {} }];
		const { hints } = await create('generateAnyImage', parameters, items, Infinity, true);
		expect(hints).toContainEqual(
			triesOthers
				? expect.stringContaining('If It Fails tries other models')
				: expect.stringContaining('PiAPI cannot call'),
		);
	});

	it('have to take the values of the form, too', async () => {
		const { sent, message } = await create('generateAnyVideoFromText', {
			anyModel: 'veo-3.1',
			duration: 8,
			options: { ifItFails: rows('kling-3.0', 'kling-2.5') },
		});
		expect(sent).toEqual([]);
		expect(message).toBe('If It Fails: Duration is 8, which Kling 2.5 does not offer');
	});

	it('need reasons that are true or false', async () => {
		const { sent, message } = await create('generateAnyImage', {
			anyModel: 'flux-dev',
			options: { ifItFails: rows('qwen-image'), tryNextIfFailed: 'perhaps' },
		});
		expect(sent).toEqual([]);
		expect(message).toBe('Try Next If Failed is neither true nor false');
	});
});

describe('what is wrong with a model of If It Fails', () => {
	const withOther = (other: string) => ({
		anyModel: 'trellis',
		options: { ifItFails: { items: [{ anyModel: other }] } },
	});

	it('names that model, and nothing is created', async () => {
		const { message, sent } = await create('generateAny3dModel', withOther('trellis-2'));
		expect(message).toBe('If It Fails: Trellis 2: Image is empty');
		expect(sent).toEqual([]);
	});

	it('names that model in a dry run, but not for what is wrong with both', async () => {
		const problemsOf = async (parameters: object) => {
			const { output } = await create('generateAny3dModel', {
				...withOther('pixal3d'),
				...parameters,
				taskOptions: { dryRun: true },
			});
			return output[0]?.json.problems;
		};
		expect(await problemsOf({})).toMatchObject([
			{ message: expect.stringMatching(/^If It Fails: .*: Image is empty$/) },
		]);
		expect(await problemsOf({ anyModel: 'trellis-2' })).toMatchObject([
			{ message: 'Image is empty' },
		]);
	});
});
