import { anyOf, decimal, media, plainChoices, text, toggle } from './fields';
import {
	aspectRatio,
	height,
	imageResult,
	imageResults,
	mainImage,
	negativePrompt,
	prompt,
	seed,
	steps,
	width,
} from './sharedFields';
import type { Family, Operation } from './vocabulary';
import {
	ANY_BORDER,
	borders,
	denoise,
	guidance,
	LORA,
	loraFields,
	numberOfImages,
	onlyWithLora,
	size,
	SIZE_LIMIT,
	sizeWithImage,
} from './fluxFields';
import { ADVANCED, advancedPrice, priceByModel, SCHNELL, variantsFor } from './fluxModels';

const DOCS = 'https://piapi.ai/docs';
const advanced = (
	taskType: string,
	page: string,
	own: Pick<Operation, 'value' | 'name' | 'description' | 'fields'> & Partial<Operation>,
): Operation => ({
	model: ADVANCED,
	taskType,
	notice: "This operation requires PiAPI's Creator plan or higher.",
	results: imageResults,
	price: advancedPrice,
	confidence: 'documented',
	source: `${DOCS}/${page}`,
	...own,
});

const LORA_PAGE = 'flux-with-lora-and-controlnet';
const FILL_PAGE = 'flux-redux-fill-variation-inpaint-outpaint';
const CONTROL = 'control_net_settings[0]';

