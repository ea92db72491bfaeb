import { decimal, rows, text } from './fields';
import {
	closedAspectRatio,
	mainImage,
	negativePrompt,
	prompt,
	videoUrlResult,
} from './sharedFields';
import type { Family, Operation } from './vocabulary';

const SHAPES = ['16:9', '1:1', '9:16'];
const MODEL = 'Qubico/hunyuan';

const words = prompt({ required: true, help: 'What the clip shows' });
const shape = closedAspectRatio(SHAPES);
const image = mainImage('image', { help: 'The image that the clip begins with', required: true });

const known: Pick<Operation, 'model' | 'confidence' | 'source' | 'results'> = {
	model: MODEL,
	confidence: 'client-code',
	source: 'https://piapi.ai/zh-CN/hunyuan',
	results: videoUrlResult,
};

/** Facts: https://piapi.ai/docs/hunyuan-video/txt2video-api and its sister pages. */
export const hunyuan: Family = {
	value: 'hunyuan',
	name: 'Hunyuan Video',
	kind: 'video',
	usualOperation: 'textToVideo',
	operations: [
		{
			...known,
			value: 'generateVideoFromImageFreeMotion',
			name: 'Generate Video From Image (Free Motion)',
			description: 'Make a clip from an image in which things move freely',
			taskType: 'img2video-concat',
			fields: [image, words, negativePrompt(), shape],
		},
		{
			...known,
			value: 'generateVideoFromImageSteady',
			name: 'Generate Video From Image (Steady)',
			description: 'Make a clip from an image that stays close to it',
			taskType: 'img2video-replace',
			fields: [image, words, negativePrompt(), shape],
		},
		{
			...known,
			value: 'generateVideo',
			name: 'Generate Video',
			description: 'Make a clip from a text',
			taskType: 'txt2video',
			confidence: 'documented',
			fields: [{ ...words, maximumLength: 1000 }, negativePrompt(), shape],
		},
		{
			...known,
			value: 'generateVideoFast',
			name: 'Generate Video (Fast)',
			description: 'Make a clip from a text quickly, with less detail',
			taskType: 'fast-txt2video',
			fields: [words, negativePrompt(), shape],
		},
		{
			...known,
			value: 'generateVideoWithLora',
			name: 'Generate Video With LoRA',
			description: 'Make a clip from a text, in the style of a LoRA',
			taskType: 'txt2video-lora',
			source: 'https://piapi.ai/docs/hunyuan-lora-type',
			fields: [
				words,
				rows('lora_settings', {
					parameter: 'loraNames',
					label: 'LoRAs',
					help: 'The styles of the clip, one as a rule',
					required: true,
					fields: [
						text('lora_type', {
							parameter: 'loraName',
							label: 'LoRA',
							help: 'Name of the style',
							placeholder: 'e.g. anime',
							required: true,
						}),
						decimal('lora_strength', {
							label: 'Strength',
							help: 'How strongly it shows, 1 when left empty',
							placeholder: 'e.g. 0.8',
						}),
					],
				}),
				shape,
			],
		},
	],
};
