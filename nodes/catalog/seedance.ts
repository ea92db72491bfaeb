import { anyOfWhen, choice, decimal, integer, media, plainChoices, text, toggle } from './fields';
import {
	closedAspectRatio,
	closedDuration,
	mainImages,
	mainVideo,
	prompt,
	videoResult,
} from './sharedFields';
import type { Family, Field } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/seedance-api';

const longPrompt: Field = {
	...prompt({
		required: true,
		help: 'What the clip shows; name the references as @image1, @video1, @audio1 and so on',
	}),
	maximumLength: 4000,
};

const mode = choice('mode', {
	label: 'Mode',
	help: 'How the references are used; found out from them when left out',
	choices: [
		{ value: 'first_last_frames', label: 'First and Last Frame' },
		{ value: 'omni_reference', label: 'References' },
		{ value: 'text_to_video', label: 'Text Only' },
	],
});

const images = mainImages('image_urls', {
	label: 'Images',
	help: 'First and last frame, or up to nine images to refer to',
	maximumFiles: 9,
});

const files = (
	path: string,
	label: string,
	help: string,
	kind: 'audio' | 'video',
	maximumFiles?: number,
): Field =>
	media(path, {
		label,
		help,
		placeholder: `e.g. https://example.com/fox.${kind === 'audio' ? 'mp3' : 'mp4'}`,
		media: kind,
		multiple: true,
		...(maximumFiles === undefined ? {} : { maximumFiles }),
	});

const resolution = choice('resolution', {
	parameter: 'resolutionChoice',
	label: 'Resolution',
	help: 'Size of the picture; 1080p is not for the fast and the mini model',
	choices: plainChoices('480p', '720p', '1080p'),
});

const sound = toggle('audio', {
	parameter: 'withAudio',
	label: 'Audio',
	help: 'Whether the clip gets a sound track',
});

/** Facts: https://piapi.ai/docs/seedance-api/seedance-2 and its sister pages. */
export const seedance: Family = {
	value: 'seedance',
	name: 'Seedance',
	kind: 'video',
	usualOperation: 'generateVideo25',
	operations: [
		{
			value: 'generatePreviewVideo',
			name: 'Generate Preview Video',
			description: 'Make a clip with a preview of Seedance 2',
			notice: 'PiAPI has replaced the preview models by Seedance 2.',
			model: 'seedance',
			taskType: 'seedance-2-preview',
			variants: [
				{
					value: 'seedance-2-preview',
					label: 'Seedance 2 Preview',
					model: 'seedance',
					taskType: 'seedance-2-preview',
				},
				{
					value: 'seedance-2-fast-preview',
					label: 'Seedance 2 Fast Preview',
					model: 'seedance',
					taskType: 'seedance-2-fast-preview',
				},
				{
					value: 'seedance-2-preview-vip',
					label: 'Seedance 2 Preview VIP',
					model: 'seedance',
					taskType: 'seedance-2-preview-vip',
				},
				{
					value: 'seedance-2-fast-preview-vip',
					label: 'Seedance 2 Fast Preview VIP',
					model: 'seedance',
					taskType: 'seedance-2-fast-preview-vip',
				},
			],
			confidence: 'documented',
			source: `${DOCS}/seedance-2-preview`,
			fields: [
				prompt({ required: true, help: 'What the clip shows' }),
				mainImages('image_urls', { help: 'Images to refer to' }),
				closedDuration([5, 10, 15]),
				closedAspectRatio(['16:9', '9:16', '4:3', '3:4']),
			],
			results: videoResult,
		},
		{
			value: 'generateVideo2',
			name: 'Generate Video 2.0',
			description:
				'Make a clip of 4 to 15 seconds from a text, frames, or image, video and audio references',
			model: 'seedance',
			taskType: 'seedance-2',
			variants: [
				{ value: 'seedance-2', label: 'Seedance 2', model: 'seedance', taskType: 'seedance-2' },
				{
					value: 'seedance-2-fast',
					label: 'Seedance 2 Fast',
					help: 'Quicker and cheaper',
					model: 'seedance',
					taskType: 'seedance-2-fast',
				},
				{
					value: 'seedance-2-mini',
					label: 'Seedance 2 Mini',
					help: 'Cheapest',
					model: 'seedance',
					taskType: 'seedance-2-mini',
				},
			],
			confidence: 'documented',
			source: `${DOCS}/seedance-2`,
			fields: [
				longPrompt,
				images,
				files('video_urls', 'Videos', 'Clips to refer to, mp4 or mov; they cost extra', 'video'),
				files(
					'audio_urls',
					'Audios',
					'Recordings to refer to, mp3 or wav, at most 15 seconds together',
					'audio',
				),
				mode,
				integer('duration', {
					label: 'Duration',
					help: 'Length of the clip in seconds',
					minimum: 4,
					maximum: 15,
				}),
				closedAspectRatio(['21:9', '16:9', '4:3', '1:1', '3:4', '9:16', 'auto'], {
					help: 'Width to height of the clip; Auto only with Mode First and Last Frame',
				}),
				resolution,
				sound,
			],
			results: videoResult,
		},
		{
			value: 'generateVideo25',
			name: 'Generate Video 2.5',
			description:
				'Make a clip of 4 to 30 seconds from a text, frames, or image, video and audio references',
			model: 'seedance',
			taskType: 'seedance-2.5',
			confidence: 'documented',
			source: 'https://piapi.ai/seedance-2-5',
			fields: [
				longPrompt,
				images,
				files('video_urls', 'Videos', 'Up to three clips to refer to', 'video', 3),
				files(
					'audio_urls',
					'Audios',
					'Up to three recordings to refer to, beside an image or a video',
					'audio',
					3,
				),
				mode,
				integer('duration', {
					label: 'Duration',
					help: 'Length of the clip in seconds',
					minimum: 4,
					maximum: 30,
				}),
				closedAspectRatio(['21:9', '16:9', '4:3', '1:1', '3:4', '9:16']),
				resolution,
				sound,
				text('draft_task_id', {
					label: 'Draft Task ID',
					help: 'The draft that is to be finished in 1080p',
					placeholder: 'e.g. 4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11',
				}),
			],
			rules: [anyOfWhen({ path: 'audio_urls' }, 'image_urls', 'video_urls')],
			results: videoResult,
		},
		{
			value: 'removeWatermark',
			name: 'Remove Watermark',
			description: 'Take the watermarks out of a clip',
			model: 'seedance',
			taskType: 'remove-watermark',
			confidence: 'client-code',
			source: `${DOCS}/video-watermark-remover`,
			fields: [
				mainVideo('video_url', { help: 'The clip with the watermark', required: true }),
				decimal('duration', {
					parameter: 'durationSeconds',
					label: 'Duration',
					help: 'Length of the clip in seconds; found out when left out',
					placeholder: 'e.g. 10',
				}),
			],
			results: videoResult,
		},
	],
};
