import { decimal, rows, text } from './fields';
import { flatPrice, type PriceFacts } from './price';
import { closedAspectRatio, negativePrompt, prompt, videoUrlResult } from './sharedFields';
import { firstFrame, motionPrompt } from './videoFields';
import type { Family, Field, Operation } from './vocabulary';

const SHAPES = ['16:9', '1:1', '9:16', '4:3'];
const MODEL = 'Qubico/hunyuan';

const textPrompt = prompt({
	required: true,
	help: 'What the video shows',
	maximumLength: 1000,
});
const common: readonly Field[] = [
	closedAspectRatio(SHAPES, { standard: '16:9' }),
	negativePrompt(),
];
const fromImage: readonly Field[] = [
	motionPrompt({ required: true, maximumLength: 1000 }),
	firstFrame('image', { sentAs: 'linkOrBase64', required: true }),
	...common,
];

const known: Pick<Operation, 'model' | 'confidence' | 'source' | 'results'> = {
	model: MODEL,
	confidence: 'client-code',
	source: 'https://piapi.ai/zh-CN/hunyuan',
	results: videoUrlResult,
};

const page: PriceFacts = {
	asOf: '2026',
	source: 'https://piapi.ai/zh-CN/hunyuan',
	confidence: 'documented',
};

/** Facts: https://piapi.ai/docs/hunyuan-video/txt2video-api and its sister pages. */
export const hunyuan: Family = {
	value: 'hunyuan',
	name: 'Hunyuan Video',
	kind: 'video',
	usualOperation: 'generateVideoFromText',
	operations: [
		{
			...known,
			serves: [{ as: ['generateAnyVideoFromText'], models: [{ id: 'hunyuan', name: 'Hunyuan' }] }],
			value: 'generateVideoFromText',
			name: 'Generate Video From Text',
			description: 'Generate a video from text',
			taskType: 'txt2video',
			price: flatPrice('task', 0.09, page),
			confidence: 'documented',
			fields: [textPrompt, ...common],
		},
		{
			...known,
			serves: [
				{
					as: ['generateAnyVideoFromText'],
					models: [{ id: 'hunyuan-fast', name: 'Hunyuan Fast' }],
				},
			],
			value: 'generateVideoFast',
			name: 'Generate Video (Fast)',
			description: 'Generate a video from text faster, with less detail',
			taskType: 'fast-txt2video',
			price: flatPrice('task', 0.03, page),
			fields: [textPrompt, ...common],
		},
		{
			...known,
			serves: [
				{
					as: ['generateAnyVideoFromImage'],
					models: [{ id: 'hunyuan', name: 'Hunyuan' }],
				},
			],
			value: 'generateVideoFromImageFreeMotion',
			name: 'Generate Video From Image (Free Motion)',
			description: 'Generate a video from an image, with free motion',
			taskType: 'img2video-concat',
			price: flatPrice('task', 0.09, page),
			fields: fromImage,
		},
		{
			...known,
			value: 'generateVideoFromImageSteady',
			name: 'Generate Video From Image (Steady)',
			description: 'Generate a video that stays close to an image',
			taskType: 'img2video-replace',
			price: flatPrice('task', 0.09, page),
			fields: fromImage,
		},
		{
			...known,
			value: 'generateVideoWithLora',
			name: 'Generate Video With LoRA',
			description: 'Generate a video from text in the style of a LoRA',
			taskType: 'txt2video-lora',
			source: 'https://piapi.ai/docs/hunyuan-lora-type',
			fields: [
				textPrompt,
				rows('lora_settings', {
					parameter: 'loraNames',
					label: 'LoRAs',
					help: 'The styles of the video, usually one',
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
							help: 'How strongly the style shows',
							placeholder: 'e.g. 0.8',
							minimum: 0,
							maximum: 2,
							standard: 1,
						}),
					],
				}),
				closedAspectRatio(SHAPES),
			],
		},
	],
};
