import { choice, integer, text, toggle } from './fields';
import { imageResult, mainImage, prompt } from './sharedFields';
import type { Family } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/image-editing-api';

/** Facts: https://piapi.ai/docs/image-editing-api/remove-background-api and its sister pages. */
export const imageToolkit: Family = {
	value: 'image-toolkit',
	name: 'Image Toolkit',
	kind: 'image',
	operations: [
		{
			value: 'removeBackground',
			name: 'Remove Background',
			description: 'Cut out what the image shows; the rest becomes transparent',
			model: 'Qubico/image-toolkit',
			taskType: 'background-remove',
			confidence: 'documented',
			source: `${DOCS}/remove-background-api`,
			fields: [
				mainImage('image', { help: 'The image to cut out', required: true }),
				text('rmbg_model', {
					label: 'Background Model',
					help: 'The model that finds the background',
					placeholder: 'e.g. RMBG-2.0',
				}),
			],
			results: imageResult,
		},
		{
			value: 'segmentImage',
			name: 'Segment Image',
			description: 'Find what a text names in an image, and mask it',
			model: 'Qubico/image-toolkit',
			taskType: 'segment',
			confidence: 'documented',
			source: `${DOCS}/segment-with-prompt-api`,
			fields: [
				mainImage('image', { help: 'The image to look at', required: true }),
				prompt({
					required: true,
					help: 'The things to select, separated by commas',
					placeholder: 'e.g. face, hair',
				}),
				text('negative_prompt', {
					label: 'Negative Prompt',
					help: 'The things not to select, separated by commas',
					placeholder: 'e.g. background',
					rows: 2,
				}),
				integer('segment_factor', {
					label: 'Edge',
					help: 'Pixels by which the selection is wider, or with a number below zero narrower',
					placeholder: 'e.g. -15',
				}),
			],
			results: imageResult,
		},
		{
			value: 'upscaleImage',
			name: 'Upscale Image',
			description: 'Enlarge an image, and its faces better if you like',
			model: 'Qubico/image-toolkit',
			taskType: 'upscale',
			confidence: 'documented',
			source: `${DOCS}/super-resolution-api`,
			fields: [
				mainImage('image', {
					help: 'The image to enlarge, at most 2048 pixels on each side',
					required: true,
				}),
				choice('scale', {
					parameter: 'scaleChoice',
					label: 'Scale',
					help: 'How many times as wide and high the result is',
					choices: [
						{ value: 2, label: '2 Times' },
						{ value: 4, label: '4 Times' },
						{ value: 8, label: '8 Times' },
					],
				}),
				toggle('face_enhance', {
					label: 'Enhance Faces',
					help: 'Whether faces are drawn more clearly',
				}),
			],
			results: imageResult,
		},
	],
};
