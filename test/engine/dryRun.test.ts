import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { nodeTypeOf, variantsOf } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { modelsFor } from '../../nodes/catalog/anyModel/models';
import { dry, hintsOf, jsonOf, photo, runDry } from './dryRunStage';
import { bodyOf, operationCases, parametersOf } from './operationCases';
import { PI_API } from './resources';
import { bodies, files, locator, openSetting, type Setting } from './setting';

let setting: Setting;

beforeAll(async () => {
	setting = await openSetting({ taskSeconds: 1 });
});

afterAll(async () => await setting.close());

describe('Dry Run of every operation', () => {
	it.each(operationCases)('%s: %s', async (_, __, one) => {
		const parameters = dry({ ...parametersOf(one), downloadFiles: true });
		const run = await runDry(setting, parameters, { nodeType: nodeTypeOf(one.family) });
		const [item, ...others] = run.output;
		expect(others).toEqual([]);
		expect(item?.json).toMatchObject({ dryRun: true, valid: true, problems: [] });
		expect(item?.json.request).toEqual(bodyOf(one));
		expect(item?.json.estimate).toMatch(/^((About|At most) \$[\d.]+ \(.+\)|Unknown: .+)$/);
		expect(item?.json.estimatedUsd === null).toBe(/^Unknown/.test(String(item?.json.estimate)));
		expect(item?.pairedItem).toEqual({ item: 0 });
		expect(hintsOf(run)).toEqual([
			expect.stringMatching(/^Dry Run: 1 item .+ Nothing was sent\.$/),
		]);
	});

	it('is what is sent without it', async () => {
		const [[, , one] = []] = operationCases;
		if (one === undefined) throw new Error('There is no operation');
		const nodeType = nodeTypeOf(one.family);
		const planned = await setting.run(dry(parametersOf(one)), { nodeType });
		const before = bodies(setting.piApi).length;
		await setting.run(parametersOf(one), { nodeType });
		expect(bodies(setting.piApi).slice(before)).toEqual([planned.output[0]?.json.request]);
	});
});

const anyModelCases = anyModelFamilies.flatMap((family) =>
	family.operations.flatMap((operation) =>
		[...new Set(modelsFor(operation.value).map(({ id }) => id))].map(
			(id) => [`${family.name}, ${operation.name}`, id, { family, operation }] as const,
		),
	),
);

const NEEDED = ['prompt', 'lyrics', 'image', 'images', 'voice'];

/** What any model may need: a text and files. */
const anyModelParameters = (
	{ family, operation }: (typeof anyModelCases)[number][2],
	id: string,
): INodeParameters => {
	const [variant] = variantsOf(operation);
	if (variant === undefined) throw new Error('The operation creates nothing');
	const fields = operation.commonFields.filter(({ path }) => NEEDED.includes(path));
	return {
		...parametersOf({ family, operation, variant, fields }),
		anyModel: locator(id),
	};
};

describe('Dry Run with any model', () => {
	it.each(anyModelCases)('%s: %s', async (_, id, one) => {
		const run = await runDry(setting, dry(anyModelParameters(one, id)), { nodeType: PI_API });
		expect(jsonOf(run)).toMatchObject([
			{
				dryRun: true,
				valid: true,
				modelName: expect.stringMatching(/\w/),
				request: { model: expect.stringMatching(/\w/), task_type: expect.stringMatching(/\w/) },
			},
		]);
	});

	it('checks every model that may be tried, and tells what the next ones cost', async () => {
		const [[, , one] = []] = anyModelCases;
		if (one === undefined) throw new Error('There is no model');
		const [first, second] = modelsFor(one.operation.value);
		const ifItFails = { items: [{ anyModel: locator(second?.id) }] };
		const parameters = anyModelParameters(one, first?.id ?? '');
		const run = await runDry(setting, dry({ ...parameters, options: { ifItFails } }), {
			nodeType: PI_API,
		});
		const [json] = jsonOf(run);
		expect(json).toMatchObject({ valid: true, modelName: first?.name });
		expect(json?.hints).toContainEqual(
			expect.stringMatching(
				new RegExp(`^If it fails, next ${second?.name}: (About|At most|Unknown)`),
			),
		);
	});
});

describe('Dry Run of what the catalog does not list', () => {
	const custom = {
		resource: 'customTask',
		operation: 'create',
		customModel: 'kling',
		customTaskType: 'video_generation',
		inputAs: 'json',
		input: '{ "prompt": "a fox" }',
	};

	it('is the request of a custom task, without the secret in its config', async () => {
		const customConfig = JSON.stringify({
			webhook_config: { endpoint: 'https://example.com/hook', secret: 'another-secret' },
		});
		const run = await runDry(setting, dry({ ...custom, options: { customConfig } }), {
			nodeType: PI_API,
		});
		expect(jsonOf(run)).toMatchObject([
			{
				valid: true,
				request: {
					model: 'kling',
					task_type: 'video_generation',
					input: { prompt: 'a fox' },
					config: { webhook_config: { endpoint: 'https://example.com/hook' } },
				},
			},
		]);
		expect(JSON.stringify(run.output)).not.toContain('another-secret');
	});

	it('tells what is wrong with a custom task', async () => {
		const run = await runDry(setting, dry({ ...custom, input: 'a fox' }), { nodeType: PI_API });
		expect(jsonOf(run)).toMatchObject([
			{ valid: false, request: null, problems: [{ message: expect.stringContaining('Input') }] },
		]);
	});

	const chat = {
		resource: 'chat',
		operation: 'message',
		chatModel: locator('gpt-4o'),
		prompt: 'Name a fox',
		chatImages: files(locator('photo', 'binary')),
	};
	const images = {
		resource: 'gptImage',
		imageModel: locator('gpt-image-1'),
		prompt: 'a fox',
		sizeChoice: '1024x1024',
	};

	it.each<[string, INodeParameters, IDataObject]>([
		[
			'a chat',
			chat,
			{
				model: 'gpt-4o',
				messages: [
					{
						role: 'user',
						content: [
							{ type: 'text', text: 'Name a fox' },
							{ type: 'image_url', image_url: { url: '(binary field photo)' } },
						],
					},
				],
			},
		],
		[
			'new images',
			{ ...images, operation: 'generate' },
			{ model: 'gpt-image-1', prompt: 'a fox', size: '1024x1024' },
		],
		[
			'edited images',
			{
				...images,
				operation: 'edit',
				imagesToEdit: files(
					locator('photo', 'binary'),
					locator('https://example.com/1.png', 'url'),
				),
			},
			{
				model: 'gpt-image-1',
				prompt: 'a fox',
				size: '1024x1024',
				image: ['(binary field photo)', 'https://example.com/1.png'],
			},
		],
	])('is the body of %s', async (_, parameters, request) => {
		const run = await runDry(setting, dry(parameters), {
			nodeType: PI_API,
			items: [{ json: {}, binary: { photo } }],
		});
		expect(jsonOf(run)).toMatchObject([{ dryRun: true, valid: true, problems: [] }]);
		expect(jsonOf(run)[0]?.request).toEqual(request);
	});
});
