import { decimal, plainChoices, rows, text } from './fields';
import { flatPrice, type PriceFacts } from './price';
import { closedAspectRatio, negativePrompt, prompt, videoUrlResult } from './sharedFields';
import { firstFrame, lastFrame, motionPrompt } from './videoFields';
import type { Family, Field, Operation } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/wanx-api';
const SHAPES = ['16:9', '9:16'];

const textPrompt = prompt({ required: true, help: 'What the video shows' });
const image = firstFrame('image', { sentAs: 'linkOrBase64', required: true });
const aspectRatio = closedAspectRatio(SHAPES, { standard: '16:9' });
const common: readonly Field[] = [aspectRatio, negativePrompt()];

const loras = rows('lora_settings', {
	label: 'LoRAs',
	help: 'The styles or effects of the video, usually one',
	required: true,
	fields: [
		text('lora_type', {
			label: 'LoRA',
			help: 'Name of the style or effect',
			placeholder: 'e.g. ghibli',
			freeText: true,
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
			help: 'How strongly it shows',
			placeholder: 'e.g. 0.8',
			minimum: 0,
			maximum: 1,
			standard: 1,
		}),
	],
});

const cameraMoves = rows('control_camera_settings', {
	label: 'Camera Moves',
	help: 'The moves of the camera',
	required: true,
	fields: [
		text('motion_type', {
			label: 'Move',
			help: 'How the camera moves',
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
			help: 'How fast the camera moves, 0 to 10',
			placeholder: 'e.g. 0.2',
			standard: 0.2,
		}),
	],
});

const page: PriceFacts = {
	asOf: '2026',
	source: `${DOCS}/create-task`,
	confidence: 'documented',
};
const client: PriceFacts = { asOf: '2026', source: 'client code', confidence: 'client-code' };

const operation = (
	taskType: string,
	own: Pick<Operation, 'value' | 'name' | 'description' | 'fields' | 'confidence' | 'price'>,
): Operation => ({
	model: 'Qubico/wanx',
	taskType,
	source: `${DOCS}/create-task`,
	results: videoUrlResult,
	...own,
});

/** Facts: https://piapi.ai/docs/wanx-api/create-task and its sister pages. */
export const wanx: Family = {
	value: 'wanx',
	name: 'WanX (Wan 2.1 and 2.2)',
	kind: 'video',
	availabilityNote:
		'PiAPI documents these models, but users report that they are refused; it may no longer offer them',
	usualOperation: 'generateVideo22',
	operations: [
		operation('txt2video-14b', {
			value: 'generateVideo21',
			name: 'Generate Video 2.1',
			description: 'Generate a video from text with the large Wan 2.1 model',
			confidence: 'documented',
			price: flatPrice('task', 0.28, page),
			fields: [textPrompt, ...common],
		}),
		operation('txt2video-1.3b', {
			value: 'generateVideo21Small',
			name: 'Generate Video 2.1 (Small)',
			description: 'Generate a video from text, fast and cheap, with Wan 2.1',
			confidence: 'documented',
			price: flatPrice('task', 0.12, page),
			fields: [textPrompt, ...common],
		}),
		operation('img2video-14b', {
			value: 'generateVideo21FromImage',
			name: 'Generate Video 2.1 From Image',
			description: 'Generate a video from an image with Wan 2.1',
			confidence: 'documented',
			price: flatPrice('task', 0.28, page),
			fields: [
				motionPrompt({ required: true }),
				image,
				closedAspectRatio([...SHAPES, '1:1'], { standard: '16:9' }),
				negativePrompt(),
			],
		}),
		operation('img2video-14b-control-camera', {
			value: 'generateVideo21FromImageWithCamera',
			name: 'Generate Video 2.1 From Image With Camera Moves',
			description: 'Generate a video from an image with camera moves',
			confidence: 'client-code',
			fields: [motionPrompt(), image, cameraMoves, negativePrompt()],
		}),
		operation('img2video-14b-lora', {
			value: 'generateVideo21FromImageWithLora',
			name: 'Generate Video 2.1 From Image With LoRA',
			description: 'Generate a video from an image in the style of a LoRA',
			confidence: 'documented',
			price: flatPrice('task', 0.28, client),
			fields: [motionPrompt({ required: true }), image, loras, ...common],
		}),
		operation('img2video-14b-keyframe', {
			value: 'generateVideo21FromTwoImages',
			name: 'Generate Video 2.1 From Two Images',
			description: 'Generate a video from a first and a last frame',
			confidence: 'client-code',
			price: flatPrice('task', 0.28, client),
			fields: [
				motionPrompt(),
				firstFrame('start_image', { sentAs: 'linkOrBase64', required: true }),
				lastFrame('end_image', { sentAs: 'linkOrBase64', required: true }),
				...common,
			],
		}),
		operation('txt2video-14b-lora', {
			value: 'generateVideo21WithLora',
			name: 'Generate Video 2.1 With LoRA',
			description: 'Generate a video from text in the style of a LoRA',
			confidence: 'documented',
			price: flatPrice('task', 0.28, client),
			fields: [textPrompt, loras, ...common],
		}),
		operation('wan22-txt2video-14b', {
			value: 'generateVideo22',
			name: 'Generate Video 2.2',
			description: 'Generate a video from text with Wan 2.2',
			confidence: 'client-code',
			price: flatPrice('task', 0.28, client),
			fields: [textPrompt, closedAspectRatio(SHAPES), negativePrompt()],
		}),
		operation('wan22-img2video-14b', {
			value: 'generateVideo22FromImage',
			name: 'Generate Video 2.2 From Image',
			description: 'Generate a video from an image with Wan 2.2',
			confidence: 'client-code',
			price: flatPrice('task', 0.28, client),
			fields: [motionPrompt(), image, negativePrompt()],
		}),
	],
};
