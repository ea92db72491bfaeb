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
import { flatPrice } from './price';
import type { Family, Field } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/qwen-image-api';

const priceOf = (page: string, usd: number) =>
	flatPrice('image', usd, { asOf: '2026', source: `${DOCS}/${page}`, confidence: 'documented' });

const flowShift = decimal('flow_shift', {
	label: 'Flow Shift',
	help: 'Noise schedule shift, usually 3',
	placeholder: 'e.g. 3',
});

const furtherImage = (number: number): Field =>
	media(`image${number}`, {
		label: `Image ${number}`,
		help: 'Another image to combine',
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
			description: 'Edit an image, or combine up to three',
			model: 'Qubico/qwen-image',
			taskType: 'image-edit',
			price: priceOf('image-edit', 0.025),
			confidence: 'client-code',
			source: `${DOCS}/image-edit`,
			fields: [
				prompt({
					required: true,
					help: 'What to change',
					placeholder: 'e.g. make the sky pink',
				}),
				mainImage('image1', { label: 'Image 1', help: 'Image to edit', required: true }),
				furtherImage(2),
				furtherImage(3),
				negativePrompt(),
				seed(),
				steps(),
				flowShift,
			],
			serves: [
				{
					as: ['editAnyImage'],
					models: [{ id: 'qwen-image', name: 'Qwen-Image' }],
					paths: { images: ['image1', 'image2', 'image3'] },
				},
			],
			results: imageResults,
		},
		{
			value: 'generateImage',
			name: 'Generate Image',
			description: 'Generate an image from a prompt',
			model: 'Qubico/qwen-image',
			taskType: 'txt2img',
			price: priceOf('text-to-image', 0.015),
			confidence: 'client-code',
			source: `${DOCS}/text-to-image`,
			fields: [
				prompt({ required: true }),
				width(),
				height(),
				negativePrompt(),
				seed(),
				steps(),
				flowShift,
			],
			serves: [{ as: ['generateAnyImage'], models: [{ id: 'qwen-image', name: 'Qwen-Image' }] }],
			results: imageResults,
		},
	],
};
