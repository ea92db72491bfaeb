import { wholeInput } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: the vendor's list of models names it; its page could not be read. */
export const pixal3d: Family = {
	value: 'pixal3d',
	name: 'Pixal3D',
	kind: 'model',
	operations: [
		{
			value: 'imageToModel',
			name: 'Turn Image Into 3D Model',
			action: 'Turn an image into a 3D model',
			description: 'Make a 3D model from an image; you give the input as JSON',
			model: 'Qubico/pixal3d',
			taskType: 'image-to-3d',
			confidence: 'inferred',
			source: 'https://piapi.ai/docs/pixal-3d-api/create-task',
			fields: [wholeInput('e.g. {"image": "https://example.com/fox.png"}')],
			results: [],
		},
	],
};
