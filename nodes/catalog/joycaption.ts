import { text } from './fields';
import { flatPrice } from './price';
import { mainImage } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: https://piapi.ai/docs/joycaption-api/create-task */
export const joycaption: Family = {
	value: 'joycaption',
	name: 'JoyCaption',
	kind: 'text',
	operations: [
		{
			value: 'captionImage',
			name: 'Caption Image',
			description: 'Describe an image as text',
			model: 'Qubico/joycaption',
			taskType: 'joycaption-beta-one',
			price: flatPrice('image', 0.01, {
				asOf: '2026',
				source: 'https://piapi.ai/docs/joycaption-api/create-task',
				confidence: 'inferred',
			}),
			typicalSeconds: 30,
			confidence: 'documented',
			source: 'https://piapi.ai/docs/joycaption-api/create-task',
			fields: [
				mainImage('image', { help: 'Image to describe', required: true }),
				text('prompt_style', {
					label: 'Style',
					help: 'Kind of caption',
					placeholder: 'e.g. Descriptive',
					main: true,
				}),
				text('caption_length', {
					label: 'Length',
					help: 'Length of the caption',
					placeholder: 'e.g. any',
					main: true,
				}),
				text('workflow_type', {
					label: 'Workflow Type',
					help: 'Name of the caption model; usually not required',
					placeholder: 'e.g. joycaption-beta-one',
				}),
			],
			results: [{ path: 'text', kind: 'text', role: 'caption' }],
		},
	],
};
