import { integer, plainChoices, text } from './fields';
import { closedAspectRatio, mainImage, prompt, videoResult, videoUrlResult } from './sharedFields';
import { motionPrompt } from './videoFields';
import type { Price } from './price';
import type { Family, Field, Operation } from './vocabulary';

const common: readonly Field[] = [
	closedAspectRatio(['16:9', '9:16', '1:1']),
	integer('duration', {
		label: 'Duration',
		help: 'Length of the video in seconds',
		minimum: 5,
		maximum: 15,
	}),
	text('resolution', {
		label: 'Resolution',
		help: 'Size of the video; larger costs more',
		placeholder: 'e.g. 768p',
		suggestions: plainChoices('1080p', '480p', '768p'),
	}),
];

const price: Price = {
	per: 'second',
	count: 'duration',
	mostCount: 15,
	rates: [
		{ usd: 0.03, when: { resolution: ['480p'] } },
		{ usd: 0.05, when: { resolution: ['768p'] } },
		{ usd: 0.07, when: { resolution: ['1080p'] } },
	],
	asOf: '2026-08',
	source: 'https://piapi.ai/minimax-h3',
	confidence: 'documented',
};

const operation = (
	taskType: string,
	inferred: string,
	own: Pick<Operation, 'value' | 'name' | 'description' | 'fields' | 'serves'>,
): Operation => ({
	model: 'Qubico/minimax-h3',
	taskType,
	notice: `PiAPI does not document the whole request: the names of ${inferred} and the place of the result are inferred from other models.`,
	price,
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
	usualOperation: 'generateVideoFromText',
	operations: [
		operation('txt2video', 'Aspect Ratio', {
			serves: [
				{
					as: ['generateAnyVideoFromText'],
					models: [{ id: 'minimax-h3', name: 'MiniMax H3' }],
				},
			],
			value: 'generateVideoFromText',
			name: 'Generate Video From Text',
			description: 'Generate a video from text',
			fields: [prompt({ required: true, help: 'What the video shows' }), ...common],
		}),
		operation('img2video', 'Image and Aspect Ratio', {
			serves: [
				{
					as: ['generateAnyVideoFromImage'],
					models: [{ id: 'minimax-h3', name: 'MiniMax H3' }],
				},
			],
			value: 'generateVideoFromImage',
			name: 'Generate Video From Image',
			description: 'Generate a video from an image',
			fields: [
				motionPrompt({ required: true }),
				mainImage('image', {
					help: 'The image the video starts with, JPG or PNG',
					required: true,
				}),
				...common,
			],
		}),
	],
};
