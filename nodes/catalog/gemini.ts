import { choice, integer, plainChoices, text, toggle } from './fields';
import {
	closedAspectRatio,
	imageResults,
	mainImages,
	prompt,
	suggestedAspectRatio,
} from './sharedFields';
import { flatPrice, type Price } from './price';
import type { Choice, ChoiceField, Family, Field, Result } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/gemini-api';
const SHAPES = ['21:9', '1:1', '4:3', '3:2', '2:3', '5:4', '4:5', '3:4', '16:9', '9:16'];
const SHAPES_OF_2 = [...SHAPES, '1:4', '1:8', '4:1', '8:1'];

const ownPrompt = prompt({
	required: true,
	help: 'What to generate, or what to change in the images',
});

const images = (help: string): Field => mainImages('image_urls', { help });
const someImages = images('Images to edit or combine');
const upTo14Images = images('Up to 14 images to edit or combine');

const OUTPUT_FORMAT = { label: 'Output Format', help: 'File format of the images' };
const FORMATS: readonly Choice[] = [
	{ value: 'jpeg', label: 'JPEG' },
	{ value: 'png', label: 'PNG' },
];

/** Of the newer models, clients send other formats, too. */
const outputFormat = text('output_format', { ...OUTPUT_FORMAT, suggestions: FORMATS });

const resolution: ChoiceField = choice('resolution', {
	parameter: 'resolutionChoice',
	label: 'Resolution',
	help: 'Higher resolutions cost more',
	choices: plainChoices('1K', '2K', '4K'),
});

const resolutionFrom1K: ChoiceField = { ...resolution, standard: '1K' };

const safetyLevel = text('safety_level', {
	label: 'Safety Level',
	help: 'How strictly to check the content',
	placeholder: 'e.g. high',
	suggestions: plainChoices('high', 'low', 'medium'),
});

const numberOfImages = integer('num_images', {
	label: 'Number of Images',
	help: 'How many images to generate; not documented by PiAPI',
	placeholder: 'e.g. 1',
	main: false,
});

/** Prices by resolution: PiAPI's page says no number of images, and its examples return one. */
const byResolution = (
	page: string,
	usd: Readonly<Record<'1K' | '2K' | '4K', number>>,
	asOf = '2026',
): Price => ({
	per: 'image',
	rates: Object.entries(usd).map(([size, rate]) => ({ usd: rate, when: { resolution: [size] } })),
	asOf,
	source: page,
	confidence: 'documented',
});

const eachImage: Pick<Price, 'count' | 'usualCount'> = { count: 'num_images', usualCount: 1 };

const list: readonly Result[] = [{ path: 'image_urls', kind: 'image', role: 'image' }];

/** Facts: https://piapi.ai/docs/gemini-api/nano-banana-2 and its sister pages. */
export const gemini: Family = {
	value: 'gemini',
	name: 'Gemini (Nano Banana)',
	kind: 'image',
	// The only one that is known to be available.
	usualOperation: 'generateImageNanoBananaPro',
	operations: [
		{
			value: 'generateImageNanoBanana',
			name: 'Generate Image With Nano Banana',
			action: 'Nano Banana: generate image',
			description: 'Generate or edit an image with Gemini 2.5 Flash Image',
			availabilityNote:
				'A client that tried this model in May 2026 got no result, so PiAPI may refuse it',
			model: 'gemini',
			taskType: 'gemini-2.5-flash-image',
			price: {
				...flatPrice('image', 0.03, {
					asOf: '2026',
					source: `${DOCS}/gemini-25-flash-image`,
					confidence: 'documented',
				}),
				...eachImage,
			},
			typicalSeconds: 18,
			confidence: 'documented',
			source: `${DOCS}/gemini-25-flash-image`,
			fields: [
				ownPrompt,
				someImages,
				closedAspectRatio(SHAPES),
				choice('output_format', { ...OUTPUT_FORMAT, choices: FORMATS, standard: 'jpeg' }),
				numberOfImages,
			],
			serves: [
				{
					as: ['generateAnyImage', 'editAnyImage'],
					models: [{ id: 'nano-banana', name: 'Nano Banana' }],
				},
			],
			results: list,
		},
		{
			value: 'generateImageNanoBanana2',
			name: 'Generate Image With Nano Banana 2',
			action: 'Nano Banana 2: generate image',
			description: 'Generate or edit an image in up to 4K, with web search',
			availabilityNote:
				'Google is said to have switched off the model of Nano Banana 2 on 2026-10-29, so PiAPI may refuse it',
			model: 'gemini',
			taskType: 'nano-banana-2',
			price: {
				...byResolution(`${DOCS}/nano-banana-2`, { '1K': 0.06, '2K': 0.08, '4K': 0.12 }),
				...eachImage,
			},
			confidence: 'client-code',
			source: `${DOCS}/nano-banana-2`,
			fields: [
				ownPrompt,
				upTo14Images,
				suggestedAspectRatio(SHAPES_OF_2),
				resolutionFrom1K,
				outputFormat,
				toggle('enable_web_search', {
					label: 'Web Search',
					help: 'Whether the model may search the web',
					standard: true,
					standardConfidence: 'client-code',
				}),
				safetyLevel,
				numberOfImages,
			],
			serves: [
				{
					as: ['generateAnyImage', 'editAnyImage'],
					models: [{ id: 'nano-banana-2', name: 'Nano Banana 2' }],
				},
			],
			results: imageResults,
		},
		{
			value: 'generateImageNanoBanana21',
			name: 'Generate Image With Nano Banana 2.1',
			action: 'Nano Banana 2.1: generate image',
			description: 'Generate or edit an image in up to 4K',
			availabilityNote:
				'PiAPI has a page with prices for Nano Banana 2.1, but its task type and fields are inferred from Nano Banana 2, so PiAPI may refuse it',
			model: 'gemini',
			taskType: 'nano-banana-2.1',
			price: byResolution(
				'https://piapi.ai/nano-banana-2-1',
				{ '1K': 0.03, '2K': 0.04, '4K': 0.09 },
				'2026-10',
			),
			confidence: 'inferred',
			source: 'https://piapi.ai/nano-banana-2-1',
			fields: [ownPrompt, someImages, suggestedAspectRatio(SHAPES_OF_2), resolution, outputFormat],
			serves: [
				{
					as: ['generateAnyImage', 'editAnyImage'],
					models: [{ id: 'nano-banana-2.1', name: 'Nano Banana 2.1' }],
				},
			],
			results: imageResults,
		},
		{
			value: 'generateImageNanoBananaPro',
			name: 'Generate Image With Nano Banana Pro',
			action: 'Nano Banana Pro: generate image',
			description: 'Generate or edit an image in the best quality, up to 4K',
			model: 'gemini',
			taskType: 'nano-banana-pro',
			price: byResolution(`${DOCS}/nano-banana-pro`, { '1K': 0.105, '2K': 0.105, '4K': 0.18 }),
			confidence: 'client-code',
			source: `${DOCS}/nano-banana-pro`,
			fields: [
				ownPrompt,
				upTo14Images,
				suggestedAspectRatio(SHAPES, { help: 'Width to height' }),
				resolutionFrom1K,
				outputFormat,
				safetyLevel,
			],
			serves: [
				{
					as: ['generateAnyImage', 'editAnyImage'],
					models: [{ id: 'nano-banana-pro', name: 'Nano Banana Pro' }],
				},
			],
			results: imageResults,
		},
	],
};
