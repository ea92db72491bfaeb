import type { INodeProperties } from 'n8n-workflow';

import { INPUT_FORMS, INPUT_TYPES } from '../../catalog/settingChoices';
import { optionsOf } from '../field';
import type { ResourceForm } from '../form';
import { optionsOfOperation } from '../options';
import { shownOfTask } from '../output';

const model: INodeProperties = {
	displayName: 'Model Name',
	name: 'customModel',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. kling',
	description: 'The model as PiAPI writes it in the request',
};

const taskType: INodeProperties = {
	displayName: 'Task Type',
	name: 'customTaskType',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. video_generation',
	description: 'The task_type as PiAPI writes it in the request',
};

const inputAs: INodeProperties = {
	displayName: 'Input As',
	name: 'inputAs',
	type: 'options',
	default: 'json',
	description: 'How you give the input of the task',
	options: optionsOf(INPUT_FORMS),
};

const input: INodeProperties = {
	displayName: 'Input',
	name: 'input',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "prompt": "a teapot" }',
	description: 'What PiAPI documents under "input", as JSON',
};

const inputFields: INodeProperties = {
	displayName: 'Input Fields',
	name: 'inputFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field', sortable: true },
	default: { items: [{ name: '', valueType: 'text', value: '' }] },
	description: 'The fields of the input, each with its value',
	options: [
		{
			displayName: 'Field',
			name: 'items',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. image_url or camera_control.type',
					description: 'The name of the field, with dots for a field inside another one',
				},
				{
					displayName: 'Type',
					name: 'valueType',
					type: 'options',
					default: 'text',
					description: 'What the value is',
					options: optionsOf(INPUT_TYPES),
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. a red fox in fresh snow',
					description: 'The value; with Binary Field the name of the field that holds the file',
				},
			],
		},
	],
};

const config: INodeProperties = {
	displayName: 'Config',
	name: 'customConfig',
	type: 'json',
	default: '',
	placeholder: 'e.g. { "service_mode": "public" }',
	description: 'More of what PiAPI documents under "config", as JSON',
};

/** Any task at all, also one of a model that came out this morning. */
export const customTask: ResourceForm = {
	choice: { name: 'Custom Task', value: 'customTask' },
	operations: [
		{
			choice: {
				name: 'Create',
				value: 'create',
				action: 'Create a custom task',
				description: 'Make a task of any model and type, with an input of your own',
			},
			fields: [
				{ property: model },
				{ property: taskType },
				{ property: inputAs },
				{ property: input, when: { inputAs: ['json'] } },
				{ property: inputFields, when: { inputAs: ['fields'] } },
			],
			common: shownOfTask,
			options: [config, ...optionsOfOperation({ fields: [] }, 'video')],
		},
	],
};
