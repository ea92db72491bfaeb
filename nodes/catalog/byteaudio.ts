import { choice, integer, text } from './fields';
import { audioResult } from './sharedFields';
import type { Family, Field } from './vocabulary';

const rate = (path: string, label: string, help: string): Field =>
	integer(path, { label, help: `${help}; 0 in PiAPI's example`, placeholder: 'e.g. 0' });

/** Facts: https://piapi.ai/en/seed-audio-1-0-api */
export const byteaudio: Family = {
	value: 'byteaudio',
	name: 'ByteAudio Seed Audio',
	kind: 'audio',
	operations: [
		{
			value: 'generateAudio',
			name: 'Generate Audio',
			description: 'Generate speech or sound from a text with Seed Audio 1.0',
			model: 'byteaudio',
			taskType: 'seed-audio-1.0',
			confidence: 'documented',
			source: 'https://piapi.ai/en/seed-audio-1-0-api',
			fields: [
				text('text', {
					label: 'Text',
					help: 'What to say, or which sound to create; the result has at most 120 seconds',
					placeholder: 'e.g. Rain on a tin roof, and a calm voice says: good evening',
					rows: 4,
					required: true,
					maximumLength: 2048,
				}),
				choice('format', {
					label: 'Format',
					help: 'File format of the audio',
					choices: [
						{ value: 'mp3', label: 'MP3' },
						{ value: 'pcm', label: 'PCM' },
						{ value: 'wav', label: 'WAV' },
					],
				}),
				integer('sample_rate', {
					label: 'Sample Rate',
					help: "Samples per second; 24000 in PiAPI's example",
					placeholder: 'e.g. 24000',
				}),
				rate('speech_rate', 'Speech Rate', 'How fast the voice speaks'),
				rate('pitch_rate', 'Pitch Rate', 'How high the voice is'),
				rate('loudness_rate', 'Loudness Rate', 'How loud the audio is'),
			],
			results: audioResult,
		},
	],
};
