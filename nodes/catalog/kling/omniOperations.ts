import { anyOf, choice, plainChoices } from '../fields';
import { mainImages, prompt, suggestedDuration, videoResult } from '../sharedFields';
import { generateAudio } from '../videoFields';
import type { ChoiceField, Operation } from '../vocabulary';
import {
	aspectRatio,
	DOCS,
	freeDuration,
	keepOriginalAudio,
	referenceVideo,
	shots,
	shotsInAll,
} from './klingFields';
import { omniPrice3, omniPriceO1 } from './klingPrices';

const references = mainImages('images', {
	label: 'Reference Images',
	help: 'Images that the prompt refers to',
});

const resolution = (standard?: string): ChoiceField =>
	choice('resolution', {
		parameter: 'resolutionChoice',
		label: 'Resolution',
		help: 'Size of the video',
		choices: plainChoices('720p', '1080p'),
		...(standard === undefined ? {} : { standard }),
	});

export const generateOmniVideo: Operation = {
	value: 'generateOmniVideo',
	name: 'Generate Omni Video 3.0',
	description: 'Generate a video from text and reference images with Kling 3.0 Omni',
	model: 'kling',
	taskType: 'omni_video_generation',
	fixed: { version: '3.0' },
	price: omniPrice3,
	confidence: 'documented',
	source: `${DOCS}/kling-3-omni-api`,
	fields: [
		prompt({ help: 'What the video shows; call the images @image_1, @image_2, …' }),
		references,
		aspectRatio({ standard: '16:9' }),
		freeDuration,
		resolution('720p'),
		generateAudio('enable_audio', { standard: false }),
		shots,
		referenceVideo,
		keepOriginalAudio('keep_original_audio'),
	],
	rules: [anyOf('prompt', 'multi_shots'), shotsInAll],
	serves: [
		{
			as: ['generateAnyVideoFromReferences'],
			models: [{ id: 'kling-3.0-omni', name: 'Kling 3.0 Omni' }],
			imageNames: { before: '@image_', all: true },
		},
	],
	results: videoResult,
};

export const generateOmniVideoO1: Operation = {
	value: 'generateOmniVideoO1',
	name: 'Generate Omni Video O1',
	description: 'Generate a video from text, images and a video with Kling O1',
	model: 'kling',
	taskType: 'omni_video_generation',
	fixed: { version: 'o1' },
	price: omniPriceO1,
	typicalSeconds: 83,
	confidence: 'client-code',
	source: `${DOCS}/kling-o1-api`,
	fields: [
		prompt({
			required: true,
			help: 'What the video shows; call the references @image_1, @video',
		}),
		references,
		aspectRatio(),
		suggestedDuration([5, 10]),
		resolution(),
		referenceVideo,
		keepOriginalAudio('keep_original_audio'),
	],
	results: videoResult,
};
