import { choice, plainChoices } from './fields';
import {
	closedAspectRatio,
	closedDuration,
	mainImage,
	mainVideo,
	prompt,
	videoResult,
} from './sharedFields';
import type { Family, Field } from './vocabulary';

const fields: readonly Field[] = [
	prompt({ required: true, help: 'What the clip shows, and what is to be heard' }),
	mainImage('image_url', {
		help: 'The image to begin with; PiAPI does not document it, so it may be ignored',
	}),
	closedAspectRatio(['16:9', '9:16']),
	closedDuration([4, 8, 12]),
];

/** Facts: https://piapi.ai/docs/sora2-api/text-to-video and its sister pages. */
export const sora2: Family = {
	value: 'sora2',
	name: 'Sora 2',
	kind: 'video',
	availabilityNote: 'OpenAI switched Sora 2 off on 2026-09-24, so PiAPI may no longer offer it',
	operations: [
		{
			value: 'generateProVideo',
			name: 'Generate Pro Video',
			description: 'Make a clip from a text with Sora 2 Pro',
			model: 'sora2',
			taskType: 'sora2-pro-video',
			confidence: 'documented',
			source: 'https://piapi.ai/docs/sora2-pro-api/text-to-video',
			fields: [
				...fields,
				choice('resolution', {
					parameter: 'resolutionChoice',
					label: 'Resolution',
					help: 'Size of the picture',
					choices: plainChoices('720p', '1080p'),
				}),
			],
			results: videoResult,
		},
		{
			value: 'generateVideo',
			name: 'Generate Video',
			description: 'Make a clip from a text with Sora 2',
			model: 'sora2',
			taskType: 'sora2-video',
			typicalSeconds: 91,
			confidence: 'documented',
			source: 'https://piapi.ai/docs/sora2-api/text-to-video',
			fields,
			results: videoResult,
		},
		{
			value: 'removeWatermark',
			name: 'Remove Watermark',
			description: 'Take the watermark out of a clip',
			model: 'sora2',
			taskType: 'remove-watermark',
			confidence: 'client-code',
			source: 'https://piapi.ai/docs/sora2-api/remove-watermark',
			fields: [mainVideo('video_url', { help: 'The clip with the watermark', required: true })],
			results: videoResult,
		},
	],
};
