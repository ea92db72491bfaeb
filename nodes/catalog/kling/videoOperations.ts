import {
	anyOf,
	anyOfWhen,
	decimal,
	integer,
	json,
	media,
	notWhen,
	onlyWith,
	plainChoices,
	text,
	toggle,
} from '../fields';
import { closedDuration, mainImages, negativePrompt, prompt, videoResult } from '../sharedFields';
import { firstFrame, generateAudio, lastFrame } from '../videoFields';
import type { Condition, Field, Operation } from '../vocabulary';
import { aspectRatio, DOCS, freeDuration, mode, shots, shotsInAll, works } from './klingFields';
import { turboPrice, videoPrice, videoPrice3 } from './klingPrices';

const CAMERA_MOVES = ['horizontal', 'vertical', 'pan', 'tilt', 'roll', 'zoom'] as const;

const PROFESSIONAL_ONLY: Condition = { path: 'version', values: ['2.0', '2.1-master'] };

const cameraFields: readonly Field[] = [
	text('camera_control.type', {
		label: 'Camera Control Type',
		help: 'Kind of camera control, simple if empty',
		placeholder: 'e.g. simple',
	}),
	...CAMERA_MOVES.map((move) =>
		integer(`camera_control.config.${move}`, {
			label: `Camera ${move[0]?.toUpperCase() ?? ''}${move.slice(1)}`,
			help: 'How far the camera moves; a negative value reverses it',
			placeholder: 'e.g. -10',
		}),
	),
];

const motionBrush: readonly Field[] = [
	media('motion_brush.mask_url', {
		label: 'Motion Brush Mask',
		help: 'A transparent PNG of the size of First Frame; may need version 1.0',
		placeholder: 'e.g. https://example.com/mask.png',
		media: 'image',
	}),
	json('motion_brush.dynamic_masks', {
		label: 'Motion Brush Paths',
		help: 'Paths along which parts of the image move, as a list',
		placeholder: 'e.g. [{"points": [{"x": 0, "y": 0}, {"x": 80, "y": 40}]}]',
		shape: 'array',
	}),
];

