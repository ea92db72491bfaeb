import { integer, plainChoices, text } from './fields';
import {
	mainImage,
	prompt,
	suggestedAspectRatio,
	videoResult,
	videoUrlResult,
} from './sharedFields';
import type { Family, Field, Operation } from './vocabulary';

const common: readonly Field[] = [
	suggestedAspectRatio(['16:9', '9:16', '1:1'], {
		help: 'Width to height of the video: 16:9, 9:16 or 1:1',
	}),
	integer('duration', {
		label: 'Duration',
		help: 'Length of the video in whole seconds, 5 to 15; a longer one costs more',
		placeholder: 'e.g. 5',
	}),
	text('resolution', {
		label: 'Resolution',
		help: 'Size of the video; a larger one costs more',
		placeholder: 'e.g. 768p',
		suggestions: plainChoices('1080p', '480p', '768p'),
	}),
];

const operation = (
	taskType: string,
	inferred: string,
	own: Pick<Operation, 'value' | 'name' | 'description' | 'fields'>,
): Operation => ({
	model: 'Qubico/minimax-h3',
	taskType,
	notice: `PiAPI's page does not show the whole request. The names of ${inferred} and the place of the result are inferred from its other models.`,
	confidence: 'inferred',
	source: 'https://piapi.ai/minimax-h3',
	results: [...videoUrlResult, ...videoResult],
	...own,
});

/** Facts: https://piapi.ai/minimax-h3 */
export const minimaxH3: Family = {
	value: 'minimax-h3',
	name: 'MiniMax H3',
	kind: 'video',
	usualOperation: 'textToVideo',
	operations: [
		operation('img2video', 'Image and Aspect Ratio', {
			value: 'generateVideoFromImage',
			name: 'Generate Video From Image',
			description: 'Generate a video with sound that begins with an image',
			fields: [
				mainImage('image', {
					help: 'The image that the video begins with, JPG or PNG',
					required: true,
				}),
				prompt({ required: true, help: 'What happens in the video' }),
				...common,
			],
		}),
		operation('txt2video', 'Aspect Ratio', {
			value: 'generateVideo',
			name: 'Generate Video',
			description: 'Generate a video with sound from a text',
			fields: [prompt({ required: true, help: 'What the video shows' }), ...common],
		}),
	],
};
