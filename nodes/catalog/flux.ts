import { decimal, integer, media, plainChoices, text, toggle } from './fields';
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
import type { Family, Field, Operation } from './vocabulary';

const DOCS = 'https://piapi.ai/docs';
const ADVANCED = 'Qubico/flux1-dev-advanced';
const NEEDS_PLAN = 'Flux dev advanced needs the Creator plan of PiAPI or a higher one.';

const guidance = decimal('guidance_scale', {
	label: 'Guidance',
	help: 'How closely the image follows the prompt',
	placeholder: 'e.g. 3.5',
	minimum: 1.5,
	maximum: 5,
});

const denoise = decimal('denoise', {
	label: 'Denoise',
	help: 'How far the result may move away from the given image, 0.7 when left out',
	placeholder: 'e.g. 0.7',
	above: 0,
	maximum: 1,
});

const batchSize = integer('batch_size', {
	label: 'Number of Images',
	help: 'How many images to make, each is paid; only with Flux schnell',
	placeholder: 'e.g. 1',
	minimum: 1,
	maximum: 4,
});

const size: readonly Field[] = [
	width({ help: 'Width of the image in pixels; width times height may be 1,048,576 at most' }),
	height({ help: 'Height of the image in pixels; width times height may be 1,048,576 at most' }),
];

const WITH_AN_IMAGE = (side: string): string =>
	`${side} of the image in pixels; PiAPI documents it without an image only, so it may be ignored`;

const loraFields = (required: boolean): readonly Field[] => [
	text('lora_settings[0].lora_type', {
		label: 'LoRA',
		help: 'The style that the image is made in',
		placeholder: 'e.g. anime',
		onTop: true,
		suggestions: plainChoices(
			'anime',
			'art',
			'collage-artstyle',
			'creepcute',
			'cyberpunk-anime-style',
			'deco-pulse',
			'deep-sea-particle-enhencer',
			'disney',
			'faetastic-details',
			'fractal-geometry',
			'furry',
			'galactixy-illustrations-style',
			'geometric-woman',
			'graphic-portrait',
			'mat-miller-art',
			'mjv6',
			'moebius-style',
			'mystic-realism',
			'ob3d-isometric-3d-room',
			'paper-quilling-and-layering-style',
			'realism',
			'remes-abstract-poster-style',
			'scenery',
		),
		required,
	}),
	decimal('lora_settings[0].lora_strength', {
		label: 'LoRA Strength',
		help: 'How strongly the style shows, from 0 to 1 as a rule',
		placeholder: 'e.g. 1',
	}),
	media('lora_settings[0].lora_image', {
		label: 'LoRA Image',
		help: 'An image for a LoRA that takes one',
		placeholder: 'e.g. https://example.com/fox.png',
		media: 'image',
	}),
];

const VARIANTS = (taskType: string): Operation['variants'] => [
	{
		value: 'Qubico/flux1-schnell',
		label: 'Flux Schnell',
		help: 'Fastest and cheapest',
		model: 'Qubico/flux1-schnell',
		taskType,
	},
	{
		value: 'Qubico/flux1-dev',
		label: 'Flux Dev',
		help: 'More detail; not for commercial use',
		model: 'Qubico/flux1-dev',
		taskType,
	},
	{
		value: ADVANCED,
		label: 'Flux Dev Advanced',
		help: 'Needs the Creator plan of PiAPI or a higher one',
		model: ADVANCED,
		taskType,
	},
];

const advanced = (
	taskType: string,
	page: string,
	own: Pick<Operation, 'value' | 'name' | 'description' | 'fields'> & Partial<Operation>,
): Operation => ({
	model: ADVANCED,
	taskType,
	notice: NEEDS_PLAN,
	results: imageResults,
	confidence: 'documented',
	source: `${DOCS}/${page}`,
	...own,
});

const LORA_PAGE = 'flux-with-lora-and-controlnet';
const FILL_PAGE = 'flux-redux-fill-variation-inpaint-outpaint';

