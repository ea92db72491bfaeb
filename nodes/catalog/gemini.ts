import { choice, integer, plainChoices, text, toggle } from './fields';
import {
	closedAspectRatio,
	imageResults,
	mainImages,
	prompt,
	suggestedAspectRatio,
} from './sharedFields';
import type { Family, Field, Result } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/gemini-api';
const SHAPES = ['21:9', '1:1', '4:3', '3:2', '2:3', '5:4', '4:5', '3:4', '16:9', '9:16'];
const SHAPES_OF_2 = [...SHAPES, '1:4', '1:8', '4:1', '8:1'];

const images = (help: string): Field => mainImages('image_urls', { help });

const outputFormat = choice('output_format', {
	label: 'Output Format',
	help: 'File format of the images',
	choices: [
		{ value: 'jpeg', label: 'JPEG' },
		{ value: 'png', label: 'PNG' },
	],
});

const resolution = text('resolution', {
	label: 'Resolution',
	help: 'Size of the image; a larger one costs more',
	placeholder: 'e.g. 2K',
	suggestions: plainChoices('1K', '2K', '4K'),
});

const safetyLevel = text('safety_level', {
	label: 'Safety Level',
	help: 'How strictly the content is checked',
	placeholder: 'e.g. high',
	suggestions: plainChoices('high', 'low', 'medium'),
});

const numberOfImages = integer('num_images', {
	label: 'Number of Images',
	help: 'How many images to make; PiAPI does not document it',
	placeholder: 'e.g. 1',
});

const list: readonly Result[] = [{ path: 'image_urls', kind: 'image', role: 'image' }];

/** Facts: https://piapi.ai/docs/gemini-api/nano-banana-2 and its sister pages. */
export const gemini: Family = {
	value: 'gemini',
	name: 'Gemini (Nano Banana)',
	kind: 'image',
	usualOperation: 'nanoBanana2',
	operations: [
		{
			value: 'generateImageNanoBanana',
			name: 'Generate Image With Nano Banana',
			action: 'Nano Banana: generate image',
			description: 'Make an image from a text, or edit images, with Gemini 2.5 Flash Image',
			availabilityNote:
				'A client that tried this model in May 2026 got no result, so PiAPI may refuse it',
			model: 'gemini',
			taskType: 'gemini-2.5-flash-image',
			typicalSeconds: 18,
			confidence: 'documented',
			source: `${DOCS}/gemini-25-flash-image`,
			fields: [
				prompt({ required: true, help: 'What to draw, or what to change in the images' }),
				images('Images to edit or to bring together; leave it empty to draw a new one'),
				closedAspectRatio(SHAPES),
				outputFormat,
				numberOfImages,
			],
			results: list,
		},
		{
			value: 'generateImageNanoBanana2',
			name: 'Generate Image With Nano Banana 2',
			action: 'Nano Banana 2: generate image',
			description:
				'Make an image from a text, or edit images, in up to 4K, with web search if you like',
			availabilityNote:
				'Google is said to have switched off the model of Nano Banana 2 on 2026-10-29, so PiAPI may refuse it',
			model: 'gemini',
			taskType: 'nano-banana-2',
			confidence: 'client-code',
			source: `${DOCS}/nano-banana-2`,
			fields: [
				prompt({ required: true, help: 'What to draw, or what to change in the images' }),
				images('Up to 14 images to edit or to bring together; leave it empty to draw a new one'),
				suggestedAspectRatio(SHAPES_OF_2),
				resolution,
				outputFormat,
				toggle('enable_web_search', {
					label: 'Web Search',
					help: 'Whether the model may look things up on the web',
				}),
				safetyLevel,
				numberOfImages,
			],
			results: imageResults,
		},
		{
			value: 'generateImageNanoBanana21',
			name: 'Generate Image With Nano Banana 2.1',
			action: 'Nano Banana 2.1: generate image',
			description: 'Generate an image from a text, or edit images, in up to 4K',
			availabilityNote:
				'PiAPI has a page with prices for Nano Banana 2.1, but its task type and fields are inferred from Nano Banana 2, so PiAPI may refuse it',
			model: 'gemini',
			taskType: 'nano-banana-2.1',
			confidence: 'inferred',
			source: 'https://piapi.ai/nano-banana-2-1',
			fields: [
				prompt({ required: true, help: 'What to draw, or what to change in the images' }),
				images('Images to edit or to bring together; leave it empty to draw a new one'),
				suggestedAspectRatio(SHAPES_OF_2),
				resolution,
				outputFormat,
			],
			results: imageResults,
		},
		{
			value: 'generateImageNanoBananaPro',
			name: 'Generate Image With Nano Banana Pro',
			action: 'Nano Banana Pro: generate image',
			description: 'Make an image from a text, or edit images, in the best quality and up to 4K',
			model: 'gemini',
			taskType: 'nano-banana-pro',
			confidence: 'client-code',
			source: `${DOCS}/nano-banana-pro`,
			fields: [
				prompt({ required: true, help: 'What to draw, or what to change in the images' }),
				images('Up to 14 images to edit or to bring together; leave it empty to draw a new one'),
				suggestedAspectRatio(SHAPES),
				resolution,
				outputFormat,
				safetyLevel,
			],
			results: imageResults,
		},
	],
};
