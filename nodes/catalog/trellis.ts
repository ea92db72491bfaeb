import { anyOf, decimal, integer } from './fields';
import { flatPrice } from './price';
import { mainImage, mainImages, prompt, seed } from './sharedFields';
import type { Family, Field, Result } from './vocabulary';

const SOURCE = 'https://piapi.ai/docs/trellis-api/create-task';

const price = flatPrice('task', 0.04, {
	asOf: '2026',
	source: 'https://piapi.ai/it/trellis-3d-api',
	confidence: 'documented',
});

const model: readonly Result[] = [
	{ path: 'model_file', kind: 'model', role: 'model' },
	{ path: 'combined_video', kind: 'video', role: 'preview' },
];

const samplingSteps = (path: string, label: string, help: string): Field =>
	integer(path, { label, help, placeholder: 'e.g. 12' });

const samplingFields: readonly Field[] = [
	samplingSteps('ss_sampling_steps', 'Shape Steps', 'Sampling steps for the shape'),
	samplingSteps('slat_sampling_steps', 'Surface Steps', 'Sampling steps for the surface'),
	decimal('ss_guidance_strength', {
		label: 'Shape Guidance',
		help: 'How closely the shape follows the input',
		placeholder: 'e.g. 7.5',
		standard: 7.5,
	}),
	decimal('slat_guidance_strength', {
		label: 'Surface Guidance',
		help: 'How closely the surface follows the input',
		placeholder: 'e.g. 3',
		standard: 3,
	}),
	seed({ standard: 0 }),
];

/** Facts: https://piapi.ai/docs/trellis-api/create-task */
export const trellis: Family = {
	value: 'trellis',
	name: 'Trellis',
	kind: 'model',
	usualOperation: 'generateModelFromImage',
	operations: [
		{
			value: 'generateModel',
			name: 'Generate 3D Model',
			description: 'Generate a 3D model from a prompt',
			model: 'Qubico/trellis',
			taskType: 'text-to-3d',
			price,
			confidence: 'documented',
			source: SOURCE,
			fields: [
				prompt({
					required: true,
					help: 'Object to model',
					placeholder: 'e.g. a wooden toy fox',
				}),
				...samplingFields,
			],
			serves: [{ as: ['generateAny3dModel'], models: [{ id: 'trellis', name: 'Trellis' }] }],
			results: model,
		},
		{
			value: 'generateModelFromImage',
			name: 'Generate 3D Model From Image',
			description: 'Generate a 3D model from an image',
			model: 'Qubico/trellis',
			taskType: 'image-to-3d',
			price,
			confidence: 'client-code',
			source: SOURCE,
			fields: [
				prompt({ help: 'What the object is', placeholder: 'e.g. a wooden toy fox' }),
				mainImages('images', { help: 'One or more images of the same object' }),
				mainImage('image', {
					help: 'Older form: one image of at most 1024 by 1024 pixels',
					sentAs: 'linkOrBase64',
					onTop: false,
				}),
				...samplingFields,
			],
			rules: [anyOf('images', 'image')],
			serves: [
				{
					as: ['generateAny3dModel'],
					models: [{ id: 'trellis', name: 'Trellis' }],
					paths: { image: 'images' },
				},
			],
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
	],
};
