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
			description: 'Generate speech or sounds from a text',
			model: 'byteaudio',
			taskType: 'seed-audio-1.0',
			price: {
				per: 'second',
				mostCount: 120,
				rates: [{ usd: 0.002 }],
				asOf: '2026-07',
				source: 'https://piapi.ai/en/seed-audio-1-0-api',
				confidence: 'documented',
			},
			confidence: 'documented',
			source: 'https://piapi.ai/en/seed-audio-1-0-api',
			fields: [
				text('text', {
					label: 'Text',
					help: 'Text to speak or sound to create, at most 120 seconds of it',
					placeholder: 'e.g. Rain on a tin roof, and a calm voice says: good evening',
					rows: 4,
					required: true,
					maximumLength: 2048,
				}),
				choice('format', {
					label: 'Output Format',
					help: 'File format of the audio',
					choices: [
						{ value: 'mp3', label: 'MP3' },
						{ value: 'pcm', label: 'PCM' },
						{ value: 'wav', label: 'WAV' },
					],
				}),
				integer('sample_rate', {
					label: 'Sample Rate',
					help: "In hertz; 24000 in PiAPI's example",
					placeholder: 'e.g. 24000',
				}),
				rate('speech_rate', 'Speech Rate', 'Speed of the voice'),
				rate('pitch_rate', 'Pitch Rate', 'Pitch of the voice'),
				rate('loudness_rate', 'Loudness Rate', 'Volume of the audio'),
			],
			serves: [
				{ as: ['generateAnySpeech'], models: [{ id: 'seed-audio-1.0', name: 'Seed Audio 1.0' }] },
			],
			results: audioResult,
		},
	],
};
