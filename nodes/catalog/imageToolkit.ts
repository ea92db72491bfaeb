import { choice, integer, text, toggle } from './fields';
import { flatPrice, type PriceUnit } from './price';
import { imageResult, mainImage, prompt } from './sharedFields';
import type { Family } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/image-editing-api';

const priceOf = (page: string, per: PriceUnit, usd: number) =>
	flatPrice(per, usd, { asOf: '2026', source: `${DOCS}/${page}`, confidence: 'documented' });

/** Facts: https://piapi.ai/docs/image-editing-api/remove-background-api and its sister pages. */
export const imageToolkit: Family = {
	value: 'image-toolkit',
	name: 'Image Toolkit',
	kind: 'image',
	operations: [
		{
			value: 'removeBackground',
			name: 'Remove Background',
			description: 'Remove the background of an image',
			model: 'Qubico/image-toolkit',
			taskType: 'background-remove',
			price: priceOf('remove-background-api', 'image', 0.001),
			confidence: 'documented',
			source: `${DOCS}/remove-background-api`,
			fields: [
				mainImage('image', {
					help: 'Image to cut out',
					sentAs: 'linkOrBase64',
					required: true,
				}),
				text('rmbg_model', {
					label: 'Background Model',
					help: 'Model that detects the background',
					placeholder: 'e.g. RMBG-2.0',
					standard: 'RMBG-2.0',
				}),
			],
			results: imageResult,
		},
		{
			value: 'segmentImage',
			name: 'Segment Image',
			description: 'Mask the things in an image that the prompt names',
			model: 'Qubico/image-toolkit',
			taskType: 'segment',
			price: priceOf('segment-with-prompt-api', 'megapixel', 0.01),
			confidence: 'documented',
			source: `${DOCS}/segment-with-prompt-api`,
			fields: [
				prompt({
					required: true,
					help: 'What to select, separated by commas',
					placeholder: 'e.g. face, hair',
				}),
				mainImage('image', { help: 'Image to segment', required: true }),
				text('negative_prompt', {
					label: 'Negative Prompt',
					help: 'What not to select, separated by commas',
					placeholder: 'e.g. background',
					rows: 2,
				}),
				integer('segment_factor', {
					label: 'Edge Offset',
					help: 'Pixels to widen the selection by; negative values narrow it',
					placeholder: 'e.g. -15',
				}),
			],
			results: imageResult,
		},
		{
			value: 'upscaleImage',
			name: 'Upscale Image',
			description: 'Enlarge an image and improve its faces',
			model: 'Qubico/image-toolkit',
			taskType: 'upscale',
			price: priceOf('super-resolution-api', 'megapixel', 0.001),
			confidence: 'documented',
			source: `${DOCS}/super-resolution-api`,
			fields: [
				mainImage('image', {
					help: 'Image to enlarge, at most 2048 pixels on each side',
					required: true,
				}),
				choice('scale', {
					parameter: 'scaleChoice',
					label: 'Scale',
					help: 'How much to enlarge the image',
					choices: [
						{ value: 2, label: '2 Times' },
						{ value: 4, label: '4 Times' },
						{ value: 8, label: '8 Times' },
					],
					standard: 2,
				}),
				toggle('face_enhance', {
					label: 'Enhance Faces',
					help: 'Whether to make faces clearer',
					standard: false,
				}),
			],
			results: imageResult,
		},
	],
};
