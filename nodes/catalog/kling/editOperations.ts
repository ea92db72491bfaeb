import { anyOf, plainChoices, text, toggle } from '../fields';
import { closedDuration, mainImage, originTask, prompt } from '../sharedFields';
import type { Operation } from '../vocabulary';
import { DOCS, undocumentedVersion, workOf, works } from './klingFields';
import { effectPrice, soundPrice } from './klingPrices';

export const addSound: Operation = {
	value: 'addSound',
	name: 'Add Sound',
	description: 'Generate sound effects for a Kling video or from text',
	model: 'kling',
	taskType: 'sound',
	price: soundPrice,
	kind: 'audio',
	confidence: 'documented',
	source: `${DOCS}/kling-sound-api`,
	fields: [
		prompt({ help: 'What to hear', placeholder: 'e.g. steps in snow, wind in the trees' }),
		originTask({
			required: false,
			onTop: true,
			help: 'The finished Kling task of the video that gets the sound',
		}),
		closedDuration([5, 10], { help: 'Length of sound from a prompt', standard: 10 }),
		undocumentedVersion,
	],
	rules: [anyOf('prompt', 'origin_task_id')],
	results: workOf('audio'),
};

export const applyEffect: Operation = {
	value: 'applyEffect',
	name: 'Apply Effect',
	description: 'Animate an image with a preset effect',
	model: 'kling',
	taskType: 'effects',
	price: effectPrice,
	confidence: 'documented',
	source: `${DOCS}/kling-effects-api`,
	fields: [
		prompt({
			help: 'Birthday, fighting, hearting, hugging, kissing, rocket and water mostly fail without it',
			placeholder: 'e.g. the two people hug',
		}),
		mainImage('image_url', { help: 'The image to animate', required: true }),
		text('effect', {
			label: 'Effect',
			help: 'What happens in the video',
			placeholder: 'e.g. squish',
			freeText: true,
			required: true,
			suggestions: plainChoices(
				'birthday',
				'expansion',
				'fighting',
				'figure',
				'hearting',
				'hugging',
				'jellycat_oversea',
				'kissing',
				'rocket',
				'spinoff',
				'squish',
				'surfing',
				'vstack',
				'water',
			),
		}),
		toggle('professional_mode', {
			label: 'Professional Mode',
			help: 'Whether to use better quality, which costs more',
			main: true,
			standard: false,
		}),
		undocumentedVersion,
	],
	results: works,
};

export const extendVideo: Operation = {
	value: 'extendVideo',
	name: 'Extend Video',
	description: 'Extend a video',
	model: 'kling',
	taskType: 'extend_video',
	confidence: 'documented',
	source: `${DOCS}/create-task`,
	fields: [
		{
			...prompt({
				help: 'What happens next',
				placeholder: 'e.g. the fox runs into the woods',
			}),
			maximumLength: 2500,
		},
		originTask({ help: 'The finished Kling task of the video' }),
	],
	results: works,
};
