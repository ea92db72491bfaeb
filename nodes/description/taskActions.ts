import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { CANCEL_MODELS } from '../catalog/settingChoices';
import { optionsOf, taskLocator } from './field';

/** What can be done with existing tasks of any family. */
export const TASK_ACTIONS: readonly INodePropertyOptions[] = [
	{
		name: 'Cancel Many Tasks',
		value: 'cancelManyTasks',
		action: 'PiAPI: cancel many tasks',
		description: 'Cancel all pending tasks created before a given time',
	},
	{
		name: 'Cancel Task',
		value: 'cancelTask',
		action: 'PiAPI: cancel task',
		description: 'Cancel a pending task',
	},
	{
		name: 'Get Task',
		value: 'getTask',
		action: 'PiAPI: get task',
		description: 'Get the status and result of a task, or wait until it has finished',
	},
];

const PLACEHOLDER = 'e.g. 4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11';

export const FIELDS_OF_TASK_ACTION: Readonly<Record<string, readonly INodeProperties[]>> = {
	cancelTask: [taskLocator('The task to cancel', PLACEHOLDER)],
	cancelManyTasks: [
		{
			displayName: 'Created Before',
			name: 'createdBefore',
			type: 'dateTime',
			default: '',
			required: true,
			description: 'Only tasks created before this time are canceled',
		},
		{
			displayName: 'Model',
			name: 'cancelModel',
			type: 'options',
			default: 'midjourney',
			description: 'The model whose tasks are canceled',
			options: optionsOf(CANCEL_MODELS),
		},
	],
	getTask: [
		taskLocator('The task to get', PLACEHOLDER),
		{
			displayName: 'Wait Until Finished',
			name: 'waitUntilFinished',
			type: 'boolean',
			default: false,
			description: 'Whether to wait for the result instead of returning the current status',
		},
	],
};
