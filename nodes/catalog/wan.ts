import { media, plainChoices, text, toggle } from './fields';
import {
	negativePrompt,
	prompt,
	seed,
	suggestedAspectRatio,
	suggestedDuration,
	videoUrlResult,
} from './sharedFields';
import { firstFrame, generateAudio, motionPrompt } from './videoFields';
import type { Price } from './price';
import type { Family, Field } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/wan-api';

const common: readonly Field[] = [
	suggestedDuration([5, 10, 15], { standard: 5 }),
	text('resolution', {
		label: 'Resolution',
		help: 'Size of the video',
		placeholder: 'e.g. 720P',
		suggestions: plainChoices('1080P', '720P'),
		standard: '1080P',
		standardConfidence: 'client-code',
	}),
	generateAudio('audio', {
		parameter: 'withAudio',
		help: 'Whether the video gets sound',
		standard: true,
		standardConfidence: 'client-code',
	}),
	negativePrompt(),
	media('audio_url', {
		label: 'Soundtrack',
		help: 'A recording to use as the sound, with Generate Audio',
		placeholder: 'e.g. https://example.com/waves.mp3',
		media: 'audio',
	}),
	toggle('prompt_extend', {
		label: 'Expand Prompt',
		help: 'Whether the model may rewrite the prompt',
	}),
	text('shot_type', {
		label: 'Shot Type',
		help: 'Kind of shots, with Expand Prompt',
		placeholder: 'e.g. single',
	}),
	toggle('watermark', {
		label: 'Watermark',
		help: 'Whether to add a watermark',
		standard: false,
		standardConfidence: 'client-code',
	}),
	seed(),
];

const price: Price = {
	per: 'second',
	count: 'duration',
	rates: [
		{ usd: 0.08, when: { resolution: ['720P'] } },
		{ usd: 0.12, when: { resolution: ['1080P'] } },
	],
	asOf: '2026',
	source: 'https://piapi.ai/it/wan/wan-2-6',
	confidence: 'documented',
};

/** Facts: https://piapi.ai/docs/wan-api/wan26-text-to-video and its sister page. */
export const wan: Family = {
	value: 'wan',
	name: 'Wan 2.6',
	kind: 'video',
	availabilityNote:
		'Another reseller withdrew Wan 2.6 on 2026-10-14, so PiAPI may no longer offer it',
	usualOperation: 'generateVideoFromText',
	operations: [
		{
			value: 'generateVideoFromText',
			name: 'Generate Video From Text',
			description: 'Generate a video from text',
			model: 'Wan',
			taskType: 'wan26-txt2video',
			price,
			confidence: 'client-code',
			source: `${DOCS}/wan26-text-to-video`,
			fields: [
				prompt({ required: true, help: 'What the video shows' }),
				suggestedAspectRatio(['16:9', '9:16', '1:1', '4:3', '3:4'], { standard: '16:9' }),
				...common,
			],
			serves: [{ as: ['generateAnyVideoFromText'], models: [{ id: 'wan-2.6', name: 'Wan 2.6' }] }],
			results: videoUrlResult,
		},
		{
			value: 'generateVideoFromImage',
			name: 'Generate Video From Image',
			description: 'Generate a video from an image',
			model: 'Wan',
			taskType: 'wan26-img2video',
			price,
			confidence: 'client-code',
			source: `${DOCS}/wan26-image-to-video`,
			fields: [
				motionPrompt({ required: true }),
				firstFrame('image', { sentAs: 'linkOrBase64', required: true }),
				...common,
			],
			serves: [{ as: ['generateAnyVideoFromImage'], models: [{ id: 'wan-2.6', name: 'Wan 2.6' }] }],
			results: videoUrlResult,
		},
	],
};
