import { integer, media } from './fields';
import { mainImage, negativePrompt, prompt, videoUrlResult } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: https://piapi.ai/docs/framepack-api/create-task */
export const framepack: Family = {
	value: 'framepack',
	name: 'FramePack',
	kind: 'video',
	operations: [
		{
			value: 'generateVideoFromImage',
			name: 'Generate Video From Image',
			description: 'Make a clip of 10 to 30 seconds that begins with an image',
			model: 'Qubico/framepack',
			taskType: 'img2video',
			confidence: 'client-code',
			source: 'https://piapi.ai/docs/framepack-api/create-task',
			fields: [
				mainImage('start_image', {
					label: 'First Frame',
					help: 'The image that the clip begins with',
					required: true,
				}),
				prompt({ required: true, help: 'What happens in the clip' }),
				media('end_image', {
					label: 'Last Frame',
					help: 'The image that the clip ends with',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
				}),
				integer('duration', {
					label: 'Duration',
					help: 'Length of the clip in seconds, 10 to 30 as far as is known',
					placeholder: 'e.g. 10',
				}),
				negativePrompt(),
			],
			results: videoUrlResult,
		},
	],
};
