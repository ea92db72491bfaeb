import { choice, plainChoices } from './fields';
import { imageResults, mainImages, prompt, suggestedAspectRatio } from './sharedFields';
import type { Price } from './price';
import type { Family, Field } from './vocabulary';

const SHAPES = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '4:5', '5:4', '21:9'];

/** PiAPI documents the number of images for Lite only. */
const fieldsFor = (standard: string, larger: string, maximumFiles?: number): readonly Field[] => [
	prompt({ required: true, help: 'What to generate, or what to change in the images' }),
	mainImages('image_urls', { help: 'Up to 10 images to edit or combine', maximumFiles }),
	suggestedAspectRatio(SHAPES, { help: 'Width to height' }),
	choice('size', {
		parameter: 'sizeChoice',
		label: 'Size',
		help: 'Larger sizes can cost more',
		choices: plainChoices(standard, larger),
		standard,
	}),
	choice('output_format', {
		label: 'Output Format',
		help: 'File format of the image',
		choices: [
			{ value: 'jpeg', label: 'JPEG' },
			{ value: 'png', label: 'PNG' },
		],
		standard: 'png',
	}),
];

const litePrice: Price = {
	per: 'image',
	rates: [{ usd: 0.052, when: { size: ['2K', '3K'] } }],
	asOf: '2026',
	source: 'https://piapi.ai/docs/seedream-api/seedream-5-lite',
	confidence: 'documented',
};

const proPrice: Price = {
	per: 'image',
	rates: [
		{ usd: 0.068, when: { size: ['1K'] } },
		{ usd: 0.136, when: { size: ['2K'] } },
	],
	surcharge: { path: 'image_urls', after: 1, usd: 0.003 },
	asOf: '2026',
	source: 'https://piapi.ai/docs/seedream-api/seedream-5',
	confidence: 'documented',
};

/** Facts: https://piapi.ai/docs/seedream-api/seedream-5-lite and its sister page. */
export const seedream: Family = {
	value: 'seedream',
	name: 'Seedream 5',
	kind: 'image',
	operations: [
		{
			value: 'generateImageLite',
			name: 'Generate Image (Lite)',
			description: 'Generate or edit an image in 2K or 3K',
			model: 'seedream',
			taskType: 'seedream-5-lite',
			price: litePrice,
			confidence: 'documented',
			source: 'https://piapi.ai/docs/seedream-api/seedream-5-lite',
			fields: fieldsFor('2K', '3K', 10),
			serves: [
				{
					as: ['generateAnyImage', 'editAnyImage'],
					models: [{ id: 'seedream-5-lite', name: 'Seedream 5 Lite' }],
				},
			],
			results: imageResults,
		},
		{
			value: 'generateImagePro',
			name: 'Generate Image (Pro)',
			description: 'Generate or edit an image in the best quality, in 1K or 2K',
			model: 'seedream',
			taskType: 'seedream-5-pro',
			price: proPrice,
			confidence: 'client-code',
			source: 'https://piapi.ai/docs/seedream-api/seedream-5',
			fields: fieldsFor('1K', '2K'),
			serves: [
				{
					as: ['generateAnyImage', 'editAnyImage'],
					models: [{ id: 'seedream-5-pro', name: 'Seedream 5 Pro' }],
				},
			],
			results: imageResults,
		},
	],
};
