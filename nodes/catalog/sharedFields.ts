import { choice, integer, json, media, plainChoices, task, text } from './fields';
import type {
	Choice,
	ChoiceField,
	JsonField,
	MediaField,
	NumberField,
	Result,
	TaskField,
	TextField,
} from './vocabulary';

type Changes<F> = Partial<
	Pick<
		F,
		Extract<
			| ('label' | 'help' | 'required' | 'onTop' | 'main' | 'placeholder' | 'onlyFor' | 'standard')
			| ('standardConfidence' | 'minimum' | 'maximum' | 'maximumLength' | 'sentAs'),
			keyof F
		>
	>
>;

/** The parent task of a follow-up operation. */
export const originTask = (changes: Changes<TaskField> = {}): TaskField =>
	task('origin_task_id', {
		label: 'Origin Task',
		help: 'The finished task to continue',
		placeholder: 'e.g. 4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11',
		required: true,
		...changes,
	});

export const prompt = (changes: Changes<TextField> = {}): TextField =>
	text('prompt', {
		label: 'Prompt',
		help: 'What the result should show',
		placeholder: 'e.g. a red fox in fresh snow, soft morning light',
		rows: 4,
		onTop: true,
		...changes,
	});

export const aspectRatio = (changes: Changes<TextField> = {}): TextField =>
	text('aspect_ratio', {
		label: 'Aspect Ratio',
		help: 'Width to height of the result, e.g. 16:9',
		placeholder: 'e.g. 16:9',
		freeText: true,
		suggestions: plainChoices(
			'1:1',
			'16:9',
			'2:3',
			'21:9',
			'3:2',
			'3:4',
			'4:3',
			'4:5',
			'5:4',
			'9:16',
		),
		unusual: {
			unless: /^\d{1,4}(\.\d{1,3})?:\d{1,4}(\.\d{1,3})?$/,
			hint: 'is not of the form width:height, e.g. 16:9, and was sent as it is',
		},
		...changes,
	});

export const negativePrompt = (changes: Changes<TextField> = {}): TextField =>
	text('negative_prompt', {
		label: 'Negative Prompt',
		help: 'What to leave out',
		placeholder: 'e.g. blurry, text, watermark',
		rows: 2,
		...changes,
	});

/** n8n wants longer lists in order. */
const inOrder = (values: readonly string[]): string[] =>
	[...values].sort((a, b) => a.localeCompare(b, 'en'));

/** Where PiAPI documents which shapes there are. */
export const closedAspectRatio = (
	values: readonly string[],
	changes: Changes<ChoiceField> = {},
): ChoiceField =>
	choice('aspect_ratio', {
		parameter: 'aspectRatioChoice',
		label: 'Aspect Ratio',
		help: 'Width to height',
		choices: inOrder(values).map((value) => ({ value, label: value === 'auto' ? 'Auto' : value })),
		...changes,
	});

/** Where only some client knows which shapes there are. */
export const suggestedAspectRatio = (
	values: readonly string[],
	changes: Changes<TextField> = {},
): TextField => ({
	...aspectRatio(changes),
	parameter: 'aspectRatioChoice',
	freeText: false,
	suggestions: plainChoices(...inOrder(values)),
});

const inSeconds = (values: readonly number[]): Choice[] =>
	values.map((value) => ({ value, label: `${value} Seconds` }));

/** Seconds, where PiAPI documents which lengths there are. */
export const closedDuration = (
	values: readonly number[],
	changes: Changes<ChoiceField> = {},
): ChoiceField =>
	choice('duration', {
		parameter: 'durationChoice',
		label: 'Duration',
		help: 'Length of the result in seconds',
		choices: inSeconds(values),
		...changes,
	});

/** Seconds, where only some client knows which lengths there are. */
export const suggestedDuration = (
	values: readonly number[],
	changes: Changes<NumberField> = {},
): NumberField =>
	integer('duration', {
		parameter: 'durationChoice',
		label: 'Duration',
		help: 'Length of the result in seconds',
		suggestions: inSeconds(values),
		...changes,
	});

/** The file that an operation is about. */
export const mainImage = (path: string, changes: Changes<MediaField> = {}): MediaField =>
	media(path, {
		label: 'Image',
		help: 'The image to work on',
		placeholder: 'e.g. https://example.com/fox.png',
		media: 'image',
		onTop: true,
		...changes,
	});

export const mainVideo = (path: string, changes: Changes<MediaField> = {}): MediaField =>
	media(path, {
		label: 'Video',
		help: 'The video to work on',
		placeholder: 'e.g. https://example.com/fox.mp4',
		media: 'video',
		onTop: true,
		...changes,
	});

export const mainAudio = (path: string, changes: Changes<MediaField> = {}): MediaField =>
	media(path, {
		label: 'Audio',
		help: 'The recording to work on',
		placeholder: 'e.g. https://example.com/voice.mp3',
		media: 'audio',
		onTop: true,
		...changes,
	});

/** Several images on top. */
export const mainImages = (
	path: string,
	changes: Changes<MediaField> & Pick<MediaField, 'maximumFiles'> = {},
): MediaField => ({
	...mainImage(path, { label: 'Images', help: 'The images to work on', ...changes }),
	multiple: true,
	...(changes.maximumFiles === undefined ? {} : { maximumFiles: changes.maximumFiles }),
});

export const seed = (changes: Changes<NumberField> = {}): NumberField =>
	integer('seed', {
		label: 'Seed',
		help: 'The same number gives a similar result again',
		placeholder: 'e.g. 42',
		...changes,
	});

export const steps = (changes: Changes<NumberField> = {}): NumberField =>
	integer('steps', {
		label: 'Steps',
		help: 'More steps take longer and can give more detail',
		placeholder: 'e.g. 28',
		...changes,
	});

export const width = (changes: Changes<NumberField> = {}): NumberField =>
	integer('width', {
		label: 'Width',
		help: 'Width of the result in pixels',
		placeholder: 'e.g. 1024',
		...changes,
	});

export const height = (changes: Changes<NumberField> = {}): NumberField =>
	integer('height', {
		label: 'Height',
		help: 'Height of the result in pixels',
		placeholder: 'e.g. 1024',
		...changes,
	});

/** Beside the fields of an operation: what PiAPI added later, and values that a field does not take. */
export const moreInput: JsonField = json('', {
	parameter: 'moreInput',
	label: 'More Input (JSON)',
	help: 'More input fields',
	placeholder: 'e.g. {"new_field": 5}',
});

export const imageResult: readonly Result[] = [{ path: 'image_url', kind: 'image', role: 'image' }];

export const imageResults: readonly Result[] = [
	{ path: 'image_urls', kind: 'image', role: 'image' },
	{ path: 'image_url', kind: 'image', role: 'image', insteadOf: 'image_urls' },
];

/** The two places that PiAPI's video models use. */
export const videoResult: readonly Result[] = [{ path: 'video', kind: 'video', role: 'video' }];
export const videoUrlResult: readonly Result[] = [
	{ path: 'video_url', kind: 'video', role: 'video' },
];

export const audioResult: readonly Result[] = [{ path: 'audio_url', kind: 'audio', role: 'audio' }];