const border = (side: string): Field =>
	integer(`custom_settings[0].outpaint_${side}`, {
		label: `Extend ${side[0]?.toUpperCase() ?? ''}${side.slice(1)}`,
		help: 'Pixels to add on this side',
		placeholder: 'e.g. 256',
	});

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
			description: 'Change an image as a text says, with Flux Kontext',
			typicalSeconds: 33,
			results: imageResult,
			fields: [
				mainImage('image', { help: 'The image to change', required: true }),
				prompt({ required: true, help: 'What to change' }),
				width(),
				height(),
				{ ...steps(), maximum: 40 },
				seed(),
			],
		}),
		advanced('fill-outpaint', FILL_PAGE, {
			value: 'extendImage',
			name: 'Extend Image',
			description: 'Paint more of an image beyond its edges',
			fixed: { 'custom_settings[0].setting_type': 'outpaint' },
			fields: [
				mainImage('image', { help: 'The image to extend', required: true }),
				prompt({ required: true, help: 'What the new parts show' }),
				border('left'),
				border('right'),
				border('top'),
				border('bottom'),
				negativePrompt(),
				steps(),
			],
		}),
		{
			value: 'generateImage',
			name: 'Generate Image',
			description: 'Make an image from a text',
			model: 'Qubico/flux1-schnell',
			taskType: 'txt2img',
			variants: VARIANTS('txt2img'),
			results: imageResults,
			confidence: 'documented',
			source: `${DOCS}/flux-api/text-to-image`,
			fields: [
				prompt({ required: true }),
				...size,
				aspectRatio({
					help: 'Width to height, instead of Width and Height; PiAPI does not document it',
				}),
				negativePrompt(),
				guidance,
				denoise,
				batchSize,
				steps(),
			],
		},
		advanced('txt2img-lora', LORA_PAGE, {
			value: 'generateImageWithLora',
			name: 'Generate Image With LoRA',
			description: 'Make an image from a text, in the style of a LoRA',
			fields: [
				prompt({ required: true }),
				...loraFields(false),
				...size,
				negativePrompt(),
				guidance,
				denoise,
				steps(),
			],
			rules: [{ kind: 'anyOf', paths: ['lora_settings[0].lora_type'] }],
		}),
		advanced('controlnet-lora', LORA_PAGE, {
			value: 'generateImageWithControlNet',
			name: 'Generate Image With ControlNet',
			description:
				'Make an image that keeps the lines, depth or pose of a control image (ControlNet)',
			fields: [
				prompt({ required: true }),
				mainImage('control_net_settings[0].control_image', {
					label: 'Control Image',
					help: 'The image whose structure is kept',
				}),
				text('control_net_settings[0].control_type', {
					label: 'Control Type',
					help: 'What of the control image is kept',
					placeholder: 'e.g. depth',
					onTop: true,
					suggestions: plainChoices('canny', 'depth', 'hed', 'openpose', 'soft_edge'),
				}),
				decimal('control_net_settings[0].control_strength', {
					label: 'Control Strength',
					help: 'How strictly the structure is kept, 0.45 to 0.7 as a rule',
					placeholder: 'e.g. 0.6',
				}),
				toggle('control_net_settings[0].return_preprocessed_image', {
					label: 'Return Control Image',
					help: 'Whether the control image as the model sees it comes back, too',
				}),
				media('image', {
					label: 'Image',
					help: 'An image to begin with',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
				}),
				...loraFields(false).map((field) => ({ ...field, onTop: false })),
				...size,
				negativePrompt(),
				guidance,
				denoise,
				steps(),
			],
			rules: [
				{ kind: 'anyOf', paths: ['control_net_settings[0].control_image'] },
				{ kind: 'anyOf', paths: ['control_net_settings[0].control_type'] },
			],
		}),
		advanced('fill-inpaint', FILL_PAGE, {
			value: 'inpaintImage',
			name: 'Inpaint Image',
			description: 'Paint the white part of an image anew',
			fields: [
				mainImage('image', {
					help: 'The image, in which the part to paint anew is white',
					required: true,
				}),
				prompt({ required: true, help: 'What the white part shows' }),
				negativePrompt(),
				steps(),
			],
		}),
		{
			value: 'generateImageFromImage',
			name: 'Generate Image From Image',
			description: 'Make a new image from an image and a text',
			model: 'Qubico/flux1-schnell',
			taskType: 'img2img',
			variants: VARIANTS('img2img'),
			results: imageResults,
			confidence: 'documented',
			source: `${DOCS}/flux-api/image-to-image`,
			fields: [
				mainImage('image', { help: 'The image to begin with', required: true }),
				prompt({ required: true }),
				negativePrompt(),
				denoise,
				guidance,
				batchSize,
				steps(),
				width({ help: WITH_AN_IMAGE('Width') }),
				height({ help: WITH_AN_IMAGE('Height') }),
			],
		},
		advanced('img2img-lora', LORA_PAGE, {
			value: 'generateImageFromImageWithLora',
			name: 'Generate Image From Image With LoRA',
			description: 'Make a new image from an image and a text, in the style of a LoRA',
			fields: [
				mainImage('image', { help: 'The image to begin with', required: true }),
				prompt({ required: true }),
				...loraFields(false),
				negativePrompt(),
				denoise,
				guidance,
				steps(),
				...size,
			],
			rules: [{ kind: 'anyOf', paths: ['lora_settings[0].lora_type'] }],
		}),
		advanced('redux-variation', FILL_PAGE, {
			value: 'varyImage',
			name: 'Vary Image',
			description: 'Make a variation of an image, with Flux Redux',
			fields: [
				mainImage('image', { help: 'The image to vary', required: true }),
				prompt({ required: true }),
				width(),
				height(),
				negativePrompt(),
				steps(),
			],
		}),
	],
};
