import type { INodeParameters } from 'n8n-workflow';

import { items, locator, openSetting, type Setting } from './setting';

const FIRST = 'Qubico/flux1-schnell';
const nodeType = 'n8n-nodes-piapi-unified.piApi';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

/** An image with Flux Schnell, or else with Qwen-Image. */
const image = (more: INodeParameters = {}, options: INodeParameters = {}): INodeParameters => ({
	resource: 'anyImage',
	operation: 'generateAnyImage',
	anyModel: locator('flux-schnell'),
	prompt: '={{ "prompt " + $json.number }}',
	downloadFiles: false,
	options: { ifItFails: { items: [{ anyModel: locator('qwen-image') }] }, ...options },
	...more,
});

const made = (model?: string) =>
	setting.piApi.ledger
		.createdTasks()
		.filter(({ request }) => model === undefined || request.model === model);

const failFirst = (message = 'no luck'): void => {
	setting.piApi.behaviour.outcome = ({ model }) =>
		model === FIRST ? { failed: { code: 10000, message } } : 'completed';
};

it('tries another model; the item says which one it was, and lists the attempts', async () => {
	failFirst();
	const run = await setting.run(image(), { nodeType, items: items(2) });
	const attemptOf = (number: number) => ({
		model: 'Flux Schnell',
		taskId: made(FIRST).find(({ request }) => request.input.prompt === `prompt ${number}`)?.id,
		status: 'failed',
		reason: 'no luck (code 10000)',
		costUsd: 0,
	});
	expect(run.output).toMatchObject(
		[0, 1].map((number) => ({
			json: { modelName: 'Qwen-Image', status: 'completed', attempts: [attemptOf(number)] },
			pairedItem: { item: number },
		})),
	);
	expect(made()).toHaveLength(4);
});

it('bills every attempt', async () => {
	failFirst();
	setting.piApi.behaviour.usdOf = ({ model }) => (model === FIRST ? 0.01 : 0.02);
	const run = await setting.run(image(), { nodeType, items: items(2) });
	expect(run.hints.map(({ message }) => message)).toContain(
		'2 tasks cost $0.04. 2 failed: PiAPI says that they were not charged.',
	);
});

it('tries no other model after refused content, unless that is wanted', async () => {
	failFirst('content violation');
	const refused = await setting.run(image(), { nodeType, items: items(1) });
	expect(refused.error?.message).toContain('content violation');
	expect(made()).toHaveLength(1);
	const tried = await setting.run(image({}, { tryNextIfContentRefused: true }), {
		nodeType,
		items: items(1),
	});
	expect(tried.output).toMatchObject([{ json: { modelName: 'Qwen-Image' } }]);
});

it('cancels a pending task that takes too long, and tries another model', async () => {
	setting.piApi.behaviour.pendingSeconds = ({ model }) => (model === FIRST ? Infinity : 0);
	const run = await setting.run(image({ taskOptions: { timeout: 60 } }), {
		nodeType,
		items: items(1),
	});
	expect(run.output).toMatchObject([
		{ json: { modelName: 'Qwen-Image', attempts: [{ status: 'canceled' }] } },
	]);
	expect(made(FIRST)[0]?.cancelled).toBe(true);
});

it('leaves a task alone that PiAPI does not cancel, and tries no other model', async () => {
	setting.piApi.behaviour.taskSeconds = Infinity;
	const run = await setting.run(image({ taskOptions: { timeout: 60 } }), {
		nodeType,
		items: items(1),
	});
	expect(run.error?.description).toContain('PiAPI did not cancel it');
	expect(made()).toHaveLength(1);
	const unfinished = await setting.run(
		image({ taskOptions: { timeout: 60, onTimeout: 'returnUnfinishedTask' } }),
		{ nodeType, items: items(1) },
	);
	expect(unfinished.output).toMatchObject([
		{ json: { modelName: 'Flux Schnell', status: 'processing' } },
	]);
});

it('resumes where it was when the execution is retried after a stop', async () => {
	failFirst();
	setting.piApi.behaviour.taskSeconds = ({ model }) => (model === FIRST ? 2 : 60);
	const started = setting.start(image(), { nodeType, items: items(2), executionId: '1' });
	await setting.until(() => made().length === 4);
	await setting.sleep(2_000);
	started.stop();
	const { context } = await started.ended;
	const run = await setting.run(image(), {
		nodeType,
		items: items(2),
		executionId: '2',
		context,
	});
	expect(made()).toHaveLength(4);
	expect(run.output).toMatchObject(
		[0, 1].map(() => ({ json: { modelName: 'Qwen-Image', attempts: [{ status: 'failed' }] } })),
	);
});

it('writes the names of images in a prompt as each model reads them', async () => {
	setting.piApi.behaviour.outcome = ({ model }) =>
		model === 'seedance' ? { failed: { code: 10000, message: 'no luck' } } : 'completed';
	const link = (name: string) => locator(`https://example.com/${name}.png`, 'url');
	const run = await setting.run(
		{
			resource: 'anyVideo',
			operation: 'generateAnyVideoFromReferences',
			anyModel: locator('seedance-2-mini'),
			prompt: '@image_1 meets @image2',
			images: { items: [{ file: link('fox') }, { file: link('hare') }] },
			downloadFiles: false,
			options: { ifItFails: { items: [{ anyModel: locator('kling-3.0-omni') }] } },
		},
		{ nodeType },
	);
	expect(run.error?.message).toBeUndefined();
	expect(made().map(({ request }) => request.input.prompt)).toEqual([
		'@image1 meets @image2',
		'@image_1 meets @image_2',
	]);
});
