import { anyOf, choice, decimal, media, plainChoices, text } from '../fields';
import { mainImage, mainVideo, originTask, prompt } from '../sharedFields';
import type { MediaField, Operation } from '../vocabulary';
import {
	DOCS,
	keepOriginalAudio,
	mode,
	numberOfResults,
	speech,
	undocumentedVersion,
	workOf,
	works,
} from './klingFields';
import { motionPrice, tryOnPrice } from './klingPrices';

export const animateAvatar: Operation = {
	value: 'animateAvatar',
	name: 'Animate Avatar',
	description: 'Make a portrait speak a recording',
	model: 'kling',
	taskType: 'avatar',
	confidence: 'client-code',
	source: `${DOCS}/kling-avatar-api`,
	fields: [
		prompt({
			help: 'What the scene looks like',
			placeholder: 'e.g. a bright office, a friendly smile',
		}),
		mainImage('image_url', { label: 'Portrait', help: 'The person who speaks', required: true }),
		speech(true),
		mode(),
		numberOfResults('How many videos to generate'),
		undocumentedVersion,
	],
	results: [
		{ path: 'video_url', kind: 'video', role: 'video' },
		{ path: 'works.video', kind: 'video', role: 'video', insteadOf: 'video_url' },
	],
};

export const lipSync: Operation = {
	value: 'lipSync',
	name: 'Lip Sync',
	description: 'Make a face in a video speak text or a recording',
	model: 'kling',
	taskType: 'lip_sync',
	confidence: 'documented',
	source: `${DOCS}/create-task`,
	fields: [
		mainVideo('video_url', { help: 'The video with the face' }),
		originTask({
			required: false,
			onTop: true,
			help: 'The finished Kling task of the video with the face',
		}),
		text('tts_text', {
			label: 'Text to Speak',
			help: 'Ignored with a speech recording',
			placeholder: 'e.g. Good evening and welcome',
			rows: 3,
			onTop: true,
		}),
		speech(false),
		text('tts_timbre', {
			label: 'Voice',
			help: 'The Kling voice that speaks the text',
			placeholder: 'e.g. Rock',
		}),
		decimal('tts_speed', {
			label: 'Voice Speed',
			help: 'How fast the text is spoken',
			placeholder: 'e.g. 1',
			minimum: 0.8,
			maximum: 2,
			standard: 1,
		}),
	],
	rules: [anyOf('video_url', 'origin_task_id'), anyOf('tts_text', 'local_dubbing_url')],
	results: works,
};

export const transferMotion: Operation = {
	value: 'transferMotion',
	name: 'Transfer Motion',
	description: 'Move a person in an image like a reference video or preset',
	model: 'kling',
	taskType: 'motion_control',
	price: motionPrice,
	typicalSeconds: 512,
	confidence: 'documented',
	source: `${DOCS}/kling-motion-control-api`,
	fields: [
		prompt({
			help: 'What else the video shows',
			placeholder: 'e.g. a stage with colored lights',
		}),
		mainImage('image_url', { help: 'The person to move', required: true }),
		mainVideo('video_url', {
			label: 'Reference Video',
			help: 'The motion to copy; ignored with a preset motion',
		}),
		mode('std'),
		text('version', {
			label: 'Version',
			help: 'The Kling model',
			suggestions: plainChoices('2.6', '3.0'),
			main: true,
		}),
		choice('preset_motion', {
			label: 'Preset Motion',
			help: 'A built-in motion to use instead of a reference video',
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
			help: 'Which way the person faces',
			choices: [
				{ value: 'image', label: 'As in the Image', help: 'For camera movement' },
				{ value: 'video', label: 'As in the Video', help: 'For complex motion' },
			],
			standard: 'video',
		}),
		keepOriginalAudio('keep_original_sound'),
	],
	rules: [anyOf('video_url', 'preset_motion')],
	results: works,
};

const garment = (path: string, label: string, help: string, example: string): MediaField =>
	media(path, {
		label,
		help,
		placeholder: `e.g. https://example.com/${example}.png`,
		media: 'image',
		onTop: true,
	});

export const tryOnClothes: Operation = {
	value: 'tryOnClothes',
	name: 'Try On Clothes',
	description: 'Dress a person in clothes from other images',
	model: 'kling',
	taskType: 'ai_try_on',
	price: tryOnPrice,
	kind: 'image',
	confidence: 'client-code',
	source: `${DOCS}/virtual-try-on-api`,
	fields: [
		mainImage('model_input', { label: 'Person', help: 'The person to dress', required: true }),
		garment('dress_input', 'Full Outfit', 'A dress or a whole outfit', 'dress'),
		garment('upper_input', 'Top', 'A shirt, jacket or similar', 'shirt'),
		garment('lower_input', 'Bottom', 'Trousers, a skirt or similar', 'trousers'),
		numberOfResults('How many images to generate, 1 to 4', {
			standard: 1,
			standardConfidence: 'client-code',
		}),
		undocumentedVersion,
	],
	rules: [anyOf('dress_input', 'upper_input', 'lower_input')],
	results: workOf('image', 'images', 'images.url', 'image_url'),
};
