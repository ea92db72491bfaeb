import { flatPrice } from './price';
import { mainImage, seed } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: https://piapi.ai/docs/pixal-3d-api/create-task */
export const pixal3d: Family = {
	value: 'pixal3d',
	name: 'Pixal3D',
	kind: 'model',
	operations: [
		{
			value: 'generateModelFromImage',
			name: 'Generate 3D Model From Image',
			description: 'Generate a 3D model from an image',
			model: 'Qubico/pixal3d',
			taskType: 'image-to-3d',
			price: flatPrice('task', 0.25, {
				asOf: '2026-06',
				source: 'https://piapi.ai/docs/pixal-3d-api/create-task',
				confidence: 'documented',
			}),
			typicalSeconds: 255,
			confidence: 'documented',
			source: 'https://piapi.ai/docs/pixal-3d-api/create-task',
			fields: [mainImage('image', { help: 'Image of the object', required: true }), seed()],
			serves: [{ as: ['generateAny3dModel'], models: [{ id: 'pixal3d', name: 'Pixal3D' }] }],
			results: [{ path: 'model_file', kind: 'model', role: 'model' }],
		},
	],
};
