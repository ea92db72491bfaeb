import {
	anyOfWhen,
	choice,
	decimal,
	filesAtMost,
	filesAtMostWhen,
	integer,
	media,
	notWhen,
	plainChoices,
	text,
} from './fields';
import {
	closedAspectRatio,
	closedDuration,
	mainImages,
	mainVideo,
	prompt,
	videoResult,
} from './sharedFields';
import { previewPrice, price2, price25 } from './seedancePrices';
import type { ServedModel, Serves } from './serves';
import { generateAudio } from './videoFields';
import type { Condition, Family, Field, Variant } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/seedance-api';
const SHAPES = ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'];

const longPrompt: Field = {
	...prompt({
		required: true,
		help: 'What the video shows; call references @image1, @video1, @audio1',
	}),
	maximumLength: 4000,
};

const mode = choice('mode', {
	label: 'Mode',
	help: 'How to use the files; derived from them by default',
	choices: [
		{ value: 'text_to_video', label: 'Text Only' },
		{ value: 'first_last_frames', label: 'First and Last Frame' },
		{ value: 'omni_reference', label: 'References' },
	],
	main: false,
});

const images = mainImages('image_urls', {
	label: 'Images',
	help: 'First and last frame, or up to 9 reference images',
	maximumFiles: 9,
});

const references = (
	kind: 'audio' | 'video',
	label: string,
	help: string,
	maximumFiles?: number,
): Field =>
	media(`${kind}_urls`, {
		label,
		help,
		placeholder: `e.g. https://example.com/fox.${kind === 'audio' ? 'mp3' : 'mp4'}`,
		media: kind,
		multiple: true,
		...(maximumFiles === undefined ? {} : { maximumFiles }),
	});

const duration = (maximum: number): Field =>
	integer('duration', {
		label: 'Duration',
		help: 'Length of the video in seconds',
		minimum: 4,
		maximum,
		standard: 5,
	});

const resolution = (standard?: string): Field =>
	choice('resolution', {
		parameter: 'resolutionChoice',
		label: 'Resolution',
		help: 'Size of the video; larger costs more',
		choices: plainChoices('480p', '720p', '1080p'),
		...(standard === undefined ? {} : { standard }),
	});

const seedanceModel = (taskType: string, label: string, help?: string): Variant => ({
	value: taskType,
	label,
	...(help === undefined ? {} : { help }),
	model: 'seedance',
	taskType,
});

const TEXT_ONLY: Condition = { path: 'mode', values: ['text_to_video'] };
const FRAMES: Condition = { path: 'mode', values: ['first_last_frames'] };
const NO_FRAMES: Condition = { path: 'mode', values: ['text_to_video', 'omni_reference'] };

const AUTO: Condition = { path: 'aspect_ratio', values: ['auto'] };

const allReferences = filesAtMost(12, 'image_urls', 'video_urls', 'audio_urls');

