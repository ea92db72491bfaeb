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
			description: 'Make an image from a text, fast and at a low price',
			model: 'Qubico/z-image',
			taskType: 'txt2img',
			confidence: 'documented',
			source: 'https://piapi.ai/docs/z-image-api/text-to-image',
			fields: [
				prompt({ required: true }),
				negativePrompt(),
				width(),
				height(),
				integer('batch_size', {
					label: 'Number of Images',
					help: 'How many images to make, each is paid',
					placeholder: 'e.g. 1',
				}),
				seed(),
				decimal('flow_shift', {
					label: 'Flow Shift',
					help: 'How the model spreads its work over the steps, 3 as a rule',
					placeholder: 'e.g. 3',
				}),
			],
			results: imageResults,
		},
	],
};
