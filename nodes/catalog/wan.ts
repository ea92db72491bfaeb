import { integer, media, plainChoices, text, toggle } from './fields';
import {
	mainImage,
	negativePrompt,
	prompt,
	seed,
	suggestedAspectRatio,
	videoUrlResult,
} from './sharedFields';
import type { Family, Field } from './vocabulary';

const DOCS = 'https://piapi.ai/docs/wan-api';

const common: readonly Field[] = [
	negativePrompt(),
	text('resolution', {
		label: 'Resolution',
		help: 'Size of the picture',
		placeholder: 'e.g. 720P',
		suggestions: plainChoices('1080P', '720P'),
	}),
	integer('duration', {
		label: 'Duration',
		help: 'Length of the clip in seconds, 5, 10 or 15; a longer one costs more',
		placeholder: 'e.g. 5',
	}),
	toggle('audio', {
		parameter: 'withAudio',
		label: 'Audio',
		help: 'Whether the clip gets a sound track; switch it off for a silent clip',
	}),
	media('audio_url', {
		label: 'Sound Track',
		help: 'A sound track of your own, together with Audio',
		placeholder: 'e.g. https://example.com/waves.mp3',
		media: 'audio',
	}),
	toggle('prompt_extend', {
		label: 'Extend Prompt',
		help: 'Whether the model may rewrite the prompt',
	}),
	text('shot_type', {
		label: 'Shot Type',
		help: 'Kind of shots, together with Extend Prompt',
		placeholder: 'e.g. single',
	}),
	toggle('watermark', { label: 'Watermark', help: 'Whether the clip gets a watermark' }),
	seed(),
];

/** Facts: https://piapi.ai/docs/wan-api/wan26-text-to-video and its sister page. */
export const wan: Family = {
	value: 'wan',
	name: 'Wan 2.6',
	kind: 'video',
	availabilityNote:
		'Another reseller withdrew Wan 2.6 on 2026-10-14, so PiAPI may no longer offer it',
	usualOperation: 'textToVideo',
	operations: [
		{
			value: 'generateVideoFromImage',
			name: 'Generate Video From Image',
			description: 'Make a clip that begins with an image',
			model: 'Wan',
			taskType: 'wan26-img2video',
			confidence: 'client-code',
			source: `${DOCS}/wan26-image-to-video`,
			fields: [
				mainImage('image', { help: 'The image that the clip begins with', required: true }),
				prompt({ required: true, help: 'What happens in the clip' }),
				...common,
			],
			results: videoUrlResult,
		},
		{
			value: 'generateVideo',
			name: 'Generate Video',
			description: 'Make a clip from a text',
			model: 'Wan',
			taskType: 'wan26-txt2video',
			confidence: 'client-code',
			source: `${DOCS}/wan26-text-to-video`,
			fields: [
				prompt({ required: true, help: 'What the clip shows' }),
				suggestedAspectRatio(['16:9', '9:16', '1:1', '4:3', '3:4']),
				...common.map((field) => (field.type === 'media' ? { ...field, onTop: true } : field)),
			],
			results: videoUrlResult,
		},
	],
};
