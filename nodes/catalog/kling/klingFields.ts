import { choice, integer, media, rows, sumAtMost, text, toggle } from '../fields';
import { closedAspectRatio, mainAudio } from '../sharedFields';
import type {
	BooleanField,
	ChoiceField,
	MediaField,
	NumberField,
	Result,
	TextField,
} from '../vocabulary';

export const DOCS = 'https://piapi.ai/docs/kling-api';

/** A work has its link with and without a watermark. */
export const workOf = (kind: 'audio' | 'image' | 'video', ...copies: string[]): Result[] => {
	const path = `works.${kind}.resource_without_watermark`;
	return [
		{ path, kind, role: kind },
		...[...copies, `works.${kind}.resource`].map((copy) => ({
			path: copy,
			kind,
			role: kind,
			insteadOf: path,
		})),
	];
};

/** Where the older models have their videos. */
export const works: readonly Result[] = [
	...workOf('video', 'video_url'),
	{ path: 'works.cover.resource', kind: 'image', role: 'cover' },
];

export const aspectRatio = (changes: Parameters<typeof closedAspectRatio>[1] = {}): ChoiceField =>
	closedAspectRatio(['16:9', '9:16', '1:1'], changes);

export const mode = (standard?: string): ChoiceField =>
	choice('mode', {
		label: 'Mode',
		help: 'Professional has better quality and costs more',
		choices: [
			{ value: 'pro', label: 'Professional' },
			{ value: 'std', label: 'Standard' },
		],
		...(standard === undefined ? {} : { standard }),
	});

export const numberOfResults = (
	help: string,
	usual: Pick<NumberField, 'standard' | 'standardConfidence'> = {},
) =>
	integer('batch_size', {
		label: 'Number of Results',
		help,
		placeholder: 'e.g. 1',
		...usual,
	});

/** The length of the videos of Kling 3.0. */
export const freeDuration = integer('duration', {
	label: 'Duration',
	help: 'Length of the video in seconds',
	minimum: 3,
	maximum: 15,
	standard: 5,
});

export const shots = rows('multi_shots', {
	label: 'Shots',
	help: 'Shots of one video, 15 seconds in all; replaces Prompt and Duration',
	maximumRows: 6,
	fields: [
		text('prompt', {
			label: 'Prompt',
			help: 'What the shot shows',
			placeholder: 'e.g. the fox looks up',
			rows: 2,
			required: true,
		}),
		integer('duration', {
			label: 'Duration',
			help: 'Length of the shot in seconds',
			placeholder: 'e.g. 3',
			minimum: 1,
			maximum: 14,
			standard: 3,
		}),
	],
});

export const shotsInAll = sumAtMost(15, 'multi_shots[].duration');

/** PiAPI's own command line sends it with every Kling task. */
export const undocumentedVersion: TextField = text('version', {
	parameter: 'versionName',
	label: 'Version',
	help: 'Not documented by PiAPI; may be ignored',
	placeholder: 'e.g. 2.6',
});

export const referenceVideo: MediaField = media('video', {
	label: 'Reference Video',
	help: 'A video for the new one to follow',
	placeholder: 'e.g. https://example.com/fox.mp4',
	media: 'video',
});

export const keepOriginalAudio = (path: string): BooleanField =>
	toggle(path, {
		label: 'Keep Original Audio',
		help: 'Whether to keep the sound of the reference video',
	});

export const speech = (required: boolean): MediaField =>
	mainAudio('local_dubbing_url', {
		label: 'Speech Recording',
		help: 'An MP3, WAV, FLAC or OGG file with the speech',
		required,
	});
