import {
	anyOf,
	choice,
	decimal,
	integer,
	json,
	media,
	onlyWith,
	plainChoices,
	rows,
	text,
	toggle,
} from './fields';
import {
	closedAspectRatio,
	closedDuration,
	mainAudio,
	mainImage,
	mainImages,
	mainVideo,
	negativePrompt,
	originTask,
	prompt,
	videoResult,
} from './sharedFields';
import type { Family, Field, Result } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/kling-api';
const SHAPES = ['16:9', '9:16', '1:1'];
const CAMERA_MOVES = ['horizontal', 'vertical', 'pan', 'tilt', 'roll', 'zoom'] as const;

/** A work has its link with and without a watermark. */
const workOf = (kind: 'audio' | 'image' | 'video', ...copies: string[]): Result[] => {
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
const works: readonly Result[] = [
	...workOf('video', 'video_url'),
	{ path: 'works.cover.resource', kind: 'image', role: 'cover' },
];

const mode = choice('mode', {
	label: 'Mode',
	help: 'Professional looks better and costs more',
	choices: [
		{ value: 'pro', label: 'Professional' },
		{ value: 'std', label: 'Standard' },
	],
});

const firstFrame = mainImage('image_url', {
	label: 'First Frame',
	help: 'The image that the clip begins with; leave it empty to make the clip from the prompt alone',
});

const lastFrame = media('image_tail_url', {
	label: 'Last Frame',
	help: 'The image that the clip ends with; only together with First Frame',
	placeholder: 'e.g. https://example.com/fox.png',
	media: 'image',
});

const length = integer('duration', {
	label: 'Duration',
	help: 'Length of the clip in seconds',
	minimum: 3,
	maximum: 15,
});

const shape = (help: string): Field => closedAspectRatio(SHAPES, { help });

const sound = toggle('enable_audio', {
	label: 'Enable Audio',
	help: 'Whether the clip gets a sound track, which costs extra',
});

const keepAudio = toggle('keep_original_audio', {
	label: 'Keep Original Audio',
	help: 'Whether the sound of the reference video is kept',
});

const shots = rows('multi_shots', {
	label: 'Shots',
	help: 'Several shots in one clip of at most 15 seconds; Prompt and Duration are ignored then',
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
			help: 'Length of the shot in seconds, 3 when left empty',
			placeholder: 'e.g. 3',
			minimum: 1,
			maximum: 14,
		}),
	],
});

/** PiAPI's own command line sends it with every Kling task. */
const undocumentedVersion = text('version', {
	parameter: 'versionName',
	label: 'Version',
	help: "PiAPI's command line sends 2.6; PiAPI does not document it here, so it may be ignored",
	placeholder: 'e.g. 2.6',
});

const references = (help: string): Field =>
	mainImages('images', { label: 'Reference Images', help });

const referenceVideo = media('video', {
	label: 'Reference Video',
	help: 'A clip that the new one follows',
	placeholder: 'e.g. https://example.com/fox.mp4',
	media: 'video',
});

const cameraFields: readonly Field[] = [
	text('camera_control.type', {
		label: 'Camera Control Type',
		help: 'Kind of camera control; simple when left empty and a camera move is given',
		placeholder: 'e.g. simple',
	}),
	...CAMERA_MOVES.map((move) =>
		integer(`camera_control.config.${move}`, {
			label: `Camera ${move[0]?.toUpperCase() ?? ''}${move.slice(1)}`,
			help: 'How far the camera moves that way; below zero it goes the other way',
			placeholder: 'e.g. -10',
		}),
	),
];

const speech = mainAudio('local_dubbing_url', {
	label: 'Speech Recording',
	help: 'A recording of the words in mp3, wav, flac or ogg',
});