/** The mode follows from what is given. */
const servedAs = (models: readonly ServedModel[]): readonly Serves[] => [
	{ as: ['generateAnyVideoFromText'], models, set: { mode: 'text_to_video' } },
	{
		as: ['generateAnyVideoFromImage'],
		models,
		set: { mode: 'first_last_frames' },
		paths: { image: 'image_urls', last_frame: 'image_urls' },
	},
	{
		as: ['generateAnyVideoFromReferences'],
		models,
		set: { mode: 'omni_reference' },
		imageNames: { before: '@image' },
	},
];

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
			description: 'Generate a video with a preview of Seedance 2',
			notice: 'PiAPI has replaced the preview models with Seedance 2.',
			model: 'seedance',
			taskType: 'seedance-2-preview',
			price: previewPrice,
			variants: [
				seedanceModel('seedance-2-preview', 'Seedance 2 Preview'),
				seedanceModel('seedance-2-fast-preview', 'Seedance 2 Fast Preview'),
				seedanceModel('seedance-2-preview-vip', 'Seedance 2 Preview VIP'),
				seedanceModel('seedance-2-fast-preview-vip', 'Seedance 2 Fast Preview VIP'),
			],
			confidence: 'documented',
			source: `${DOCS}/seedance-2-preview`,
			fields: [
				prompt({ required: true, help: 'What the video shows' }),
				mainImages('image_urls', {
					label: 'Reference Images',
					help: 'Images for the video to follow',
				}),
				closedAspectRatio(['16:9', '9:16', '4:3', '3:4']),
				closedDuration([5, 10, 15]),
			],
			results: videoResult,
		},
		{
			value: 'generateVideo2',
			name: 'Generate Video 2.0',
			description: 'Generate a video of 4 to 15 seconds from text and references',
			model: 'seedance',
			taskType: 'seedance-2',
			price: price2,
			variants: [
				seedanceModel('seedance-2', 'Seedance 2'),
				seedanceModel('seedance-2-fast', 'Seedance 2 Fast', 'Faster and cheaper'),
				seedanceModel('seedance-2-mini', 'Seedance 2 Mini', 'Cheapest'),
			],
			confidence: 'documented',
			source: `${DOCS}/seedance-2`,
			fields: [
				longPrompt,
				images,
				closedAspectRatio([...SHAPES, 'auto'], {
					help: 'Width to height; Auto takes the shape of the first frame',
					standard: '16:9',
				}),
				duration(15),
				resolution(),
				generateAudio('audio', {
					parameter: 'withAudio',
					standard: true,
					standardConfidence: 'client-code',
				}),
				mode,
				references('video', 'Reference Videos', 'MP4 or MOV; their length costs extra'),
				references('audio', 'Reference Audio', 'MP3 or WAV, at most 15 seconds in all'),
			],
			rules: [
				anyOfWhen(FRAMES, 'image_urls'),
				notWhen({ models: ['seedance-2-fast', 'seedance-2-mini'] }, 'resolution', '1080p'),
				notWhen(TEXT_ONLY, 'image_urls'),
				notWhen(TEXT_ONLY, 'video_urls'),
				notWhen(TEXT_ONLY, 'audio_urls'),
				notWhen(FRAMES, 'video_urls'),
				notWhen(FRAMES, 'audio_urls'),
				notWhen(NO_FRAMES, 'aspect_ratio', 'auto'),
				filesAtMostWhen(FRAMES, 2, 'image_urls'),
				// Without Mode, the files decide whether the video starts with a frame.
				anyOfWhen(AUTO, 'image_urls'),
				notWhen({ path: 'video_urls' }, 'aspect_ratio', 'auto'),
				notWhen({ path: 'audio_urls' }, 'aspect_ratio', 'auto'),
				filesAtMostWhen(AUTO, 2, 'image_urls'),
				allReferences,
			],
			serves: servedAs([
				{ id: 'seedance-2', name: 'Seedance 2', variant: 'seedance-2' },
				{ id: 'seedance-2-fast', name: 'Seedance 2 Fast', variant: 'seedance-2-fast' },
				{ id: 'seedance-2-mini', name: 'Seedance 2 Mini', variant: 'seedance-2-mini' },
			]),
			results: videoResult,
		},
		{
			value: 'generateVideo25',
			name: 'Generate Video 2.5',
			description: 'Generate a video of 4 to 30 seconds from text and references',
			model: 'seedance',
			taskType: 'seedance-2.5',
			price: price25,
			confidence: 'documented',
			source: 'https://piapi.ai/seedance-2-5',
			fields: [
				longPrompt,
				images,
				closedAspectRatio(SHAPES),
				duration(30),
				resolution('720p'),
				generateAudio('audio', { parameter: 'withAudio' }),
				mode,
				references('video', 'Reference Videos', 'Up to 3 videos to follow', 3),
				references('audio', 'Reference Audio', 'Up to 3 recordings, 15 seconds in all', 3),
				text('draft_task_id', {
					label: 'Draft Task ID',
					help: 'A 480p draft to finish in 1080p',
					placeholder: 'e.g. 4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11',
				}),
			],
			rules: [anyOfWhen({ path: 'audio_urls' }, 'image_urls', 'video_urls'), allReferences],
			serves: servedAs([{ id: 'seedance-2.5', name: 'Seedance 2.5' }]),
			results: videoResult,
		},
		{
			value: 'removeWatermark',
			name: 'Remove Watermark',
			description: 'Remove the watermark from a video',
			model: 'seedance',
			taskType: 'remove-watermark',
			confidence: 'client-code',
			source: `${DOCS}/video-watermark-remover`,
			fields: [
				mainVideo('video_url', { help: 'The video with the watermark', required: true }),
				decimal('duration', {
					parameter: 'durationSeconds',
					label: 'Duration',
					help: 'Length of the video in seconds; detected if empty',
					placeholder: 'e.g. 10',
					main: false,
				}),
			],
			results: videoResult,
		},
	],
};
