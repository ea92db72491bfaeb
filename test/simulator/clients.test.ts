import { create, taskOf } from '../../tools/simulator/call';
import type { TaskRequest } from '../../tools/simulator/options';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

const LINK = 'https://files.example/a.png';

const flux = (model: string, taskType: string, input: object) =>
	taskOf(`Qubico/flux1-${model}`, taskType, { prompt: 'a fox', ...input });

const kling = (taskType: string, input: object) =>
	taskOf('kling', taskType, { ...input, version: '2.6' });

const wanx = (taskType: string, input: object) =>
	taskOf('Qubico/wanx', taskType, { prompt: 'a fox', ...input });

const song = (input: object) =>
	taskOf('music-u', 'generate_music', { gpt_description_prompt: 'a fox', ...input });

const lora = (name: string) => ({ lora_settings: [{ lora_type: name }] });

/** Bodies that PiAPI's own programs send, or programs in use, and that PiAPI's pages do not allow. */
const bodies: ReadonlyArray<readonly [string, TaskRequest]> = [
	[
		'an image tool without a negative prompt',
		taskOf('Qubico/image-toolkit', 'segment', { image: LINK, prompt: 'the fox' }),
	],
	[
		'sound for a video without a prompt',
		taskOf('Qubico/mmaudio', 'video2audio', { video: 'https://files.example/a.mp4', prompt: '' }),
	],
	['a song with a title', song({ lyrics_type: 'generate', title: 'Fox' })],
	...['schnell', 'dev'].map(
		(model) =>
			[
				`a size for an image from an image, ${model}`,
				flux(model, 'img2img', { image: LINK, width: 512, height: 512 }),
			] as const,
	),
	['another LoRA', flux('dev-advanced', 'txt2img-lora', lora('mystic-realism'))],
	[
		'another LoRA',
		flux('dev-advanced', 'img2img-lora', { image: LINK, ...lora('mystic-realism') }),
	],
	[
		'another LoRA and another control',
		flux('dev-advanced', 'controlnet-lora', {
			...lora('mystic-realism'),
			control_net_settings: [{ control_type: 'hed', control_image: LINK }],
		}),
	],
	['an aspect ratio instead of a size', flux('dev', 'txt2img', { aspect_ratio: '16:9' })],
	['another aspect ratio', wanx('img2video-14b', { image: LINK, aspect_ratio: '1:1' })],
	['another LoRA', wanx('txt2video-14b-lora', lora('water-colour'))],
	['a resolution', wanx('txt2video-14b', { video_resolution: '480P' })],
	[
		'frames under other names',
		wanx('img2video-14b-keyframe', { first_frame: LINK, last_frame: LINK }),
	],
	[
		'a version of effects',
		kling('effects', { image_url: LINK, effect: 'squish', prompt: 'a fox' }),
	],
	['a version of sounds', kling('sound', { prompt: 'a fox' })],
	['a version of avatars', kling('avatar', { image_url: LINK, local_dubbing_url: LINK })],
	['a version of try-on', kling('ai_try_on', { model_input: LINK, dress_input: LINK })],
];

describe('what clients in use send', () => {
	let simulator: Simulator;

	beforeAll(async () => {
		simulator = await startSimulator();
	});

	afterAll(async () => await simulator.close());

	it.each(bodies)('is taken: %s, %j', async (_, body) => {
		const { status, body: answer } = await create(simulator, body);
		expect([status, answer.message]).toEqual([200, 'success']);
	});

	it.each([
		['a number as text', flux('dev', 'txt2img', { width: '512' }), 'width must be of type integer'],
		['a model at the top', taskOf('t2v-01', 'video_generation', {}), 'no task type'],
		['a task type that is gone', taskOf('suno', 'generate', {}), 'no task type'],
		['a song without lyrics_type', song({}), 'lyrics_type is required'],
		['a guidance out of bounds', flux('dev', 'txt2img', { guidance_scale: 9 }), 'is above 5'],
		[
			'a choice of a documented list',
			taskOf('kling', 'video_generation', { prompt: 'a', aspect_ratio: '2:1' }),
			'must be one of',
		],
	])('is refused: %s', async (_, body, message) => {
		const { status, body: answer } = await create(simulator, body);
		expect(status).toBe(400);
		expect(answer.message).toContain(message);
	});
});
