import { decimal, toggle } from './fields';
import { mainVideo, videoUrlResult } from './sharedFields';
import type { Family } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/tools';

/** Facts: https://piapi.ai/docs/tools/video-upscale-api and its sister page. */
export const videoToolkit: Family = {
	value: 'video-toolkit',
	name: 'Video Toolkit',
	kind: 'video',
	operations: [
		{
			value: 'removeBackground',
			name: 'Remove Background',
			description: 'Cut out what a clip shows',
			model: 'Qubico/video-toolkit',
			taskType: 'background-remove',
			confidence: 'documented',
			source: `${DOCS}/video-remove-background-api`,
			fields: [
				mainVideo('video', { help: 'The clip to cut out', required: true }),
				toggle('invert_output', {
					label: 'Keep Background',
					help: 'Whether the background stays and the rest is removed',
				}),
			],
			results: videoUrlResult,
		},
		{
			value: 'upscaleVideo',
			name: 'Upscale Video',
			description: 'Double width and height of a short clip',
			model: 'Qubico/video-toolkit',
			taskType: 'upscale',
			confidence: 'client-code',
			source: `${DOCS}/video-upscale-api`,
			fields: [
				mainVideo('video', {
					help: 'The clip, an MP4 of at most 10 MB, 1280 by 720 pixels and 240 frames',
					required: true,
				}),
				decimal('scale', {
					label: 'Scale',
					help: 'How many times as wide and high the result is; 2 when left out',
					placeholder: 'e.g. 2',
				}),
			],
			results: videoUrlResult,
		},
	],
};
