import {
	anyOf,
	decimal,
	integer,
	media,
	onlyWith,
	plainChoices,
	productAtMost,
	text,
} from './fields';
import { SCHNELL } from './fluxModels';
import { height, width } from './sharedFields';
import type { Field, Rule } from './vocabulary';

export const guidance = decimal('guidance_scale', {
	label: 'Guidance',
	help: 'How closely to follow the prompt',
	placeholder: 'e.g. 3.5',
	minimum: 1.5,
	maximum: 5,
});

export const denoise = decimal('denoise', {
	label: 'Denoise',
	help: 'Denoising strength; higher values change more',
	placeholder: 'e.g. 0.7',
	above: 0,
	maximum: 1,
	standard: 0.7,
});

export const numberOfImages = integer('batch_size', {
	label: 'Number of Images',
	help: 'How many images to generate; each one is billed',
	placeholder: 'e.g. 1',
	minimum: 1,
	maximum: 4,
	standard: 1,
	onlyFor: { models: [SCHNELL] },
});

const PIXEL_LIMIT = 'In pixels; width times height at most 1,048,576';

export const size: readonly Field[] = [width({ help: PIXEL_LIMIT }), height({ help: PIXEL_LIMIT })];

export const SIZE_LIMIT = productAtMost(1_048_576, 'width', 'height');

const WITH_AN_IMAGE = 'In pixels; PiAPI may ignore it because an image is given';

/** The result of an image usually has the size of that image. */
export const sizeWithImage: readonly Field[] = [
	width({ help: WITH_AN_IMAGE, main: false }),
	height({ help: WITH_AN_IMAGE, main: false }),
];

export const LORA = 'lora_settings[0].lora_type';

const loraSettings: readonly Field[] = [
	decimal('lora_settings[0].lora_strength', {
		label: 'LoRA Strength',
		help: 'How strongly to apply the LoRA, usually 0 to 1',
		placeholder: 'e.g. 1',
	}),
	media('lora_settings[0].lora_image', {
		label: 'LoRA Image',
		help: 'Image for a LoRA that takes one',
		placeholder: 'e.g. https://example.com/fox.png',
		media: 'image',
	}),
];

/** Where a LoRA is not required, an entry without its name would be refused. */
export const onlyWithLora: readonly Rule[] = loraSettings.map(({ path }) => onlyWith(path, LORA));

export const loraFields = (onTop: boolean): readonly Field[] => [
	text(LORA, {
		label: 'LoRA',
		help: 'Style to apply',
		placeholder: 'e.g. anime',
		onTop,
		freeText: true,
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
	}),
	...loraSettings,
];

/** One of the four is required, so all of them are main fields. */
const border = (side: 'bottom' | 'left' | 'right' | 'top', label: string): Field =>
	integer(`custom_settings[0].outpaint_${side}`, {
		label,
		help: 'Pixels to add',
		placeholder: 'e.g. 256',
		main: true,
		least: 0,
	});

export const borders: readonly Field[] = [
	border('left', 'Extend Left'),
	border('right', 'Extend Right'),
	border('top', 'Extend Top'),
	border('bottom', 'Extend Bottom'),
];

export const ANY_BORDER = anyOf(...borders.map(({ path }) => path));
