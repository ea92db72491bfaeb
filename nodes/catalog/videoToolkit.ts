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
			value: 'removeVideoBackground',
			name: 'Remove Video Background',
			description: 'Remove the background of a video',
			model: 'Qubico/video-toolkit',
			taskType: 'background-remove',
			confidence: 'documented',
			source: `${DOCS}/video-remove-background-api`,
			fields: [
				mainVideo('video', { help: 'The video with the background', required: true }),
				toggle('invert_output', {
					label: 'Keep Background',
					help: 'Whether to keep the background and remove the rest',
					standard: false,
				}),
			],
			results: videoUrlResult,
		},
		{
			value: 'upscaleVideo',
			name: 'Upscale Video',
			description: 'Double the width and height of a short video',
			model: 'Qubico/video-toolkit',
			taskType: 'upscale',
			price: {
				per: 'frame',
				mostCount: 240,
				rates: [{ usd: 0.0003 }],
				asOf: '2026',
				source: 'client code',
				confidence: 'client-code',
			},
			confidence: 'client-code',
			source: `${DOCS}/video-upscale-api`,
			fields: [
				mainVideo('video', {
					help: 'An MP4 of at most 10 MB, 1280 by 720 pixels and 240 frames',
					sentAs: 'linkOrBase64',
					required: true,
				}),
				decimal('scale', {
					label: 'Scale',
					help: 'How many times as large the result is; 2 if empty',
					placeholder: 'e.g. 2',
					main: false,
				}),
			],
			results: videoUrlResult,
		},
	],
};
