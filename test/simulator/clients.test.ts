import { create } from '../../tools/simulator/call';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

const LINK = 'https://files.example/a.png';

const flux = (model: string, taskType: string, input: object) => ({
	model: `Qubico/flux1-${model}`,
	task_type: taskType,
	input: { prompt: 'a fox', ...input },
});

const kling = (taskType: string, input: object) => ({
	model: 'kling',
	task_type: taskType,
	input: { ...input, version: '2.6' },
});

const lora = (name: string) => ({ lora_settings: [{ lora_type: name }] });

/** Bodies that PiAPI's own programs send, or programs in use, and that PiAPI's pages do not allow. */
const bodies = [
	[
		'an image tool without a negative prompt',
		{
			model: 'Qubico/image-toolkit',
			task_type: 'segment',
			input: { image: LINK, prompt: 'the fox' },
		},
	],
	[
		'sound for a video without a prompt',
		{
			model: 'Qubico/mmaudio',
			task_type: 'video2audio',
			input: { video: 'https://files.example/a.mp4', prompt: '' },
		},
	],
	[
		'a song with a title',
		{
			model: 'music-u',
			task_type: 'generate_music',
			input: { gpt_description_prompt: 'a fox', lyrics_type: 'generate', title: 'Fox' },
		},
	],
	...['schnell', 'dev'].map((model) => [
		`a size for an image from an image, ${model}`,
		flux(model, 'img2img', { image: LINK, width: 512, height: 512 }),
	]),
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
	[
		'another aspect ratio',
		{
			model: 'Qubico/wanx',
			task_type: 'img2video-14b',
			input: { prompt: 'a fox', image: LINK, aspect_ratio: '1:1' },
		},
	],
	[
		'another LoRA',
		{
			model: 'Qubico/wanx',
			task_type: 'txt2video-14b-lora',
			input: { prompt: 'a fox', ...lora('water-colour') },
		},
	],
	[
		'a resolution',
		{
			model: 'Qubico/wanx',
			task_type: 'txt2video-14b',
			input: { prompt: 'a fox', video_resolution: '480P' },
		},
	],
	[
		'frames under other names',
		{
			model: 'Qubico/wanx',
			task_type: 'img2video-14b-keyframe',
			input: { prompt: 'a fox', first_frame: LINK, last_frame: LINK },
		},
	],
	[
		'a version of effects',
		kling('effects', { image_url: LINK, effect: 'squish', prompt: 'a fox' }),
	],
	['a version of sounds', kling('sound', { prompt: 'a fox' })],
	['a version of avatars', kling('avatar', { image_url: LINK, local_dubbing_url: LINK })],
	['a version of try-on', kling('ai_try_on', { model_input: LINK, dress_input: LINK })],
] as ReadonlyArray<readonly [string, { readonly model: string; readonly task_type: string }]>;

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
		[
			'a model at the top',
			{ model: 't2v-01', task_type: 'video_generation', input: {} },
			'no task type',
		],
		[
			'a task type that is gone',
			{ model: 'suno', task_type: 'generate', input: {} },
			'no task type',
		],
		[
			'a song without lyrics_type',
			{ model: 'music-u', task_type: 'generate_music', input: { gpt_description_prompt: 'a fox' } },
			'lyrics_type is required',
		],
		['a guidance out of bounds', flux('dev', 'txt2img', { guidance_scale: 9 }), 'is above 5'],
		[
			'a choice of a documented list',
			{
				model: 'kling',
				task_type: 'video_generation',
				input: { prompt: 'a', aspect_ratio: '2:1' },
			},
			'must be one of',
		],
	])('is refused: %s', async (_, body, message) => {
		const { status, body: answer } = await create(simulator, body);
		expect(status).toBe(400);
		expect(answer.message).toContain(message);
	});
});
