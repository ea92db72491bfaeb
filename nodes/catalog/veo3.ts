import { choice, media, plainChoices, toggle } from './fields';
import { closedAspectRatio, mainImage, negativePrompt, prompt, videoResult } from './sharedFields';
import type { Field, Family, Operation } from './vocabulary';

const DOCS = 'https://piapi.ai/docs';

const duration = choice('duration', {
	parameter: 'durationWithUnit',
	label: 'Duration',
	help: 'Length of the clip',
	choices: [
		{ value: '4s', label: '4 Seconds' },
		{ value: '6s', label: '6 Seconds' },
		{ value: '8s', label: '8 Seconds' },
	],
});

const resolution = choice('resolution', {
	parameter: 'resolutionChoice',
	label: 'Resolution',
	help: 'Size of the picture',
	choices: plainChoices('720p', '1080p'),
});

const sound = toggle('generate_audio', {
	label: 'Generate Audio',
	help: 'Whether the clip gets a sound track, which changes the price',
});

const common: readonly Field[] = [negativePrompt(), duration, resolution, sound];

const text2video = prompt({ required: true, help: 'What the clip shows, and what is to be heard' });

const firstFrame = mainImage('image_url', {
	label: 'First Frame',
	help: 'The image that the clip begins with',
	required: true,
});

const tiers = (version: string): Pick<Operation, 'model' | 'taskType' | 'variants'> => {
	const model = `veo${version}`;
	return {
		model,
		taskType: `${model}-video`,
		variants: [
			{ value: `${model}-video`, label: 'Standard', model, taskType: `${model}-video` },
			{
				value: `${model}-video-fast`,
				label: 'Fast',
				help: 'Quicker and cheaper',
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
	usualOperation: 'textToVideo31',
	operations: [
		{
			value: 'generateVideo3FromImage',
			name: 'Generate Video 3.0 From Image',
			description: 'Make a clip that begins with an image, with Veo 3',
			...tiers('3'),
			confidence: 'documented',
			source: `${DOCS}/veo3-api/image-to-video`,
			fields: [firstFrame, text2video, ...common, closedAspectRatio(['auto', '16:9', '9:16'])],
			results: videoResult,
		},
		{
			value: 'generateVideo31FromImage',
			name: 'Generate Video 3.1 From Image',
			description: 'Make a clip between a first and a last image, with Veo 3.1',
			...tiers('3.1'),
			confidence: 'client-code',
			source: `${DOCS}/veo31-api/image-to-video`,
			fields: [
				firstFrame,
				text2video,
				media('tail_image_url', {
					label: 'Last Frame',
					help: 'The image that the clip ends with; ignored with reference images',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
				}),
				media('reference_image_urls', {
					label: 'Reference Images',
					help: 'One to three images to follow; only with Model Standard, 16:9 and 8 seconds',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
					multiple: true,
				}),
				...common,
				closedAspectRatio(['auto', '16:9', '9:16']),
			],
			results: videoResult,
		},
		{
			value: 'generateVideo3',
			name: 'Generate Video 3.0',
			description: 'Make a clip from a text, with Veo 3',
			...tiers('3'),
			confidence: 'client-code',
			source: `${DOCS}/veo3-api/text-to-video`,
			fields: [text2video, ...common, closedAspectRatio(['16:9', '9:16'])],
			results: videoResult,
		},
		{
			value: 'generateVideo31',
			name: 'Generate Video 3.1',
			description: 'Make a clip from a text, with Veo 3.1',
			...tiers('3.1'),
			confidence: 'documented',
			source: `${DOCS}/veo31-api/text-to-video`,
			fields: [text2video, ...common, closedAspectRatio(['16:9', '9:16'])],
			results: videoResult,
		},
	],
};
