import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { CANCEL_MODELS } from '../catalog/settingChoices';
import { optionsOf, taskLocator } from './field';

/** What can be done with tasks of any family, beside making them. */
export const TASK_ACTIONS: readonly INodePropertyOptions[] = [
	{
		name: 'Cancel Many Tasks',
		value: 'cancelManyTasks',
		action: 'Cancel many tasks',
		description: 'Cancel all tasks that are still pending and older than a moment',
	},
	{
		name: 'Cancel Task',
		value: 'cancelTask',
		action: 'Cancel a task',
		description: 'Cancel a task that is still pending',
	},
	{
		name: 'Get Task',
		value: 'getTask',
		action: 'Get a task',
		description: 'Read the state and the result of a task, or wait until it is finished',
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
			description: 'Only tasks that were made before this moment are cancelled',
		},
		{
			displayName: 'Model',
			name: 'cancelModel',
			type: 'options',
			default: 'midjourney',
			description: 'Whose tasks are cancelled',
			options: optionsOf(CANCEL_MODELS),
		},
	],
	getTask: [
		taskLocator('The task to read', PLACEHOLDER),
		{
			displayName: 'Wait Until Finished',
			name: 'waitUntilFinished',
			type: 'boolean',
			default: false,
			description: 'Whether to wait until the task has ended, instead of reading how it stands now',
		},
	],
};
