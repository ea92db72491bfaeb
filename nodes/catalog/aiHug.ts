import { flatPrice } from './price';
import { mainImage, videoUrlResult } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: https://piapi.ai/docs/ai-hug-api/create-task */
export const aiHug: Family = {
	value: 'ai-hug',
	name: 'AI Hug',
	kind: 'video',
	operations: [
		{
			value: 'generateHugVideo',
			name: 'Generate Hug Video',
			description: 'Generate a video in which the two people of an image hug',
			model: 'Qubico/hug-video',
			taskType: 'image_to_video',
			price: flatPrice('task', 0.2, {
				asOf: '2026',
				source: 'client code',
				confidence: 'client-code',
			}),
			confidence: 'documented',
			source: 'https://piapi.ai/docs/ai-hug-api/create-task',
			fields: [
				mainImage('image_url', { help: 'One image that shows both people', required: true }),
			],
			results: videoUrlResult,
		},
	],
};
