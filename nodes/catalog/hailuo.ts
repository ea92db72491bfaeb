import { anyOf, anyOfWhen, choice, toggle } from './fields';
import { closedDuration, mainImage, prompt } from './sharedFields';
import type { Family } from './vocabulary';

/** PiAPI's newer page names only the two V2.3 models. */
const MAY_BE_REFUSED = 'may be refused, seen November 2026';

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
					choices: [
						{ value: 'i2v-01', label: 'I2V-01', help: `From an image; ${MAY_BE_REFUSED}` },
						{
							value: 'i2v-01-director',
							label: 'I2V-01 Director',
							help: `From an image, with camera moves; ${MAY_BE_REFUSED}`,
						},
						{
							value: 'i2v-01-live',
							label: 'I2V-01 Live',
							help: `From a drawing; ${MAY_BE_REFUSED}`,
						},
						{ value: 'i2v-02', label: 'I2V-02', help: `From an image; ${MAY_BE_REFUSED}` },
						{
							value: 's2v-01',
							label: 'S2V-01',
							help: `With a face as its subject; ${MAY_BE_REFUSED}`,
						},
						{ value: 't2v-01', label: 'T2V-01', help: `From a text; ${MAY_BE_REFUSED}` },
						{
							value: 't2v-01-director',
							label: 'T2V-01 Director',
							help: `From a text, with camera moves; ${MAY_BE_REFUSED}`,
						},
						{ value: 't2v-02', label: 'T2V-02', help: `From a text; ${MAY_BE_REFUSED}` },
						{ value: 'v2.3', label: 'V2.3', help: 'From a text or an image' },
						{ value: 'v2.3-fast', label: 'V2.3 Fast', help: 'From a text or an image, quicker' },
					],
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
			rules: [
				anyOf('prompt', 'image_url'),
				anyOfWhen({ path: 'model', values: ['t2v-01', 't2v-01-director', 's2v-01'] }, 'prompt'),
				anyOfWhen(
					{
						path: 'model',
						values: ['i2v-01', 'i2v-01-director', 'i2v-01-live', 'i2v-02', 's2v-01'],
					},
					'image_url',
				),
			],
			results: [
				{ path: 'video', kind: 'video', role: 'video' },
				{ path: 'video_url', kind: 'video', role: 'video', insteadOf: 'video' },
			],
		},
	],
};
