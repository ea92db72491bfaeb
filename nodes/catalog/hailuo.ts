import { choice, plainChoices, toggle } from './fields';
import { closedDuration, mainImage, prompt } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: https://piapi.ai/docs/hailuo-api/generate-video */
export const hailuo: Family = {
	value: 'hailuo',
	name: 'Hailuo',
	kind: 'video',
	historyModel: 'hailuo',
	operations: [
		{
			value: 'generateVideo',
			name: 'Generate Video',
			action: 'Generate a video',
			description: 'Make a clip from a text, from a first frame, or with a face as its subject',
			model: 'hailuo',
			taskType: 'video_generation',
			confidence: 'documented',
			source: 'https://piapi.ai/docs/hailuo-api/generate-video',
			fields: [
				choice('model', {
					parameter: 'modelVersion',
					label: 'Model',
					help: 'Which model makes the clip; names with t2v take no image, those with i2v and s2v need one',
					required: true,
					choices: plainChoices(
						'i2v-01',
						'i2v-01-director',
						'i2v-01-live',
						'i2v-02',
						's2v-01',
						't2v-01',
						't2v-01-director',
						't2v-02',
						'v2.3',
						'v2.3-fast',
					).map((one) => ({ ...one, label: `Hailuo ${one.label}` })),
				}),
				{
					...prompt({
						help: 'What the clip shows; director models take camera moves in brackets, e.g. [Pan left]',
					}),
					maximumLength: 2000,
				},
				mainImage('image_url', {
					label: 'Image',
					help: 'The first frame, or with s2v-01 the face; at most 10 MB',
				}),
				closedDuration([6, 10], {
					help: 'Length of the clip in seconds; 10 not together with Resolution 1080; not for the 01 models',
				}),
				choice('resolution', {
					parameter: 'resolutionPixels',
					label: 'Resolution',
					help: 'Height of the picture; not for the 01 models',
					choices: [
						{ value: 768, label: '768 Pixels' },
						{ value: 1080, label: '1080 Pixels' },
					],
				}),
				toggle('expand_prompt', {
					label: 'Expand Prompt',
					help: 'Whether the model may rewrite the prompt',
				}),
			],
			rules: [{ kind: 'anyOf', paths: ['prompt', 'image_url'] }],
			results: [
				{ path: 'video', kind: 'video', role: 'video' },
				{ path: 'video_url', kind: 'video', role: 'video' },
			],
		},
	],
};
