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
			description: 'Make the sound that fits a silent clip',
			model: 'Qubico/mmaudio',
			taskType: 'video2audio',
			confidence: 'documented',
			source: 'https://piapi.ai/docs/mmaudio-api/create-task',
			fields: [
				mainVideo('video', { help: 'The clip, an MP4 of at most 30 seconds', required: true }),
				{
					...prompt({
						help: 'What is to be heard; leave it empty to let the model choose',
						placeholder: 'e.g. waves, distant gulls',
					}),
					maximumLength: 500,
				},
				negativePrompt({ help: 'What is not to be heard', maximumLength: 200 }),
				steps({ minimum: 20, maximum: 50 }),
				seed(),
			],
			results: audioResult,
		},
	],
};
