import { decimal, integer } from './fields';
import { height, imageResults, negativePrompt, prompt, seed, width } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: https://piapi.ai/docs/z-image-api/text-to-image */
export const zImage: Family = {
	value: 'z-image',
	name: 'Z-Image Turbo',
	kind: 'image',
	operations: [
		{
			value: 'generateImage',
			name: 'Generate Image',
			description: 'Generate an image from a prompt, fast and at a low price',
			model: 'Qubico/z-image',
			taskType: 'txt2img',
			price: {
				per: 'image',
				count: 'batch_size',
				usualCount: 1,
				rates: [
					{ usd: 0.002, mostMegapixels: 0.5 },
					{ usd: 0.004, mostMegapixels: 1 },
					{ usd: 0.006, mostMegapixels: 1.5 },
					{ usd: 0.008 },
				],
				asOf: '2026',
				source: 'https://piapi.ai/docs/z-image-api/text-to-image',
				confidence: 'documented',
			},
			confidence: 'documented',
			source: 'https://piapi.ai/docs/z-image-api/text-to-image',
			fields: [
				prompt({ required: true }),
				width(),
				height(),
				integer('batch_size', {
					label: 'Number of Images',
					help: 'How many images to generate; each one is billed',
					placeholder: 'e.g. 1',
				}),
				negativePrompt(),
				seed(),
				decimal('flow_shift', {
					label: 'Flow Shift',
					help: 'Noise schedule shift, usually 3',
					placeholder: 'e.g. 3',
				}),
			],
			serves: [
				{ as: ['generateAnyImage'], models: [{ id: 'z-image-turbo', name: 'Z-Image Turbo' }] },
			],
			results: imageResults,
		},
	],
};
