import { notWhen, plainChoices, text, toggle } from './fields';
import { closedDuration, mainVideo, prompt, suggestedAspectRatio } from './sharedFields';
import { firstFrame, lastFrame } from './videoFields';
import type { Family, Result } from './vocabulary';

const aspectRatio = suggestedAspectRatio(['9:16', '3:4', '1:1', '4:3', '16:9', '21:9'], {
	help: 'Width to height',
	standard: '16:9',
});

const rawVideo: readonly Result[] = [
	{ path: 'video_raw.url', kind: 'video', role: 'video' },
	{ path: 'last_frame.url', kind: 'image', role: 'last_frame' },
];

/** Facts: https://piapi.ai/docs/dream-machine/create-task */
export const luma: Family = {
	value: 'luma',
	name: 'Luma Dream Machine',
	kind: 'video',
	historyModel: 'luma',
	usualOperation: 'generateVideo',
	operations: [
		{
			value: 'extendVideo',
			name: 'Extend Video',
			description: 'Extend a video',
			model: 'luma',
			taskType: 'extend_video',
			fixed: { 'key_frames.frame0.type': 'video' },
			confidence: 'client-code',
			source: 'https://piapi.ai/docs/dream-machine/create-task',
			fields: [
				prompt({
					required: true,
					help: 'What happens next',
					placeholder: 'e.g. the fox runs into the woods',
				}),
				mainVideo('key_frames.frame0.url', { help: 'The video to extend', required: true }),
				aspectRatio,
				text('model_name', {
					parameter: 'modelNameSuggestion',
					label: 'Model',
					help: 'Which model generates the video',
					placeholder: 'e.g. ray-v2',
					freeText: true,
					suggestions: plainChoices('ray-v1', 'ray-v2'),
					main: true,
				}),
			],
			results: rawVideo,
		},
		{
			value: 'generateVideo',
			name: 'Generate Video',
			description: 'Generate a video from text or an image',
			model: 'luma',
			taskType: 'video_generation',
			// From the bill of an official example; what 10 seconds cost is not known.
			price: {
				per: 'task',
				rates: [{ usd: 0.2, when: { model: ['ray-v2'], duration: [5] } }],
				asOf: '2026',
				source: 'https://piapi.ai/docs/dream-machine/create-task',
				confidence: 'documented',
			},
			confidence: 'documented',
			source: 'https://piapi.ai/docs/dream-machine/create-task',
			fields: [
				prompt({ required: true, help: 'What the video shows' }),
				firstFrame('start_image'),
				lastFrame('end_image', { onTop: true }),
				{ ...aspectRatio, standardConfidence: 'client-code' },
				closedDuration([5, 10], {
					help: 'Length of the video; 10 seconds only without images',
					standard: 5,
				}),
				text('model', {
					parameter: 'modelVersion',
					label: 'Model',
					help: 'Which model generates the video',
					suggestions: [{ value: 'ray-v2', label: 'Ray V2' }],
					main: true,
				}),
				toggle('loop', {
					label: 'Loop',
					help: 'Whether the video ends where it starts',
					standard: false,
				}),
			],
			knownRules: [
				notWhen({ path: 'start_image' }, 'duration', 10),
				notWhen({ path: 'end_image' }, 'duration', 10),
			],
			serves: [
				{
					as: ['generateAnyVideoFromText', 'generateAnyVideoFromImage'],
					models: [{ id: 'luma-ray-2', name: 'Luma Ray 2', set: { model: 'ray-v2' } }],
				},
			],
			results: [
				...rawVideo,
				// These may have a watermark.
				{ path: 'video.url', kind: 'video', role: 'video', insteadOf: 'video_raw.url' },
				{ path: 'video', kind: 'video', role: 'video', insteadOf: 'video_raw.url' },
				{ path: 'thumbnail', kind: 'image', role: 'thumbnail' },
			],
		},
	],
};