export const generateVideo: Operation = {
	value: 'generateVideo',
	name: 'Generate Video (1.0 to 2.6)',
	description: 'Generate a video from text or an image',
	model: 'kling',
	taskType: 'video_generation',
	price: videoPrice,
	confidence: 'documented',
	source: `${DOCS}/create-task`,
	fields: [
		{ ...prompt({ help: 'What the video shows' }), maximumLength: 2500 },
		firstFrame('image_url'),
		aspectRatio({ help: 'Width to height; ignored with a first frame' }),
		closedDuration([5, 10]),
		mode(),
		text('version', {
			label: 'Version',
			help: 'The Kling model; 2.0 and 2.1-master require Professional mode',
			suggestions: plainChoices('1.0', '1.5', '1.6', '2.0', '2.1', '2.1-master', '2.5', '2.6'),
			main: true,
		}),
		generateAudio('enable_audio', { onlyFor: { path: 'version', values: ['2.6'] } }),
		lastFrame('image_tail_url'),
		negativePrompt({ maximumLength: 2500 }),
		decimal('cfg_scale', {
			label: 'Prompt Strength',
			help: 'How closely the video follows the prompt',
			placeholder: 'e.g. 0.5',
			minimum: 0,
			maximum: 1,
		}),
		...cameraFields,
		...motionBrush,
	],
	rules: [
		anyOf('prompt', 'image_url'),
		onlyWith('image_tail_url', 'image_url'),
		onlyWith('motion_brush.mask_url', 'image_url'),
		anyOfWhen(PROFESSIONAL_ONLY, 'mode'),
		notWhen(PROFESSIONAL_ONLY, 'mode', 'std'),
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
	serves: [
		{
			as: ['generateAnyVideoFromText', 'generateAnyVideoFromImage'],
			models: [
				{ id: 'kling-1.6', name: 'Kling 1.6', set: { version: '1.6' } },
				{ id: 'kling-2.1', name: 'Kling 2.1', set: { version: '2.1' } },
				{
					id: 'kling-2.1-master',
					name: 'Kling 2.1 Master',
					set: { version: '2.1-master', mode: 'pro' },
				},
				{ id: 'kling-2.5', name: 'Kling 2.5', set: { version: '2.5' } },
				{ id: 'kling-2.6', name: 'Kling 2.6', set: { version: '2.6' } },
			],
		},
	],
	results: works,
};

export const generateVideo3: Operation = {
	value: 'generateVideo3',
	name: 'Generate Video 3.0',
	description: 'Generate a video of 3 to 15 seconds with Kling 3.0',
	model: 'kling',
	taskType: 'video_generation',
	fixed: { version: '3.0' },
	price: videoPrice3,
	typicalSeconds: 110,
	confidence: 'documented',
	source: `${DOCS}/kling-3-api`,
	fields: [
		prompt({ help: 'What the video shows' }),
		firstFrame('image_url'),
		aspectRatio({ help: 'Width to height; ignored with a first frame', standard: '16:9' }),
		freeDuration,
		mode('std'),
		generateAudio('enable_audio'),
		lastFrame('image_tail_url'),
		shots,
		toggle('prefer_multi_shots', {
			label: 'Prefer Several Shots',
			help: 'Whether Kling should cut the video into several shots',
		}),
		{
			...mainImages('images', {
				label: 'Reference Images',
				help: 'Not documented for 3.0; may be ignored',
			}),
			onTop: false,
		},
		text('resolution', {
			label: 'Resolution',
			help: 'Not documented for 3.0, where Mode sets it; may be ignored',
			placeholder: 'e.g. 720p',
			suggestions: plainChoices('720p', '1080p'),
			main: false,
		}),
	],
	rules: [anyOf('prompt', 'multi_shots'), shotsInAll],
	serves: [
		{
			as: ['generateAnyVideoFromText', 'generateAnyVideoFromImage'],
			models: [{ id: 'kling-3.0', name: 'Kling 3.0' }],
			paths: { resolution: 'mode' },
			values: { resolution: { '720p': 'std', '1080p': 'pro' } },
		},
	],
	results: videoResult,
};

export const generateVideoFromElements: Operation = {
	value: 'generateVideoFromElements',
	name: 'Generate Video From Elements',
	description: 'Generate a video that combines one to four images',
	model: 'kling',
	taskType: 'video_generation',
	fixed: { version: '1.6' },
	confidence: 'client-code',
	source: `${DOCS}/kling-elements`,
	fields: [
		prompt({ required: true, help: 'What the elements do in the video' }),
		mainImages('elements[].image_url', {
			label: 'Elements',
			help: 'One to four images of people, things or places',
			required: true,
		}),
		aspectRatio(),
		closedDuration([5, 10]),
		mode(),
		negativePrompt(),
	],
	serves: [
		{ as: ['generateAnyVideoFromReferences'], models: [{ id: 'kling-1.6', name: 'Kling 1.6' }] },
	],
	results: works,
};

export const generateTurboVideo: Operation = {
	value: 'generateTurboVideo',
	name: 'Generate Turbo Video',
	description: 'Generate a video faster with Kling Turbo',
	model: 'kling-turbo',
	taskType: 'video_generation',
	price: turboPrice,
	typicalSeconds: 137,
	confidence: 'documented',
	source: `${DOCS}/kling-turbo-api`,
	fields: [
		prompt({ required: true, help: 'What the video shows' }),
		firstFrame('start_image_url'),
		aspectRatio(),
		closedDuration([5, 10]),
		text('mode', {
			parameter: 'modeName',
			label: 'Mode',
			help: "The quality tier; PiAPI's example uses pro",
			placeholder: 'e.g. pro',
		}),
		lastFrame('end_image_url'),
		negativePrompt(),
		text('version', {
			label: 'Version',
			help: 'The Turbo model',
			suggestions: plainChoices('2.5-turbo'),
		}),
	],
	serves: [
		{
			as: ['generateAnyVideoFromText', 'generateAnyVideoFromImage'],
			models: [{ id: 'kling-2.5-turbo', name: 'Kling 2.5 Turbo' }],
		},
	],
	results: videoResult,
};
