import { audioResult, mainVideo, negativePrompt, prompt, seed, steps } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: https://piapi.ai/docs/mmaudio-api/create-task */
export const mmaudio: Family = {
	value: 'mmaudio',
	name: 'MMAudio',
	kind: 'audio',
	operations: [
		{
			value: 'addSound',
			name: 'Add Sound',
			description: 'Generate sound that fits a silent video',
			model: 'Qubico/mmaudio',
			taskType: 'video2audio',
			price: {
				per: 'second',
				mostCount: 30,
				rates: [{ usd: 0.0005 }],
				asOf: '2026',
				source: 'https://piapi.ai/docs/mmaudio-api/create-task',
				confidence: 'documented',
			},
			confidence: 'documented',
			source: 'https://piapi.ai/docs/mmaudio-api/create-task',
			fields: [
				{
					...prompt({
						help: 'What to hear; leave empty to let the model choose',
						placeholder: 'e.g. waves, distant gulls',
					}),
					maximumLength: 500,
				},
				mainVideo('video', {
					help: 'MP4 video of at most 30 seconds',
					sentAs: 'linkOrBase64',
					required: true,
				}),
				negativePrompt({
					help: 'What not to hear',
					placeholder: 'e.g. music, voices',
					maximumLength: 200,
				}),
				steps({ minimum: 20, maximum: 50, standard: 20 }),
				seed(),
			],
			results: audioResult,
		},
	],
};
