import { wholeInput } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: the vendor's list of models names it; its page could not be read. */
export const byteaudio: Family = {
	value: 'byteaudio',
	name: 'ByteAudio Seed Audio',
	kind: 'audio',
	operations: [
		{
			value: 'makeAudio',
			name: 'Make Audio',
			action: 'Make audio',
			description: 'Make sound with Seed Audio 1.0; you give the input as JSON',
			model: 'byteaudio',
			taskType: 'seed-audio-1.0',
			confidence: 'inferred',
			source: 'https://piapi.ai/docs/byteaudio-api/seed-audio',
			fields: [wholeInput('e.g. {"prompt": "rain on a tin roof"}')],
			results: [],
		},
	],
};
