import { anyOf, text } from './fields';
import { flatPrice } from './price';
import { audioResult, mainAudio } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: https://piapi.ai/docs/diffrhythm-api/create-task */
export const diffrhythm: Family = {
	value: 'diffrhythm',
	name: 'DiffRhythm',
	kind: 'audio',
	operations: [
		{
			value: 'generateSong',
			name: 'Generate Song',
			description: 'Generate a song from timed lyrics and a style',
			model: 'Qubico/diffrhythm',
			taskType: 'txt2audio-base',
			variants: [
				{
					value: 'txt2audio-base',
					label: 'Base',
					help: 'About 1:35 minutes',
					model: 'Qubico/diffrhythm',
					taskType: 'txt2audio-base',
				},
				{
					value: 'txt2audio-full',
					label: 'Full',
					help: 'Up to 4:45 minutes',
					model: 'Qubico/diffrhythm',
					taskType: 'txt2audio-full',
				},
			],
			price: flatPrice('task', 0.02, {
				asOf: '2026',
				source: 'https://piapi.ai/docs/diffrhythm-api/create-task',
				confidence: 'documented',
			}),
			confidence: 'documented',
			source: 'https://piapi.ai/docs/diffrhythm-api/create-task',
			fields: [
				text('lyrics', {
					label: 'Lyrics',
					help: 'Each line with its start time',
					placeholder: 'e.g. [00:10.00] The light goes round',
					rows: 6,
					onTop: true,
				}),
				mainAudio('style_audio', {
					label: 'Style Recording',
					help: 'Recording whose style to follow: MP3, WAV or FLAC',
					sentAs: 'linkOrBase64',
				}),
				// In Options: on top its standard would count as filled in, and an empty form would be sent.
				text('style_prompt', {
					label: 'Style',
					help: 'Genre, mood and instruments',
					placeholder: 'e.g. calm folk, acoustic guitar',
					rows: 2,
					standard: 'pop',
				}),
			],
			rules: [anyOf('lyrics', 'style_audio', 'style_prompt')],
			serves: [
				{
					as: ['generateAnyMusic'],
					models: [
						{ id: 'diffrhythm-base', name: 'DiffRhythm Base', variant: 'txt2audio-base' },
						{ id: 'diffrhythm-full', name: 'DiffRhythm Full', variant: 'txt2audio-full' },
					],
				},
			],
			results: audioResult,
		},
	],
};
