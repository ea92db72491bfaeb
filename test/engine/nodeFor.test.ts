import type { INodeParameters } from 'n8n-workflow';

import { projectFolder } from './harness';
import { bodies, openSetting, type Setting } from './setting';

interface Package {
	readonly nodeFor: (body: unknown) => { type: string; parameters: INodeParameters };
	readonly catalog: { readonly operations: ReadonlyArray<Record<string, unknown>> };
}

const built = jest.requireActual<Package>(projectFolder);

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ speed: 200, taskSeconds: 1 });
});

afterEach(async () => await setting.close());

const kling = (prompt: string) => ({
	model: 'kling',
	task_type: 'video_generation',
	input: {
		prompt,
		version: '1.6',
		camera_control: {
			type: 'simple',
			config: { pan: 3, tilt: 0, roll: 0, zoom: 0, horizontal: 0, vertical: 0 },
		},
	},
});

it.each([
	kling('plain'),
	kling('=1 + 1'),
	kling('={{ $json.key }} and {{ 2 }}'),
	kling('= a "quote", a \\ and }} {{\nand a line 🦊'),
	{ model: 'Qubico/flux1-dev', task_type: 'txt2img', input: { prompt: '=x', steps: 20 } },
	{
		model: 'kling',
		task_type: 'video_generation',
		input: { version: '3.0', multi_shots: [{ prompt: '=one' }, { prompt: 'two', duration: 4 }] },
	},
	{
		model: 'midjourney',
		task_type: 'imagine',
		input: { prompt: 'a fox', aspect_ratio: '16:9' },
		config: { service_mode: 'public' },
	},
	{ model: 'gemini', task_type: 'nano-banana-pro', input: { prompt: 'x', unheard_of: ['=y'] } },
])('the node for %j sends just that', async (body) => {
	setting.piApi.behaviour.acceptUnknownInput = true;
	const { type, parameters } = built.nodeFor(body);
	const run = await setting.run(parameters, { nodeType: type });
	expect(run.error?.message).toBeUndefined();
	expect(bodies(setting.piApi)).toEqual([body]);
});

it('lists every operation with its fields', () => {
	const { operations } = built.catalog;
	expect(operations.length).toBeGreaterThan(100);
	expect(operations).toContainEqual(
		expect.objectContaining({
			nodeType: 'n8n-nodes-piapi-unified.piApi',
			resource: 'flux',
			operation: 'generateImage',
			model: 'Qubico/flux1-dev',
			taskType: 'txt2img',
		}),
	);
});
