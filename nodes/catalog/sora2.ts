import { plainChoices, text } from './fields';
import {
	mainImage,
	mainVideo,
	prompt,
	suggestedAspectRatio,
	suggestedDuration,
	videoResult,
} from './sharedFields';
import type { Price } from './price';
import type { Family } from './vocabulary';

const textPrompt = prompt({ required: true, help: 'What to show and what to hear' });
const aspectRatio = suggestedAspectRatio(['16:9', '9:16'], { help: 'Width to height' });
const duration = suggestedDuration([4, 8, 12]);

const image = mainImage('image_url', {
	help: 'An image to start with; not documented, may be ignored',
	onTop: false,
});

const perSecond: Pick<Price, 'per' | 'count' | 'asOf' | 'confidence'> = {
	per: 'second',
	count: 'duration',
	asOf: '2025-10',
	confidence: 'documented',
};

/** Facts: https://piapi.ai/docs/sora2-api/text-to-video and its sister pages. */
export const sora2: Family = {
	value: 'sora2',
	name: 'Sora 2',
	kind: 'video',
	availabilityNote: 'OpenAI switched Sora 2 off on 2026-09-24, so PiAPI may no longer offer it',
	usualOperation: 'generateVideo',
	operations: [
		{
			value: 'generateProVideo',
			name: 'Generate Pro Video',
			description: 'Generate a video from text with Sora 2 Pro',
			model: 'sora2',
			taskType: 'sora2-pro-video',
			// What 1080p costs is not known.
			price: {
				...perSecond,
				rates: [{ usd: 0.24, when: { resolution: ['720p'] } }],
				source: 'https://piapi.ai/docs/sora2-pro-api/text-to-video',
			},
			confidence: 'documented',
			source: 'https://piapi.ai/docs/sora2-pro-api/text-to-video',
			fields: [
				textPrompt,
				aspectRatio,
				duration,
				text('resolution', {
					parameter: 'resolutionChoice',
					label: 'Resolution',
					help: 'Size of the video',
					suggestions: plainChoices('720p', '1080p'),
				}),
				image,
			],
			serves: [
				{
					as: ['generateAnyVideoFromText', 'generateAnyVideoFromImage'],
					models: [{ id: 'sora-2-pro', name: 'Sora 2 Pro' }],
				},
			],
			results: videoResult,
		},
		{
			value: 'generateVideo',
			name: 'Generate Video',
			description: 'Generate a video from text or an image',
			model: 'sora2',
			taskType: 'sora2-video',
			price: {
				...perSecond,
				rates: [{ usd: 0.08 }],
				source: 'https://piapi.ai/docs/sora2-api/text-to-video',
			},
			typicalSeconds: 91,
			confidence: 'documented',
			source: 'https://piapi.ai/docs/sora2-api/text-to-video',
			fields: [textPrompt, aspectRatio, duration, image],
			serves: [
				{
					as: ['generateAnyVideoFromText', 'generateAnyVideoFromImage'],
					models: [{ id: 'sora-2', name: 'Sora 2' }],
				},
			],
			results: videoResult,
		},
		{
			value: 'removeWatermark',
			name: 'Remove Watermark',
			description: 'Remove the watermark from a video',
			model: 'sora2',
			taskType: 'remove-watermark',
			price: {
				per: 'second',
				rates: [{ usd: 0.003 }],
				asOf: '2026',
				source: 'client code',
				confidence: 'client-code',
			},
			confidence: 'client-code',
			source: 'https://piapi.ai/docs/sora2-api/remove-watermark',
			fields: [mainVideo('video_url', { help: 'The video with the watermark', required: true })],
			results: videoResult,
		},
	],
};
