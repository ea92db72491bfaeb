import { integer, media, plainChoices, text } from '../fields';
import {
	mainAudio,
	mainImage,
	mainImages,
	negativePrompt,
	prompt,
	seed,
	suggestedAspectRatio,
} from '../sharedFields';
import { firstFrame } from '../videoFields';
import type { Field } from '../vocabulary';

/** What models have in common. The paths are those of `CommonPath`. */

export const promptField = (help: string, required = true): Field => prompt({ required, help });

export const imageField: Field = mainImage('image', {
	label: 'Image',
	help: 'The image to turn into a 3D model',
});

export const firstFrameField: Field = firstFrame('image', { required: true });

export const lastFrameField: Field = media('last_frame', {
	label: 'Last Frame',
	help: 'The image the video ends with',
	placeholder: 'e.g. https://example.com/fox.png',
	media: 'image',
	onTop: true,
});

export const imagesField = (label: string, help: string): Field =>
	mainImages('images', { label, help, required: true });

export const voiceField: Field = mainAudio('voice', {
	label: 'Voice Recording',
	help: 'The voice to speak with; only some models take one',
});

export const lyricsField: Field = text('lyrics', {
	label: 'Lyrics',
	help: 'Lyrics to sing',
	placeholder: 'e.g. [verse] Snow is falling on the fox',
	rows: 4,
	onTop: true,
});

export const aspectRatioField: Field = suggestedAspectRatio(
	['1:1', '16:9', '21:9', '3:2', '2:3', '4:3', '3:4', '9:16'],
	{ help: 'Width to height', main: true },
);

export const durationField: Field = integer('duration', {
	label: 'Duration',
	help: 'Length in seconds',
	placeholder: 'e.g. 5',
	minimum: 1,
});

export const resolutionField = (...values: string[]): Field =>
	text('resolution', {
		label: 'Resolution',
		help: 'Size of the result',
		suggestions: plainChoices(...values),
	});

export const countField: Field = integer('count', {
	label: 'Number of Results',
	help: 'Each one is billed',
	placeholder: 'e.g. 1',
	minimum: 1,
	main: true,
});

export const negativePromptField: Field = negativePrompt();
export const seedField: Field = seed();
