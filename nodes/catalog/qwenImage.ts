import { decimal, media } from './fields';
import {
	height,
	imageResults,
	mainImage,
	negativePrompt,
	prompt,
	seed,
	steps,
	width,
} from './sharedFields';
import type { Family, Field } from './vocabulary';

const flowShift = decimal('flow_shift', {
	label: 'Flow Shift',
	help: 'How the model spreads its work over the steps, 3 as a rule',
	placeholder: 'e.g. 3',
});

const furtherImage = (number: number): Field =>
	media(`image${number}`, {
		label: `Image ${number}`,
		help: 'One more image that the prompt speaks of',
		placeholder: 'e.g. https://example.com/hat.png',
		media: 'image',
		onTop: true,
	});

/** Facts: https://piapi.ai/docs/qwen-image-api/text-to-image and its sister page. */
export const qwenImage: Family = {
	value: 'qwen-image',
	name: 'Qwen Image',
	kind: 'image',
	usualOperation: 'generateImage',
	operations: [
		{
			value: 'editImages',
			name: 'Edit Images',
			description: 'Change an image, or bring up to three together, as a text says',
			model: 'Qubico/qwen-image',
			taskType: 'image-edit',
			confidence: 'client-code',
			source: 'https://piapi.ai/docs/qwen-image-api/image-edit',
			fields: [
				prompt({ required: true, help: 'What to change' }),
				mainImage('image1', { label: 'Image 1', help: 'The first image', required: true }),
				furtherImage(2),
				furtherImage(3),
				negativePrompt(),
				seed(),
				steps(),
				flowShift,
			],
			results: imageResults,
		},
		{
			value: 'generateImage',
			name: 'Generate Image',
			description: 'Make an image from a text, also one with much writing in it',
			model: 'Qubico/qwen-image',
			taskType: 'txt2img',
			confidence: 'client-code',
			source: 'https://piapi.ai/docs/qwen-image-api/text-to-image',
			fields: [
				prompt({ required: true }),
				negativePrompt(),
				width(),
				height(),
				seed(),
				steps(),
				flowShift,
			],
			results: imageResults,
		},
	],
};
