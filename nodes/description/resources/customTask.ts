import type { INodeProperties } from 'n8n-workflow';

import { INPUT_FORMS, INPUT_TYPES } from '../../catalog/settingChoices';
import { optionsOf } from '../field';
import type { ResourceForm } from '../form';
import { callbackNotice, downloadFiles, optionsOfCreating } from '../taskOptions';

const model: INodeProperties = {
	displayName: 'Model Name',
	name: 'customModel',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. kling',
	description: 'The `model` of the request',
};

const taskType: INodeProperties = {
	displayName: 'Task Type',
	name: 'customTaskType',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. video_generation',
	description: 'The `task_type` of the request',
};

const inputAs: INodeProperties = {
	displayName: 'Input As',
	name: 'inputAs',
	type: 'options',
	default: 'json',
	description: 'How to enter the input',
	options: optionsOf(INPUT_FORMS),
};

const input: INodeProperties = {
	displayName: 'Input',
	name: 'input',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "prompt": "a teapot" }',
	description: 'The `input` of the request as JSON',
};

const inputFields: INodeProperties = {
	displayName: 'Input Fields',
	name: 'inputFields',
	type: 'fixedCollection',
	placeholder: 'Add Field',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field', sortable: true },
	default: { items: [{ name: '', valueType: 'text', value: '' }] },
	description: 'The fields of the input',
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
					description: 'The name of the field, with dots for nested fields',
				},
				{
					displayName: 'Type',
					name: 'valueType',
					type: 'options',
					default: 'text',
					description: 'The type of the value',
					options: optionsOf(INPUT_TYPES),
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. a red fox in fresh snow',
					description: 'The value, or the name of the binary field that contains the file',
				},
			],
		},
	],
};

const config: INodeProperties = {
	displayName: 'Config',
	name: 'customConfig',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "service_mode": "public" }',
	description: 'More of the `config` of the request as JSON',
};

/** Any task, also of models released after this version. */
export const customTask: ResourceForm = {
	choice: { name: 'Custom Task', value: 'customTask' },
	operations: [
		{
			choice: {
				name: 'Create',
				value: 'create',
				action: 'PiAPI: create custom task',
				description: 'Create a task of any model and task type',
			},
			fields: [
				{ property: model },
				{ property: taskType },
				{ property: inputAs },
				{ property: input, unless: { inputAs: ['fields'] } },
				{ property: inputFields, unless: { inputAs: ['json'] } },
			],
			common: [downloadFiles, callbackNotice],
			options: [{ property: config }],
			taskOptions: optionsOfCreating('video'),
		},
	],
};
