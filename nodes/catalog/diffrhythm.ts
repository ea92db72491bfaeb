import { anyOf, text } from './fields';
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
			description: 'Make a song from timed lyrics and a style',
			model: 'Qubico/diffrhythm',
			taskType: 'txt2audio-base',
			variants: [
				{
					value: 'txt2audio-base',
					label: 'Base',
					help: 'About a minute and a half',
					model: 'Qubico/diffrhythm',
					taskType: 'txt2audio-base',
				},
				{
					value: 'txt2audio-full',
					label: 'Full',
					help: 'Up to four minutes and three quarters',
					model: 'Qubico/diffrhythm',
					taskType: 'txt2audio-full',
				},
			],
			confidence: 'documented',
			source: 'https://piapi.ai/docs/diffrhythm-api/create-task',
			fields: [
				text('style_prompt', {
					label: 'Style',
					help: 'What the song is like: style, mood, instruments',
					placeholder: 'e.g. calm folk, acoustic guitar',
					rows: 2,
					onTop: true,
				}),
				text('lyrics', {
					label: 'Lyrics',
					help: 'The words, each line with its time',
					placeholder: 'e.g. [00:10.00] The light goes round',
					rows: 6,
					onTop: true,
				}),
				mainAudio('style_audio', {
					label: 'Style Recording',
					help: 'A recording whose style is followed, in mp3, wav or flac',
				}),
			],
			rules: [anyOf('style_prompt', 'lyrics', 'style_audio')],
			results: audioResult,
		},
	],
};
