import { text } from './fields';
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
			description: 'Describe an image in words',
			model: 'Qubico/joycaption',
			taskType: 'joycaption-beta-one',
			typicalSeconds: 30,
			confidence: 'documented',
			source: 'https://piapi.ai/docs/joycaption-api/create-task',
			fields: [
				mainImage('image', { help: 'The image to describe', required: true }),
				text('prompt_style', {
					label: 'Style',
					help: 'Kind of description',
					placeholder: 'e.g. Descriptive',
				}),
				text('caption_length', {
					label: 'Length',
					help: 'Length of the description',
					placeholder: 'e.g. any',
				}),
				text('workflow_type', {
					label: 'Workflow Type',
					help: 'Name of the caption model; as a rule it is not needed',
					placeholder: 'e.g. joycaption-beta-one',
				}),
			],
			results: [{ path: 'text', kind: 'text', role: 'caption' }],
		},
	],
};
