import { anyOfWhen, choice, decimal, text } from './fields';
import { prompt, seed } from './sharedFields';
import type { Family, Field, Result, Rule } from './vocabulary';

const lyricsType = choice('lyrics_type', {
	label: 'Words',
	help: 'Where the words of the song come from',
	required: true,
	choices: [
		{ value: 'generate', label: 'Generate', help: 'Udio writes the words' },
		{ value: 'instrumental', label: 'Instrumental', help: 'Music without words' },
		{ value: 'user', label: 'Own Lyrics', help: 'The words stand in Lyrics' },
	],
});

const songFields: readonly Field[] = [
	lyricsType,
	text('gpt_description_prompt', {
		label: 'Description',
		help: 'What the music is like; needed unless you give own lyrics, then words for the style',
		placeholder: 'e.g. a calm folk song about a lighthouse',
		rows: 3,
		onTop: true,
	}),
	text('lyrics', {
		label: 'Lyrics',
		help: 'The words, with marks such as [Verse] and [Chorus]; needed with Words set to Own Lyrics',
		placeholder: 'e.g. [Verse] The light goes round …',
		rows: 6,
		onTop: true,
	}),
	text('title', {
		label: 'Title',
		help: 'Title of the song; Udio chooses one when it is empty',
		placeholder: 'e.g. The Lighthouse',
	}),
	text('negative_tags', {
		label: 'Styles to Avoid',
		help: 'What the music must not be like, separated by commas',
		placeholder: 'e.g. heavy metal, screaming',
	}),
	seed({ help: 'The same number gives a similar result again, -1 a new one each time' }),
];

const songRules: readonly Rule[] = [
	anyOfWhen(
		{ path: 'lyrics_type', values: ['generate', 'instrumental'] },
		'gpt_description_prompt',
	),
	anyOfWhen({ path: 'lyrics_type', values: ['user'] }, 'lyrics'),
];

const songs: readonly Result[] = [
	{ path: 'songs.song_path', kind: 'audio', role: 'audio' },
	{ path: 'songs.image_path', kind: 'image', role: 'cover' },
	{ path: 'songs.lyrics', kind: 'text', role: 'lyrics' },
	{ path: 'songs.title', kind: 'text', role: 'title' },
];

/** Facts: https://piapi.ai/docs/music-api/create-task and its sister pages. */
export const udio: Family = {
	value: 'udio',
	name: 'Udio Music',
	kind: 'audio',
	usualOperation: 'generateMusic',
	operations: [
		{
			value: 'extendSong',
			name: 'Extend Song',
			description: 'Go on with a song that Udio made',
			model: 'music-u',
			taskType: 'generate_music',
			confidence: 'client-code',
			source: 'https://piapi.ai/docs/song-api/udio-song-extend',
			fields: [
				text('continue_song_id', {
					label: 'Song ID',
					help: "The song's own ID, from the output of the task that made it",
					placeholder: 'e.g. 7c2f9a1e-3b4d',
					required: true,
				}),
				decimal('continue_at', {
					label: 'Continue At',
					help: 'The second of the song from which to go on',
					placeholder: 'e.g. 30',
					required: true,
				}),
				...songFields,
			],
			rules: songRules,
			results: songs,
		},
		{
			value: 'generateLyrics',
			name: 'Generate Lyrics',
			description: 'Write the words of a song',
			model: 'music-u',
			taskType: 'generate_lyrics',
			kind: 'text',
			confidence: 'documented',
			source: 'https://piapi.ai/docs/song-api/udio-generate-lyrics',
			fields: [
				prompt({
					required: true,
					help: 'What the song is about',
					placeholder: 'e.g. a lighthouse keeper who waits for a letter',
				}),
			],
			results: [
				{ path: 'lyrics_pairs.text', kind: 'text', role: 'lyrics' },
				{ path: 'lyrics_pairs.title', kind: 'text', role: 'title' },
			],
		},
		{
			value: 'generateMusic',
			name: 'Generate Music',
			description: 'Make songs from a description, from your own lyrics or without words',
			model: 'music-u',
			taskType: 'generate_music',
			confidence: 'documented',
			source: 'https://piapi.ai/docs/music-api/create-task',
			fields: songFields,
			rules: songRules,
			results: songs,
		},
	],
};
