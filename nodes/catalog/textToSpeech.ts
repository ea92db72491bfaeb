import { decimal, text, toggle } from './fields';
import { audioResult, mainAudio } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: https://piapi.ai/docs/tts-api/f5-tts */
export const textToSpeech: Family = {
	value: 'tts',
	name: 'Text to Speech',
	kind: 'audio',
	availabilityNote: 'PiAPI documents this service, but users report that it fails and may be gone',
	operations: [
		{
			value: 'generateSpeech',
			name: 'Generate Speech',
			description: 'Speak a text in the voice of a recording (F5-TTS)',
			model: 'Qubico/tts',
			taskType: 'zero-shot',
			price: {
				per: '1000 characters',
				count: 'gen_text',
				rates: [{ usd: 0.025 }],
				asOf: '2026',
				source: 'https://piapi.ai/docs/tts-api/f5-tts',
				confidence: 'documented',
			},
			serviceMode: 'public',
			confidence: 'documented',
			source: 'https://piapi.ai/docs/tts-api/f5-tts',
			fields: [
				text('gen_text', {
					label: 'Text',
					help: 'Text to speak',
					placeholder: 'e.g. Good evening and welcome',
					rows: 4,
					required: true,
					maximumLength: 10_000,
				}),
				mainAudio('ref_audio', {
					label: 'Voice Recording',
					help: 'Recording of the voice, 3 to 30 seconds',
					sentAs: 'linkOrBase64',
					required: true,
				}),
				text('ref_text', {
					label: 'Transcript',
					help: 'What the voice recording says; detected if empty',
					placeholder: 'e.g. Hello, this is my voice',
					rows: 2,
				}),
				decimal('speed', {
					label: 'Speed',
					help: 'Speed of the voice',
					placeholder: 'e.g. 1',
				}),
				toggle('remove_silence', {
					label: 'Remove Silence',
					help: 'Whether to cut out pauses',
				}),
				text('custom_split_words', {
					label: 'Split Words',
					help: 'Words at which to split a long text',
					placeholder: 'e.g. however, therefore',
				}),
			],
			serves: [
				{ as: ['generateAnySpeech'], models: [{ id: 'zero-shot-tts', name: 'Zero-Shot TTS' }] },
			],
			results: audioResult,
		},
	],
};