/** Facts: https://piapi.ai/docs/kling-api/create-task and its sister pages. */
export const kling: Family = {
	value: 'kling',
	name: 'Kling',
	kind: 'video',
	historyModel: 'kling',
	usualOperation: 'generateVideo',
	operations: [
		{
			value: 'addSound',
			name: 'Add Sound',
			description: 'Make sound effects for a Kling clip, or from a text',
			model: 'kling',
			taskType: 'sound',
			kind: 'audio',
			confidence: 'documented',
			source: `${DOCS}/kling-sound-api`,
			fields: [
				originTask({
					required: false,
					onTop: true,
					help: 'The finished Kling clip to make sound for; leave it empty to make sound from the prompt',
				}),
				prompt({ help: 'What is to be heard, when there is no origin task' }),
				closedDuration([5, 10], { help: 'Length of sound made from a prompt, in seconds' }),
				undocumentedVersion,
			],
			rules: [anyOf('origin_task_id', 'prompt')],
			results: workOf('audio'),
		},
		{
			value: 'animateAvatar',
			name: 'Animate Avatar',
			description: 'Let a portrait speak the words of a recording',
			model: 'kling',
			taskType: 'avatar',
			confidence: 'client-code',
			source: `${DOCS}/kling-avatar-api`,
			fields: [
				mainImage('image_url', {
					label: 'Portrait',
					help: 'The person who speaks',
					required: true,
				}),
				{ ...speech, required: true },
				prompt({ help: 'What the scene looks like; the words come from the recording' }),
				mode,
				integer('batch_size', {
					label: 'Number of Results',
					help: 'How many clips to make',
					placeholder: 'e.g. 1',
				}),
				undocumentedVersion,
			],
			results: [
				{ path: 'video_url', kind: 'video', role: 'video' },
				{ path: 'works.video', kind: 'video', role: 'video', insteadOf: 'video_url' },
			],
		},
		{
			value: 'applyEffect',
			name: 'Apply Effect',
			description: 'Animate an image with a ready-made effect',
			model: 'kling',
			taskType: 'effects',
			confidence: 'documented',
			source: `${DOCS}/kling-effects-api`,
			fields: [
				mainImage('image_url', { help: 'The image to animate', required: true }),
				text('effect', {
					label: 'Effect',
					help: 'What happens to what the image shows',
					placeholder: 'e.g. squish',
					required: true,
					suggestions: plainChoices(
						'birthday',
						'expansion',
						'fighting',
						'figure',
						'hearting',
						'hugging',
						'jellycat_oversea',
						'kissing',
						'rocket',
						'spinoff',
						'squish',
						'surfing',
						'vstack',
						'water',
					),
				}),
				prompt({ help: 'What the clip shows; many effects fail without it' }),
				toggle('professional_mode', {
					label: 'Professional Mode',
					help: 'Whether the clip is made in better quality, at a higher price',
				}),
				undocumentedVersion,
			],
			results: works,
		},
		{
			value: 'extendVideo',
			name: 'Extend Video',
			description: 'Go on with a clip that Kling made',
			model: 'kling',
			taskType: 'extend_video',
			confidence: 'documented',
			source: `${DOCS}/create-task`,
			fields: [
				originTask({ help: 'The finished Kling clip to extend' }),
				{ ...prompt({ help: 'What happens next' }), maximumLength: 2500 },
			],
			results: works,
		},
		{
			value: 'generateOmniVideo',
			name: 'Generate Omni Video 3.0',
			description: 'Make a Kling 3.0 Omni clip from a text and reference images',
			model: 'kling',
			taskType: 'omni_video_generation',
			fixed: { version: '3.0' },
			confidence: 'documented',
			source: `${DOCS}/kling-3-omni-api`,
			fields: [
				prompt({
					help: 'What the clip shows; name the reference images as @image_1, @image_2 and so on',
				}),
				references('Images that the prompt points at'),
				length,
				shape('Width to height of the clip'),
				choice('resolution', {
					parameter: 'resolutionChoice',
					label: 'Resolution',
					help: 'Size of the picture',
					choices: plainChoices('720p', '1080p'),
				}),
				sound,
				shots,
				referenceVideo,
				keepAudio,
			],
			rules: [anyOf('prompt', 'multi_shots')],
			results: videoResult,
		},
		{
			value: 'generateOmniVideoO1',
			name: 'Generate Omni Video O1',
			description: 'Make a Kling o1 clip from a text, reference images and a reference video',
			model: 'kling',
			taskType: 'omni_video_generation',
			fixed: { version: 'o1' },
			typicalSeconds: 83,
			confidence: 'client-code',
			source: `${DOCS}/kling-o1-api`,
			fields: [
				prompt({
					required: true,
					help: 'What the clip shows; name the reference images as @image_1 and so on, a reference video as @video',
				}),
				references('Images that the prompt points at'),
				integer('duration', { label: 'Duration', help: 'Length of the clip in seconds, 5 or 10' }),
				shape('Width to height of the clip'),
				choice('resolution', {
					parameter: 'resolutionChoice',
					label: 'Resolution',
					help: 'Size of the picture',
					choices: plainChoices('720p', '1080p'),
				}),
				referenceVideo,
				keepAudio,
			],
			results: videoResult,
		},
		{
			value: 'generateTurboVideo',
			name: 'Generate Turbo Video',
			description: 'Make a clip with the faster Kling Turbo model',
			model: 'kling-turbo',
			taskType: 'video_generation',
			typicalSeconds: 137,
			confidence: 'documented',
			source: `${DOCS}/kling-turbo-api`,
			fields: [
				prompt({ required: true, help: 'What the clip shows' }),
				mainImage('start_image_url', {
					label: 'First Frame',
					help: 'The image that the clip begins with',
				}),
				media('end_image_url', {
					label: 'Last Frame',
					help: 'The image that the clip ends with',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
				}),
				negativePrompt(),
				closedDuration([5, 10]),
				shape('Width to height of the clip'),
				text('mode', {
					parameter: 'modeName',
					label: 'Mode Name',
					help: 'The tier of the model, pro in the examples of PiAPI',
					placeholder: 'e.g. pro',
				}),
				choice('version', {
					label: 'Version',
					help: 'Which Turbo model makes the clip',
					choices: plainChoices('2.5-turbo'),
				}),
			],
			results: videoResult,
		},
		{
			value: 'generateVideo',
			name: 'Generate Video',
			description: 'Make a clip from a text or an image with Kling 1.0 to 2.6',
			model: 'kling',
			taskType: 'video_generation',
			confidence: 'documented',
			source: `${DOCS}/create-task`,
			fields: [
				{
					...prompt({ help: 'What the clip shows; needed when there is no first frame' }),
					maximumLength: 2500,
				},
				firstFrame,
				lastFrame,
				negativePrompt({ maximumLength: 2500 }),
				choice('version', {
					label: 'Version',
					help: 'Which Kling model makes the clip; 2.0 and 2.1-master need Mode Professional',
					choices: plainChoices('1.0', '1.5', '1.6', '2.0', '2.1', '2.1-master', '2.5', '2.6'),
				}),
				mode,
				closedDuration([5, 10]),
				shape(
					'Width to height of the clip; with a first frame the clip has the shape of that image',
				),
				decimal('cfg_scale', {
					label: 'Prompt Strength',
					help: 'How closely the clip follows the prompt, 0.5 as a rule',
					placeholder: 'e.g. 0.5',
					minimum: 0,
					maximum: 1,
				}),
				toggle('enable_audio', {
					label: 'Enable Audio',
					help: 'Whether the clip gets a sound track; only with version 2.6',
				}),
				...cameraFields,
				media('motion_brush.mask_url', {
					label: 'Motion Brush Mask',
					help: 'A PNG of the same size as First Frame, fully transparent; only with version 1.0 as far as is known',
					placeholder: 'e.g. https://example.com/mask.png',
					media: 'image',
				}),
				json('motion_brush.dynamic_masks', {
					label: 'Motion Brush Paths',
					help: 'The paths along which parts of the image move, as a list like [{"points": [{"x": 0, "y": 0}]}]',
					placeholder: 'e.g. [{"points": [{"x": 0, "y": 0}, {"x": 80, "y": 40}]}]',
					shape: 'array',
				}),
			],
			rules: [
				anyOf('prompt', 'image_url'),
				onlyWith('image_tail_url', 'image_url'),
				onlyWith('motion_brush.mask_url', 'image_url'),
			],
			completions: [
				{
					beside: 'camera_control',
					values: {
						'camera_control.type': 'simple',
						...Object.fromEntries(CAMERA_MOVES.map((move) => [`camera_control.config.${move}`, 0])),
					},
				},
				{ beside: 'motion_brush', values: { 'motion_brush.static_masks': [{ points: [] }] } },
			],
			results: works,
		},
		{
			value: 'generateVideo3',
			name: 'Generate Video 3.0',
			description:
				'Make a clip of 3 to 15 seconds with Kling 3.0, with sound and several shots if you like',
			model: 'kling',
			taskType: 'video_generation',
			fixed: { version: '3.0' },
			typicalSeconds: 110,
			confidence: 'documented',
			source: `${DOCS}/kling-3-api`,
			fields: [
				prompt({ help: 'What the clip shows; needed when there are no shots' }),
				firstFrame,
				media('image_tail_url', {
					label: 'Last Frame',
					help: 'The image that the clip ends with',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
				}),
				mode,
				length,
				shape('Width to height of the clip; ignored with a first frame'),
				sound,
				shots,
				toggle('prefer_multi_shots', {
					label: 'Prefer Several Shots',
					help: 'Whether Kling should rather cut the clip into several shots',
				}),
				{
					...references('More images for Kling to follow; PiAPI does not document them for 3.0'),
					onTop: false,
				},
				text('resolution', {
					label: 'Resolution',
					help: 'Size of the picture; PiAPI does not document it for 3.0, where Mode decides',
					placeholder: 'e.g. 720p',
					suggestions: plainChoices('720p', '1080p'),
				}),
			],
			rules: [anyOf('prompt', 'multi_shots')],
			results: videoResult,
		},
		{
			value: 'generateVideoFromElements',
			name: 'Generate Video From Elements',
			description: 'Bring one to four images together in a new clip',
			model: 'kling',
			taskType: 'video_generation',
			fixed: { version: '1.6' },
			confidence: 'client-code',
			source: `${DOCS}/kling-elements`,
			fields: [
				prompt({ required: true, help: 'What the elements do in the clip' }),
				mainImages('elements[].image_url', {
					label: 'Elements',
					help: 'One to four images of what is to be in the clip',
					required: true,
				}),
				negativePrompt(),
				mode,
				closedDuration([5, 10]),
				shape('Width to height of the clip'),
			],
			results: works,
		},
		{
			value: 'lipSync',
			name: 'Lip Sync',
			description: 'Let the face in a clip speak a text or a recording',
			model: 'kling',
			taskType: 'lip_sync',
			confidence: 'documented',
			source: `${DOCS}/create-task`,
			fields: [
				originTask({
					required: false,
					onTop: true,
					help: 'The finished Kling clip with the face; or give a video',
				}),
				mainVideo('video_url', {
					help: 'The clip with the face, when it is not from a Kling task',
				}),
				text('tts_text', {
					label: 'Text to Speak',
					help: 'The words; ignored when there is a speech recording',
					placeholder: 'e.g. Good evening and welcome',
					rows: 3,
					onTop: true,
				}),
				speech,
				text('tts_timbre', {
					label: 'Voice',
					help: 'Name of the Kling voice that speaks the text',
					placeholder: 'e.g. Rock',
				}),
				decimal('tts_speed', {
					label: 'Voice Speed',
					help: 'How fast the text is spoken',
					placeholder: 'e.g. 1',
					minimum: 0.8,
					maximum: 2,
				}),
			],
			rules: [anyOf('origin_task_id', 'video_url'), anyOf('tts_text', 'local_dubbing_url')],
			results: works,
		},
		{
			value: 'transferMotion',
			name: 'Transfer Motion',
			description: 'Let the person of an image move as in a reference clip or a preset dance',
			model: 'kling',
			taskType: 'motion_control',
			typicalSeconds: 512,
			confidence: 'documented',
			source: `${DOCS}/kling-motion-control-api`,
			fields: [
				mainImage('image_url', { help: 'The person who moves', required: true }),
				mainVideo('video_url', {
					label: 'Reference Video',
					help: 'The clip whose motion is used; ignored with a preset motion',
				}),
				choice('preset_motion', {
					label: 'Preset Motion',
					help: 'A motion that Kling knows, instead of a reference video',
					choices: plainChoices(
						'Cute Baby Dance',
						'Ghost Step Dance',
						'Heart Gesture Dance',
						'Martial Arts',
						'Motorcycle Dance',
						'Nezha',
						'Poping',
						'Running',
						'Subject 3 Dance',
					),
				}),
				choice('motion_direction', {
					label: 'Motion Direction',
					help: 'Whose direction the person faces: Video suits large movements, Image suits camera moves',
					choices: [
						{ value: 'image', label: 'Image' },
						{ value: 'video', label: 'Video' },
					],
				}),
				toggle('keep_original_sound', {
					label: 'Keep Original Sound',
					help: 'Whether the sound of the reference video is kept',
				}),
				mode,
				choice('version', {
					label: 'Version',
					help: 'Which Kling model makes the clip',
					choices: plainChoices('2.6', '3.0'),
				}),
				prompt({ help: 'What the clip shows besides' }),
			],
			rules: [anyOf('video_url', 'preset_motion')],
			results: works,
		},
		{
			value: 'tryOnClothes',
			name: 'Try On Clothes',
			description: 'Dress a person in the clothes of other images',
			model: 'kling',
			taskType: 'ai_try_on',
			kind: 'image',
			confidence: 'client-code',
			source: `${DOCS}/virtual-try-on-api`,
			fields: [
				mainImage('model_input', { label: 'Person', help: 'The person to dress', required: true }),
				media('dress_input', {
					label: 'Whole Outfit',
					help: 'A dress or a whole outfit; or give an upper and a lower piece',
					placeholder: 'e.g. https://example.com/dress.png',
					media: 'image',
					onTop: true,
				}),
				media('upper_input', {
					label: 'Upper Piece',
					help: 'A shirt, a jacket or the like, when there is no whole outfit',
					placeholder: 'e.g. https://example.com/shirt.png',
					media: 'image',
					onTop: true,
				}),
				media('lower_input', {
					label: 'Lower Piece',
					help: 'Trousers, a skirt or the like, when there is no whole outfit',
					placeholder: 'e.g. https://example.com/trousers.png',
					media: 'image',
					onTop: true,
				}),
				integer('batch_size', {
					label: 'Number of Results',
					help: 'How many images to make, 1 to 4',
					placeholder: 'e.g. 1',
				}),
				undocumentedVersion,
			],
			rules: [anyOf('dress_input', 'upper_input', 'lower_input')],
			results: workOf('image', 'images', 'images.url', 'image_url'),
		},
	],
};
