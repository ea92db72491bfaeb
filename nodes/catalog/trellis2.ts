import { flatPrice } from './price';
import { mainImage, seed } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: https://piapi.ai/docs/trellis2-api/create-task */
export const trellis2: Family = {
	value: 'trellis2',
	name: 'Trellis 2',
	kind: 'model',
	operations: [
		{
			value: 'generateModelFromImage',
			name: 'Generate 3D Model From Image',
			description: 'Generate a 3D model from an image',
			model: 'Qubico/trellis2',
			taskType: 'image-to-3d',
			price: flatPrice('task', 0.1, {
				asOf: '2025-12',
				source: 'https://piapi.ai/docs/trellis2-api/create-task',
				confidence: 'documented',
			}),
			confidence: 'documented',
			source: 'https://piapi.ai/docs/trellis2-api/create-task',
			fields: [
				mainImage('image', { help: 'Image of the object', required: true }),
				seed({ standard: 0 }),
			],
			serves: [{ as: ['generateAny3dModel'], models: [{ id: 'trellis-2', name: 'Trellis 2' }] }],
			results: [
				{ path: 'model_file', kind: 'model', role: 'model' },
				{ path: 'combined_video', kind: 'video', role: 'preview' },
				{ path: 'no_background_image', kind: 'image', role: 'cutout' },
			],
		},
	],
};
