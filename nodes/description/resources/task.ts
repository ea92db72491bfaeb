import type { INodeProperties } from 'n8n-workflow';

import type { OperationForm, ResourceForm } from '../form';
import { optionsOfGetTask } from '../options';
import { shownOfResult } from '../output';
import { FIELDS_OF_TASK_ACTION, TASK_ACTIONS } from '../taskActions';

const taskIds: INodeProperties = {
	displayName: 'Task IDs',
	name: 'taskIds',
	type: 'string',
	required: true,
	default: '',
	typeOptions: { rows: 3 },
	placeholder: 'e.g. 4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11',
	description: 'The tasks to wait for, separated by commas or lines, or an expression with a list',
};

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	default: 50,
	typeOptions: { minValue: 1 },
	description: 'Max number of results to return',
};

const historyOptions: readonly INodeProperties[] = [
	{
		displayName: 'Created After',
		name: 'historyAfter',
		type: 'dateTime',
		default: '',
		description: 'Only tasks that were made after this moment',
	},
	{
		displayName: 'Created Before',
		name: 'historyBefore',
		type: 'dateTime',
		default: '',
		description: 'Only tasks that were made before this moment',
	},
	{
		displayName: 'Model Name in History',
		name: 'historyModel',
		type: 'string',
		default: '',
		placeholder: 'e.g. mj, kling, flux, image_toolkit',
		description: "Only tasks of one family, by the name that PiAPI's history has for it",
	},
];

const VALUES: Readonly<Record<string, string>> = {
	cancelManyTasks: 'cancelMany',
	cancelTask: 'cancel',
	getTask: 'get',
};

/** Cancel and Get, as operations of a resource of their own. */
const actions: readonly OperationForm[] = TASK_ACTIONS.map((action) => ({
	choice: {
		...action,
		name: action.name.replace(/ Tasks?$/, ''),
		value: VALUES[String(action.value)] ?? action.value,
	},
	fields: (FIELDS_OF_TASK_ACTION[String(action.value)] ?? []).map((property) => ({ property })),
	common: action.value === 'getTask' ? shownOfResult : [],
	options: action.value === 'getTask' ? optionsOfGetTask('video') : [],
}));

/** Tasks of any family that are there already. */
export const task: ResourceForm = {
	choice: { name: 'Task', value: 'task' },
	usualOperation: 'get',
	operations: [
		...actions,
		{
			choice: {
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many tasks',
				description: "List the account's tasks, latest first",
			},
			fields: [{ property: returnAll }, { property: limit, when: { returnAll: [false] } }],
			common: [],
			options: historyOptions,
		},
		{
			choice: {
				name: 'Wait for Many',
				value: 'wait',
				action: 'Wait for many tasks',
				description: 'Wait until several tasks have ended and return their results',
			},
			fields: [{ property: taskIds }],
			common: shownOfResult,
			options: optionsOfGetTask('video'),
		},
	],
};
