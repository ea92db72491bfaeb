import { media, plainChoices, text } from './fields';
import { negativePrompt, prompt, suggestedAspectRatio, videoResult } from './sharedFields';
import { firstFrame, generateAudio, lastFrame, motionPrompt } from './videoFields';
import type { Price } from './price';
import type { Field, Family, Operation } from './vocabulary';

const DOCS = 'https://piapi.ai/docs';

const duration = text('duration', {
	parameter: 'durationWithUnit',
	label: 'Duration',
	help: 'Length of the video',
	suggestions: [
		{ value: '4s', label: '4 Seconds' },
		{ value: '6s', label: '6 Seconds' },
		{ value: '8s', label: '8 Seconds' },
	],
});

const resolution = text('resolution', {
	parameter: 'resolutionChoice',
	label: 'Resolution',
	help: 'Size of the video',
	suggestions: plainChoices('720p', '1080p'),
});

const common: readonly Field[] = [duration, resolution, generateAudio('generate_audio')];

const fromText: readonly Field[] = [
	prompt({ required: true, help: 'What to show and what to hear' }),
	suggestedAspectRatio(['16:9', '9:16'], { help: 'Width to height' }),
	...common,
	negativePrompt(),
];

const fromImage: readonly Field[] = [
	motionPrompt({ required: true }),
	firstFrame('image_url', { required: true }),
	suggestedAspectRatio(['auto', '16:9', '9:16'], { help: 'Width to height' }),
	...common,
	negativePrompt(),
];

const priceOf = (model: string, page: string): Price => {
	const [standard, fast] = [[`${model}-video`], [`${model}-video-fast`]];
	return {
		per: 'second',
		count: 'duration',
		rates: [
			{ usd: 0.24, models: standard, when: { generate_audio: [true] } },
			{ usd: 0.12, models: standard, when: { generate_audio: [false] } },
			{ usd: 0.09, models: fast, when: { generate_audio: [true] } },
			{ usd: 0.06, models: fast, when: { generate_audio: [false] } },
		],
		asOf: '2026',
		source: `${DOCS}/${page}`,
		confidence: 'documented',
	};
};

const tiers = (
	version: string,
	pricePage: string,
): Pick<Operation, 'model' | 'taskType' | 'variants' | 'price'> => {
	const model = `veo${version}`;
	return {
		model,
		taskType: `${model}-video`,
		price: priceOf(model, pricePage),
		variants: [
			{ value: `${model}-video`, label: 'Standard', model, taskType: `${model}-video` },
			{
				value: `${model}-video-fast`,
				label: 'Fast',
				help: 'Faster and cheaper',
				model,
				taskType: `${model}-video-fast`,
			},
		],
	};
};

/** Facts: https://piapi.ai/docs/veo31-api/text-to-video and its sister pages. */
export const veo3: Family = {
	value: 'veo3',
	name: 'Veo',
	kind: 'video',
	usualOperation: 'generateVideo31FromText',
	operations: [
		{
			value: 'generateVideo3FromText',
			name: 'Generate Video 3.0 From Text',
			description: 'Generate a video from text with Veo 3',
			...tiers('3', 'veo3-api/image-to-video'),
			confidence: 'client-code',
			source: `${DOCS}/veo3-api/text-to-video`,
			fields: fromText,
			serves: [
				{
					as: ['generateAnyVideoFromText'],
					models: [
						{ id: 'veo-3', name: 'Veo 3', variant: 'veo3-video' },
						{ id: 'veo-3-fast', name: 'Veo 3 Fast', variant: 'veo3-video-fast' },
					],
				},
			],
			results: videoResult,
		},
		{
			value: 'generateVideo3FromImage',
			name: 'Generate Video 3.0 From Image',
			description: 'Generate a video from an image with Veo 3',
			...tiers('3', 'veo3-api/image-to-video'),
			confidence: 'documented',
			source: `${DOCS}/veo3-api/image-to-video`,
			fields: fromImage,
			serves: [
				{
					as: ['generateAnyVideoFromImage'],
					models: [
						{ id: 'veo-3', name: 'Veo 3', variant: 'veo3-video' },
						{ id: 'veo-3-fast', name: 'Veo 3 Fast', variant: 'veo3-video-fast' },
					],
				},
			],
			results: videoResult,
		},
		{
			value: 'generateVideo31FromText',
			name: 'Generate Video 3.1 From Text',
			description: 'Generate a video from text with Veo 3.1',
			...tiers('3.1', 'veo31-api/text-to-video'),
			confidence: 'documented',
			source: `${DOCS}/veo31-api/text-to-video`,
			fields: fromText,
			serves: [
				{
					as: ['generateAnyVideoFromText'],
					models: [
						{ id: 'veo-3.1', name: 'Veo 3.1', variant: 'veo3.1-video' },
						{ id: 'veo-3.1-fast', name: 'Veo 3.1 Fast', variant: 'veo3.1-video-fast' },
					],
				},
			],
			results: videoResult,
		},
		{
			value: 'generateVideo31FromImage',
			name: 'Generate Video 3.1 From Image',
			description: 'Generate a video from an image with Veo 3.1',
			...tiers('3.1', 'veo31-api/text-to-video'),
			confidence: 'client-code',
			source: `${DOCS}/veo31-api/image-to-video`,
			fields: [
				...fromImage,
				lastFrame('tail_image_url', {
					help: 'The image the video ends with; ignored with reference images',
				}),
				media('reference_image_urls', {
					label: 'Reference Images',
					help: 'One to three images to follow; only for 16:9 and 8 seconds',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
					multiple: true,
					onlyFor: { models: ['veo3.1-video'] },
				}),
			],
			serves: [
				{
					as: ['generateAnyVideoFromImage'],
					models: [
						{ id: 'veo-3.1', name: 'Veo 3.1', variant: 'veo3.1-video' },
						{ id: 'veo-3.1-fast', name: 'Veo 3.1 Fast', variant: 'veo3.1-video-fast' },
					],
				},
			],
			results: videoResult,
		},
	],
};
