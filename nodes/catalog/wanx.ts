import { decimal, media, plainChoices, rows, text } from './fields';
import {
	closedAspectRatio,
	mainImage,
	negativePrompt,
	prompt,
	videoUrlResult,
} from './sharedFields';
import type { Family, Field, Operation } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/wanx-api';
const SHAPES = ['16:9', '9:16'];

const words = prompt({ required: true, help: 'What the clip shows' });
const optionalWords = prompt({ help: 'What happens in the clip' });
const image = mainImage('image', { help: 'The image that the clip begins with', required: true });

const loras = rows('lora_settings', {
	label: 'LoRAs',
	help: 'The styles or effects of the clip, one as a rule',
	required: true,
	fields: [
		text('lora_type', {
			label: 'LoRA',
			help: 'Name of the style or effect',
			placeholder: 'e.g. ghibli',
			required: true,
			suggestions: plainChoices(
				'cakeify-effect',
				'crush-effect',
				'deflate-effect',
				'flat-color',
				'ghibli',
				'inflate-effect',
				'live-wallpaper',
				'particalize-effect',
				'passionate-kissing',
				'pixel-art',
				'rotation-effect',
				'singularunity-motioncraft',
				'squish-effect',
				'super-saiyan-effect',
			),
		}),
		decimal('lora_strength', {
			label: 'Strength',
			help: 'How strongly it shows, 1 when left empty',
			placeholder: 'e.g. 0.8',
			minimum: 0,
			maximum: 1,
		}),
	],
});

const cameraMoves = rows('control_camera_settings', {
	label: 'Camera Moves',
	help: 'How the camera moves',
	required: true,
	fields: [
		text('motion_type', {
			label: 'Move',
			help: 'Kind of move',
			placeholder: 'e.g. zoom_in',
			required: true,
			suggestions: plainChoices(
				'pan_down',
				'pan_left',
				'pan_right',
				'pan_up',
				'roll_anticlockwise',
				'roll_clockwise',
				'tilt_down',
				'tilt_left',
				'tilt_right',
				'tilt_up',
				'zoom_in',
				'zoom_out',
			),
		}),
		decimal('motion_speed', {
			label: 'Speed',
			help: 'How fast it is, from 0 to 10; 0.2 when left empty',
			placeholder: 'e.g. 0.2',
		}),
	],
});

const operation = (
	taskType: string,
	own: Pick<Operation, 'value' | 'name' | 'description' | 'fields' | 'confidence'>,
): Operation => ({
	model: 'Qubico/wanx',
	taskType,
	source: `${DOCS}/create-task`,
	results: videoUrlResult,
	...own,
});

const shape = closedAspectRatio(SHAPES);
const withoutWords: readonly Field[] = [negativePrompt(), shape];

/** Facts: https://piapi.ai/docs/wanx-api/create-task and its sister pages. */
export const wanx: Family = {
	value: 'wanx',
	name: 'WanX (Wan 2.1 and 2.2)',
	kind: 'video',
	availabilityNote:
		'PiAPI documents these models, but users report that they are refused; it may no longer offer them',
	usualOperation: 'textToVideo22',
	operations: [
		operation('img2video-14b', {
			value: 'generateVideo21FromImage',
			name: 'Generate Video 2.1 From Image',
			description: 'Make a clip that begins with an image, with Wan 2.1',
			confidence: 'documented',
			fields: [image, words, negativePrompt(), closedAspectRatio([...SHAPES, '1:1'])],
		}),
		operation('img2video-14b-control-camera', {
			value: 'generateVideo21FromImageWithCamera',
			name: 'Generate Video 2.1 From Image With Camera Moves',
			description: 'Make a clip that begins with an image, with camera moves of your choice',
			confidence: 'client-code',
			fields: [image, cameraMoves, optionalWords, negativePrompt()],
		}),
		operation('img2video-14b-lora', {
			value: 'generateVideo21FromImageWithLora',
			name: 'Generate Video 2.1 From Image With LoRA',
			description: 'Make a clip that begins with an image, in the style of a LoRA',
			confidence: 'documented',
			fields: [image, words, loras, ...withoutWords],
		}),
		operation('wan22-img2video-14b', {
			value: 'generateVideo22FromImage',
			name: 'Generate Video 2.2 From Image',
			description: 'Make a clip that begins with an image, with Wan 2.2',
			confidence: 'client-code',
			fields: [image, optionalWords, negativePrompt()],
		}),
		operation('txt2video-14b', {
			value: 'generateVideo21',
			name: 'Generate Video 2.1',
			description: 'Make a clip from a text, with the large Wan 2.1 model',
			confidence: 'documented',
			fields: [words, ...withoutWords],
		}),
		operation('txt2video-1.3b', {
			value: 'generateVideo21Small',
			name: 'Generate Video 2.1 (Small)',
			description: 'Make a clip from a text, fast and cheap',
			confidence: 'documented',
			fields: [words, ...withoutWords],
		}),
		operation('txt2video-14b-lora', {
			value: 'generateVideo21WithLora',
			name: 'Generate Video 2.1 With LoRA',
			description: 'Make a clip from a text, in the style of a LoRA',
			confidence: 'documented',
			fields: [words, loras, ...withoutWords],
		}),
		operation('wan22-txt2video-14b', {
			value: 'generateVideo22',
			name: 'Generate Video 2.2',
			description: 'Make a clip from a text, with Wan 2.2',
			confidence: 'client-code',
			fields: [words, ...withoutWords],
		}),
		operation('img2video-14b-keyframe', {
			value: 'generateVideo21FromTwoImages',
			name: 'Generate Video 2.1 From Two Images',
			description: 'Make a clip that goes from a first to a last image',
			confidence: 'client-code',
			fields: [
				mainImage('start_image', {
					label: 'First Frame',
					help: 'The image that the clip begins with',
					required: true,
				}),
				media('end_image', {
					label: 'Last Frame',
					help: 'The image that the clip ends with',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
					required: true,
				}),
				optionalWords,
				...withoutWords,
			],
		}),
	],
};
