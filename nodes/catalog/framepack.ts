import { integer } from './fields';
import { negativePrompt, videoUrlResult } from './sharedFields';
import { firstFrame, lastFrame, motionPrompt } from './videoFields';
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
			description: 'Generate a video from an image',
			model: 'Qubico/framepack',
			taskType: 'img2video',
			price: {
				per: 'second',
				count: 'duration',
				mostCount: 30,
				rates: [{ usd: 0.03 }],
				asOf: '2026',
				source: 'https://piapi.ai/docs/framepack-api/create-task',
				confidence: 'documented',
			},
			confidence: 'client-code',
			source: 'https://piapi.ai/docs/framepack-api/create-task',
			fields: [
				motionPrompt({ required: true }),
				firstFrame('start_image', { required: true }),
				integer('duration', {
					label: 'Duration',
					help: 'Length of the video in seconds, 10 to 30',
					placeholder: 'e.g. 10',
					standard: 10,
					standardConfidence: 'client-code',
				}),
				lastFrame('end_image'),
				negativePrompt(),
			],
			serves: [
				{
					as: ['generateAnyVideoFromImage'],
					models: [{ id: 'framepack', name: 'FramePack' }],
					known: { duration: { from: 10, to: 30 } },
				},
			],
			results: videoUrlResult,
		},
	],
};
