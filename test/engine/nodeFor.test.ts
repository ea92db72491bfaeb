import type { INodeParameters } from 'n8n-workflow';

import { projectFolder } from '../../tools/projectFolder';
import { bodies, openSetting, type Setting } from './setting';

interface Package {
	readonly nodeFor: (body: unknown) => {
		type: string;
		parameters: INodeParameters;
		notes: readonly string[];
	};
}

const built = jest.requireActual<Package>(projectFolder);

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ taskSeconds: 1 });
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
	{ model: 'gemini', task_type: 'nano-banana-pro', input: { prompt: 'x', image_urls: [] } },
	{
		model: 'kling',
		task_type: 'video_generation',
		input: { prompt: 'x', seed: null, camera_control: { type: 'simple', tempo: [] } },
	},
])('the node for %j sends just that', async (body) => {
	setting.piApi.behaviour.acceptUnknownInput = true;
	const { type, parameters } = built.nodeFor(body);
	const run = await setting.run(parameters, { nodeType: type });
	expect(run.error?.message).toBeUndefined();
	expect(bodies(setting.piApi)).toEqual([body]);
});

const IMAGE = 'https://example.com/fox.png';
const ADVANCED = 'Qubico/flux1-dev-advanced';

/** As the MCP server, the command line and users of PiAPI build them. */
const ofClients: ReadonlyArray<{ model: string; task_type: string; input: object }> = [
	{ model: 'Qubico/image-toolkit', task_type: 'segment', input: { image: IMAGE, prompt: 'face' } },
	{ model: 'Qubico/mmaudio', task_type: 'video2audio', input: { video: IMAGE } },
	{
		model: 'music-u',
		task_type: 'generate_music',
		input: { gpt_description_prompt: 'folk', lyrics_type: 'instrumental', title: 'The Lighthouse' },
	},
	{
		model: 'Qubico/flux1-schnell',
		task_type: 'img2img',
		input: { prompt: 'a fox', image: IMAGE, width: 512, height: 512 },
	},
	{
		model: ADVANCED,
		task_type: 'img2img-lora',
		input: {
			prompt: 'a fox',
			image: IMAGE,
			lora_settings: [{ lora_type: 'mystic-realism', lora_strength: 1 }],
		},
	},
	{
		model: ADVANCED,
		task_type: 'controlnet-lora',
		input: {
			prompt: 'a fox',
			control_net_settings: [{ control_type: 'hed', control_image: IMAGE }],
		},
	},
	{
		model: 'Qubico/wanx',
		task_type: 'img2video-14b',
		input: { prompt: 'a fox', image: IMAGE, aspect_ratio: '1:1' },
	},
	{
		model: 'kling',
		task_type: 'effects',
		input: { image_url: IMAGE, effect: 'squish', version: '2.6' },
	},
	{ model: 'kling', task_type: 'sound', input: { prompt: 'waves', version: '2.6' } },
	{
		model: 'kling',
		task_type: 'avatar',
		input: { image_url: IMAGE, local_dubbing_url: IMAGE, version: '2.6' },
	},
	{
		model: 'kling',
		task_type: 'ai_try_on',
		input: { model_input: IMAGE, dress_input: IMAGE, version: '2.6' },
	},
	{
		model: 'Qubico/flux1-dev',
		task_type: 'txt2img',
		input: { prompt: 'a fox', aspect_ratio: '16:9' },
	},
];

it.each(ofClients)('%j has a field for everything, and is taken', async (body) => {
	const { type, parameters, notes } = built.nodeFor(body);
	expect(notes).toEqual([]);
	expect(parameters.resource).not.toBe('customTask');
	const run = await setting.run(parameters, { nodeType: type });
	expect(run.error?.message).toBeUndefined();
	expect(bodies(setting.piApi)).toEqual([body]);
});
