import type { INodeParameters } from 'n8n-workflow';

import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { modelsFor } from '../../nodes/catalog/anyModel/models';
import {
	EDIT,
	end,
	image,
	IMAGE,
	IMAGE_TO_VIDEO,
	link,
	model,
	MODEL_3D,
	MUSIC,
	REFERENCES,
	runAny,
	SPEECH,
	TEXT_TO_VIDEO,
	type Place,
} from './anyModelStage';
import { bodies, files, openSetting, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ taskSeconds: 1, prices: 'documented' });
});

afterEach(async () => await setting.close());

describe('each kind creates a task of the model', () => {
	it.each<[string, Place, INodeParameters, object]>([
		[
			'an image',
			IMAGE,
			{ ...model('flux-schnell'), prompt: 'a fox', aspectRatioChoice: '16:9', count: 2 },
			{
				model: 'Qubico/flux1-schnell',
				task_type: 'txt2img',
				input: { prompt: 'a fox', width: 1360, height: 768, batch_size: 2 },
			},
		],
		[
			'an image from images',
			EDIT,
			{ ...model('qwen-image'), prompt: 'a hat', images: files(link(image), link(end)) },
			{
				model: 'Qubico/qwen-image',
				task_type: 'image-edit',
				input: { prompt: 'a hat', image1: image, image2: end },
			},
		],
		[
			'a video from text',
			TEXT_TO_VIDEO,
			{ ...model('veo-3.1-fast'), prompt: 'a fox', duration: 8, resolution: '1080p' },
			{
				model: 'veo3.1',
				task_type: 'veo3.1-video-fast',
				input: { prompt: 'a fox', duration: '8s', resolution: '1080p' },
			},
		],
		[
			'a video from its first and last frame',
			IMAGE_TO_VIDEO,
			{
				...model('kling-3.0'),
				prompt: 'x',
				image: link(image),
				lastFrame: link(end),
				resolution: '1080p',
			},
			{
				model: 'kling',
				task_type: 'video_generation',
				input: { prompt: 'x', version: '3.0', image_url: image, image_tail_url: end, mode: 'pro' },
			},
		],
		[
			'a video from references',
			REFERENCES,
			{ ...model('kling-1.6'), prompt: 'x', images: files(link(image)) },
			{
				model: 'kling',
				task_type: 'video_generation',
				input: { prompt: 'x', version: '1.6', elements: [{ image_url: image }] },
			},
		],
		[
			'music',
			MUSIC,
			{ ...model('udio'), prompt: 'folk', lyrics: 'la', options: { negativePrompt: 'metal' } },
			{
				model: 'music-u',
				task_type: 'generate_music',
				input: {
					gpt_description_prompt: 'folk',
					lyrics: 'la',
					lyrics_type: 'user',
					negative_tags: 'metal',
				},
			},
		],
		[
			'speech',
			SPEECH,
			{ ...model('seed-audio-1.0'), prompt: 'Good evening' },
			{ model: 'byteaudio', task_type: 'seed-audio-1.0', input: { text: 'Good evening' } },
		],
		[
			'a 3D model',
			MODEL_3D,
			{ ...model('trellis-2'), image: link(image), options: { seed: 7 } },
			{ model: 'Qubico/trellis2', task_type: 'image-to-3d', input: { image, seed: 7 } },
		],
	])('%s', async (_, place, parameters, body) => {
		const { output, error } = await runAny(setting, place, parameters);
		expect(error?.message).toBeUndefined();
		expect(bodies(setting.piApi)).toEqual([body]);
		expect(output).toMatchObject([
			{
				json: {
					taskId: setting.piApi.ledger.createdTasks()[0]?.id,
					status: 'completed',
					url: expect.stringMatching(/^http/),
					costUsd: expect.any(Number),
					modelName: expect.stringMatching(/\w/),
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	const all = anyModelFamilies.flatMap((family) =>
		family.operations.flatMap(({ value }) =>
			[...new Set(modelsFor(value).map(({ id }) => id))].map(
				(id) => [value, id, family.value] as const,
			),
		),
	);

	it.each(all)('%s with %s: the simulator takes it', async (operation, id, resource) => {
		const { output, error } = await runAny(setting, [resource, operation], {
			...model(id),
			prompt: 'a fox',
			image: link(image),
			images: files(link(image)),
		});
		expect(error?.message).toBeUndefined();
		expect(output).toMatchObject([{ json: { status: 'completed' } }]);
		expect(setting.piApi.ledger.createdTasks()).toHaveLength(1);
	});
});
