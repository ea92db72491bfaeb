import { anyOf, integer, media, text } from './fields';
import { audioResult, mainAudio } from './sharedFields';
import type { Family, Field, Operation } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/ace-step-api';

const style = (required: boolean, help: string): Field =>
	text('style_prompt', {
		label: 'Style',
		help,
		placeholder: 'e.g. calm folk, acoustic guitar, female voice',
		rows: 2,
		onTop: true,
		required,
	});

const lyrics = (help: string): Field =>
	text('lyrics', {
		label: 'Lyrics',
		help,
		placeholder: 'e.g. [Verse] The light goes round …',
		rows: 6,
		onTop: true,
	});

const words = lyrics('The words, with marks such as [Verse]; [inst] makes music without singing');

const avoid: readonly Field[] = [
	text('negative_style_prompt', {
		label: 'Styles to Avoid',
		help: 'What the music must not be like',
		placeholder: 'e.g. heavy metal',
	}),
	text('negative_prompt', {
		label: 'Negative Prompt',
		help: "Another name for Styles to Avoid in PiAPI's own examples; give one of the two",
		placeholder: 'e.g. heavy metal',
		rows: 2,
	}),
];

const duration = integer('duration', {
	label: 'Duration',
	help: 'Length in seconds, 10 to 240 as far as is known',
	placeholder: 'e.g. 60',
});

const operation = (
	taskType: string,
	page: string,
	own: Pick<Operation, 'value' | 'name' | 'description' | 'fields'> & Pick<Operation, 'rules'>,
): Operation => ({
	model: 'Qubico/ace-step',
	taskType,
	confidence: 'client-code',
	source: `${DOCS}/${page}`,
	results: audioResult,
	...own,
});

/** Facts: https://piapi.ai/docs/ace-step-api/text-to-audio and its sister pages. */
export const aceStep: Family = {
	value: 'ace-step',
	name: 'ACE-Step',
	kind: 'audio',
	usualOperation: 'generateMusic',
	operations: [
		operation('edit', 'audio-edit', {
			value: 'editAudio',
			name: 'Edit Audio',
			description: 'Change the style or the words of a recording',
			fields: [
				mainAudio('audio', { help: 'The recording to change', required: true }),
				style(false, 'What the recording is like now'),
				lyrics('The words of the recording as it is'),
				text('edit_style_prompt', {
					label: 'New Style',
					help: 'What the recording is to be like',
					placeholder: 'e.g. jazz, slow',
					rows: 2,
					onTop: true,
				}),
				text('edit_lyrics', {
					label: 'New Lyrics',
					help: 'The words that it is to have',
					placeholder: 'e.g. [Verse] The light goes out …',
					rows: 6,
					onTop: true,
				}),
			],
		}),
		operation('extend', 'audio-extend', {
			value: 'extendAudio',
			name: 'Extend Audio',
			description: 'Make a recording longer, before its start or after its end',
			fields: [
				mainAudio('audio', { help: 'The recording to extend', required: true }),
				style(false, 'What the music is like'),
				words,
				integer('left_extend_duration', {
					label: 'Seconds Before',
					help: 'How many seconds to add before the start; one of the two lengths is needed',
					placeholder: 'e.g. 0',
				}),
				integer('right_extend_duration', {
					label: 'Seconds After',
					help: 'How many seconds to add after the end; one of the two lengths is needed',
					placeholder: 'e.g. 30',
				}),
				...avoid,
			],
			rules: [anyOf('left_extend_duration', 'right_extend_duration')],
		}),
		operation('txt2audio', 'text-to-audio', {
			value: 'generateMusic',
			name: 'Generate Music',
			description: 'Make music from a style, with or without singing',
			fields: [
				style(true, 'What the music is like: style, mood, instruments'),
				words,
				duration,
				media('style_audio', {
					label: 'Style Recording',
					help: 'A recording whose style is followed',
					placeholder: 'e.g. https://example.com/song.mp3',
					media: 'audio',
					onTop: true,
				}),
				...avoid,
			],
		}),
		operation('audio2audio', 'audio-to-audio', {
			value: 'generateMusicFromRecording',
			name: 'Generate Music From Recording',
			description: 'Make music in the manner of a recording',
			fields: [
				mainAudio('style_audio', {
					label: 'Style Recording',
					help: 'The recording whose style is followed',
					required: true,
				}),
				style(true, 'What the music is like: style, mood, instruments'),
				words,
				duration,
				...avoid,
			],
		}),
	],
};
