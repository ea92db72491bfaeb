import { anyOf, integer, text } from './fields';
import { audioResult, mainAudio } from './sharedFields';
import type { Price } from './price';
import type { Family, Field, Operation } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/ace-step-api';

const style = text('style_prompt', {
	label: 'Style',
	help: 'Genre, mood and instruments',
	placeholder: 'e.g. calm folk, acoustic guitar, female voice',
	rows: 2,
	onTop: true,
});

const requiredStyle = { ...style, required: true };

const lyrics = text('lyrics', {
	label: 'Lyrics',
	help: 'With marks such as [Verse]; [inst] for music without vocals',
	placeholder: 'e.g. [Verse] The light goes round …',
	rows: 6,
	onTop: true,
});

const styleRecording = mainAudio('style_audio', {
	label: 'Style Recording',
	help: 'Recording whose style to follow',
	placeholder: 'e.g. https://example.com/song.mp3',
});

const avoid: readonly Field[] = [
	text('negative_style_prompt', {
		label: 'Styles to Avoid',
		help: 'What the music should not sound like',
		placeholder: 'e.g. heavy metal',
	}),
	text('negative_prompt', {
		label: 'Negative Prompt',
		help: "PiAPI's other name for Styles to Avoid; use only one",
		placeholder: 'e.g. heavy metal',
		rows: 2,
	}),
];

const duration = integer('duration', {
	label: 'Duration',
	help: 'In seconds, usually 10 to 240',
	placeholder: 'e.g. 60',
});

const perSecond: Price = {
	per: 'second',
	count: 'duration',
	mostCount: 240,
	rates: [{ usd: 0.0005 }],
	asOf: '2026',
	source: 'client code',
	confidence: 'client-code',
};

/** One of the two lengths is required, so both are main fields. */
const extension = (side: 'left' | 'right', label: string, help: string): Field =>
	integer(`${side}_extend_duration`, { label, help, placeholder: 'e.g. 30', main: true, least: 0 });

const operation = (
	taskType: string,
	page: string,
	own: Pick<Operation, 'value' | 'name' | 'description' | 'fields' | 'rules' | 'price' | 'serves'>,
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
			description: 'Change the style or the lyrics of a recording',
			fields: [
				mainAudio('audio', { help: 'Recording to change', required: true }),
				text('edit_style_prompt', {
					label: 'New Style',
					help: 'Style of the result',
					placeholder: 'e.g. jazz, slow',
					rows: 2,
					onTop: true,
				}),
				text('edit_lyrics', {
					label: 'New Lyrics',
					help: 'Lyrics of the result',
					placeholder: 'e.g. [Verse] The light goes out …',
					rows: 6,
					onTop: true,
				}),
				{ ...style, label: 'Current Style', help: 'Style of the recording', onTop: false },
				{ ...lyrics, label: 'Current Lyrics', help: 'Lyrics of the recording', onTop: false },
			],
			rules: [anyOf('edit_style_prompt', 'edit_lyrics')],
		}),
		operation('extend', 'audio-extend', {
			value: 'extendAudio',
			name: 'Extend Audio',
			description: 'Extend a recording at its start or its end',
			fields: [
				mainAudio('audio', { help: 'Recording to extend', required: true }),
				style,
				lyrics,
				extension('left', 'Seconds Before', 'Seconds to add before the start'),
				extension('right', 'Seconds After', 'Seconds to add after the end'),
				...avoid,
			],
			rules: [anyOf('left_extend_duration', 'right_extend_duration')],
		}),
		operation('txt2audio', 'text-to-audio', {
			serves: [
				{
					as: ['generateAnyMusic'],
					models: [{ id: 'ace-step', name: 'ACE-Step' }],
					paths: { negative_prompt: 'negative_style_prompt' },
					known: { duration: { from: 10, to: 240 } },
				},
			],
			value: 'generateMusic',
			name: 'Generate Music',
			description: 'Generate a song or instrumental music',
			price: perSecond,
			fields: [requiredStyle, lyrics, styleRecording, duration, ...avoid],
		}),
		operation('audio2audio', 'audio-to-audio', {
			value: 'generateMusicFromRecording',
			name: 'Generate Music From Recording',
			description: 'Generate music in the style of a recording',
			price: perSecond,
			fields: [requiredStyle, lyrics, { ...styleRecording, required: true }, duration, ...avoid],
		}),
	],
};
