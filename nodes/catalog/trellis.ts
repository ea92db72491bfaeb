import { anyOf, decimal, integer } from './fields';
import { mainImage, mainImages, prompt, seed } from './sharedFields';
import type { Family, Field, Result } from './vocabulary';

const SOURCE = 'https://piapi.ai/docs/trellis-api/create-task';

const model: readonly Result[] = [
	{ path: 'model_file', kind: 'model', role: 'model' },
	{ path: 'combined_video', kind: 'video', role: 'preview' },
];

const strength = (path: string, label: string, help: string, limited: boolean): Field =>
	decimal(path, {
		label,
		help,
		placeholder: 'e.g. 7.5',
		...(limited ? { minimum: 0, maximum: 10 } : {}),
	});

const samplingFields = (limited: boolean): readonly Field[] => [
	integer('ss_sampling_steps', {
		label: 'Shape Steps',
		help: 'How many steps the model takes for the shape',
		placeholder: 'e.g. 12',
	}),
	integer('slat_sampling_steps', {
		label: 'Surface Steps',
		help: 'How many steps the model takes for the surface',
		placeholder: 'e.g. 12',
	}),
	strength(
		'ss_guidance_strength',
		'Shape Strength',
		'How closely the shape follows what you give',
		limited,
	),
	strength(
		'slat_guidance_strength',
		'Surface Strength',
		'How closely the surface follows what you give',
		limited,
	),
	seed(),
];

/** Facts: https://piapi.ai/docs/trellis-api/create-task */
export const trellis: Family = {
	value: 'trellis',
	name: 'Trellis',
	kind: 'model',
	operations: [
		{
			value: 'generateModelFromImage',
			name: 'Generate 3D Model From Image',
			description: 'Make a 3D model from one or more images of a thing',
			model: 'Qubico/trellis',
			taskType: 'image-to-3d',
			confidence: 'client-code',
			source: SOURCE,
			fields: [
				mainImages('images', {
					help: 'Images of the same thing; or give a single image',
				}),
				mainImage('image', {
					help: 'A single image of at most 1024 by 1024 pixels, instead of Images',
				}),
				prompt({ help: 'What the thing is' }),
				...samplingFields(false),
			],
			rules: [anyOf('images', 'image')],
			results: [
				...model,
				{ path: 'no_background_image', kind: 'image', role: 'cutout' },
				{
					path: 'no_background_images',
					kind: 'image',
					role: 'cutout',
					insteadOf: 'no_background_image',
				},
			],
		},
		{
			value: 'generateModel',
			name: 'Generate 3D Model',
			description: 'Make a 3D model from a text',
			model: 'Qubico/trellis',
			taskType: 'text-to-3d',
			confidence: 'documented',
			source: SOURCE,
			fields: [
				prompt({
					required: true,
					help: 'The thing to model',
					placeholder: 'e.g. a wooden toy fox',
				}),
				...samplingFields(true),
			],
			results: model,
		},
	],
};