/** Facts: https://piapi.ai/docs/flux-api/text-to-image and its sister pages. */
export const flux: Family = {
	value: 'flux',
	name: 'Flux',
	kind: 'image',
	usualOperation: 'generateImage',
	operations: [
		advanced('kontext', 'flux-api/kontext', {
			value: 'editImage',
			name: 'Edit Image',
			description: 'Edit an image with a prompt, using Flux Kontext',
			typicalSeconds: 33,
			serves: [{ as: ['editAnyImage'], models: [{ id: 'flux-kontext', name: 'Flux Kontext' }] }],
			results: imageResult,
			fields: [
				prompt({
					required: true,
					help: 'What to change',
					placeholder: 'e.g. make the sky pink',
				}),
				mainImage('image', { help: 'Image to edit', sentAs: 'linkOrBase64', required: true }),
				width(),
				height({ standard: 1024 }),
				steps({ maximum: 40, standard: 28 }),
				seed({ help: 'Reuse a seed for a similar result; -1 is random', standard: -1 }),
			],
		}),
		advanced('fill-outpaint', FILL_PAGE, {
			value: 'extendImage',
			name: 'Extend Image',
			description: 'Extend an image by an area of less than 1,048,576 pixels',
			fixed: { 'custom_settings[0].setting_type': 'outpaint' },
			fields: [
				prompt({
					required: true,
					help: 'What the new areas should show',
					placeholder: 'e.g. more of the beach and the sea',
				}),
				mainImage('image', { help: 'Image to extend', required: true }),
				...borders,
				negativePrompt(),
				steps(),
			],
			rules: [ANY_BORDER],
		}),
		{
			value: 'generateImage',
			name: 'Generate Image',
			description: 'Generate an image from a prompt',
			model: SCHNELL,
			taskType: 'txt2img',
			variants: variantsFor('txt2img'),
			price: priceByModel,
			serves: [
				{
					as: ['generateAnyImage'],
					models: [
						{ id: 'flux-schnell', name: 'Flux Schnell', variant: 'Qubico/flux1-schnell' },
						{ id: 'flux-dev', name: 'Flux Dev', variant: 'Qubico/flux1-dev' },
						{
							id: 'flux-dev-advanced',
							name: 'Flux Dev Advanced',
							variant: 'Qubico/flux1-dev-advanced',
						},
					],
					// Width and Height are documented, and Aspect Ratio is not.
					paths: { aspect_ratio: [] },
				},
			],
			results: imageResults,
			confidence: 'documented',
			source: `${DOCS}/flux-api/text-to-image`,
			rules: [SIZE_LIMIT],
			fields: [
				prompt({ required: true }),
				...size,
				numberOfImages,
				aspectRatio({
					help: 'Instead of Width and Height; not documented by PiAPI',
					main: false,
				}),
				negativePrompt(),
				guidance,
				denoise,
				steps(),
			],
		},
		{
			value: 'generateImageFromImage',
			name: 'Generate Image From Image',
			description: 'Generate an image from another image and a prompt',
			model: SCHNELL,
			taskType: 'img2img',
			variants: variantsFor('img2img'),
			price: priceByModel,
			results: imageResults,
			confidence: 'documented',
			source: `${DOCS}/flux-api/image-to-image`,
			fields: [
				prompt({ required: true }),
				mainImage('image', { help: 'Image to start from', required: true }),
				numberOfImages,
				negativePrompt(),
				denoise,
				guidance,
				steps(),
				...sizeWithImage,
			],
		},
		advanced('img2img-lora', LORA_PAGE, {
			value: 'generateImageFromImageWithLora',
			name: 'Generate Image From Image With LoRA',
			description: 'Generate an image from another image in the style of a LoRA',
			fields: [
				prompt({ required: true }),
				mainImage('image', { help: 'Image to start from', required: true }),
				...loraFields(true),
				negativePrompt(),
				denoise,
				guidance,
				steps(),
				...sizeWithImage,
			],
			rules: [anyOf(LORA)],
		}),
		advanced('controlnet-lora', LORA_PAGE, {
			value: 'generateImageWithControlNet',
			name: 'Generate Image With ControlNet',
			description: 'Generate an image with the edges, depth or pose of another one',
			fields: [
				prompt({ required: true }),
				mainImage(`${CONTROL}.control_image`, {
					label: 'Control Image',
					help: 'Image whose structure to keep',
				}),
				text(`${CONTROL}.control_type`, {
					label: 'Control Type',
					help: 'What to keep of the control image',
					placeholder: 'e.g. depth',
					onTop: true,
					freeText: true,
					suggestions: plainChoices('canny', 'depth', 'hed', 'openpose', 'soft_edge'),
				}),
				...size,
				decimal(`${CONTROL}.control_strength`, {
					label: 'Control Strength',
					help: 'How strictly to keep the structure, usually 0.45 to 0.7',
					placeholder: 'e.g. 0.6',
				}),
				toggle(`${CONTROL}.return_preprocessed_image`, {
					label: 'Return Control Image',
					help: 'Whether to return the preprocessed control image, too',
				}),
				media('image', {
					label: 'Image',
					help: 'Image to start from',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
				}),
				...loraFields(false),
				negativePrompt(),
				guidance,
				denoise,
				steps(),
			],
			rules: [anyOf(`${CONTROL}.control_image`), anyOf(`${CONTROL}.control_type`), ...onlyWithLora],
		}),
		advanced('txt2img-lora', LORA_PAGE, {
			value: 'generateImageWithLora',
			name: 'Generate Image With LoRA',
			description: 'Generate an image in the style of a LoRA',
			fields: [
				prompt({ required: true }),
				...loraFields(true),
				...size,
				negativePrompt(),
				guidance,
				denoise,
				steps(),
			],
			rules: [anyOf(LORA), SIZE_LIMIT],
		}),
		advanced('fill-inpaint', FILL_PAGE, {
			value: 'inpaintImage',
			name: 'Inpaint Image',
			description: 'Repaint the white area of an image',
			fields: [
				prompt({
					required: true,
					help: 'What the white area should show',
					placeholder: 'e.g. a straw hat',
				}),
				mainImage('image', { help: 'Image with the area to repaint in white', required: true }),
				negativePrompt(),
				steps(),
			],
		}),
		advanced('redux-variation', FILL_PAGE, {
			value: 'varyImage',
			name: 'Vary Image',
			description: 'Generate a variation of an image with Flux Redux',
			fields: [
				prompt({ required: true }),
				mainImage('image', { help: 'Image to vary', required: true }),
				width(),
				height(),
				negativePrompt(),
				steps(),
			],
		}),
	],
};
