import { choice, media, plainChoices, text, toggle } from './fields';
import { closedAspectRatio, closedDuration, mainImage, mainVideo, prompt } from './sharedFields';
import type { Family, Result } from './vocabulary';

const SHAPES = ['9:16', '3:4', '1:1', '4:3', '16:9', '21:9'];

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
			description: 'Go on with a clip',
			model: 'luma',
			taskType: 'extend_video',
			fixed: { 'key_frames.frame0.type': 'video' },
			confidence: 'client-code',
			source: 'https://piapi.ai/docs/dream-machine/create-task',
			fields: [
				mainVideo('key_frames.frame0.url', { help: 'The clip to extend', required: true }),
				prompt({ required: true, help: 'What happens next' }),
				text('model_name', {
					parameter: 'modelNameSuggestion',
					label: 'Model',
					help: 'Which model makes the clip',
					placeholder: 'e.g. ray-v2',
					suggestions: plainChoices('ray-v1', 'ray-v2'),
				}),
				closedAspectRatio(SHAPES),
			],
			results: rawVideo,
		},
		{
			value: 'generateVideo',
			name: 'Generate Video',
			description: 'Make a clip from a text, or between a first and a last image',
			model: 'luma',
			taskType: 'video_generation',
			confidence: 'documented',
			source: 'https://piapi.ai/docs/dream-machine/create-task',
			fields: [
				prompt({ required: true, help: 'What the clip shows' }),
				mainImage('start_image', {
					label: 'First Frame',
					help: 'The image that the clip begins with',
				}),
				media('end_image', {
					label: 'Last Frame',
					help: 'The image that the clip ends with',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
				}),
				choice('model', {
					parameter: 'modelVersion',
					label: 'Model',
					help: 'Which model makes the clip',
					choices: [{ value: 'ray-v2', label: 'Ray V2' }],
				}),
				closedDuration([5, 10], {
					help: 'Length of the clip in seconds; 10 only without images',
				}),
				closedAspectRatio(SHAPES),
				toggle('loop', {
					label: 'Loop',
					help: 'Whether the end of the clip leads to its beginning',
				}),
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
