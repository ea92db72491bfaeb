import type { INodeProperties } from 'n8n-workflow';

import type { OperationForm, ResourceForm } from '../form';
import { FIELDS_OF_TASK_ACTION, TASK_ACTIONS } from '../taskActions';
import { downloadFiles, optionsOfWaiting } from '../taskOptions';

const taskIds: INodeProperties = {
	displayName: 'Task IDs',
	name: 'taskIds',
	type: 'string',
	required: true,
	default: '',
	typeOptions: { rows: 3 },
	placeholder: 'e.g. 4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11',
	description: 'The tasks to wait for: one per line, separated by commas, or a list',
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
		description: 'Only tasks created after this time',
	},
	{
		displayName: 'Created Before',
		name: 'historyBefore',
		type: 'dateTime',
		default: '',
		description: 'Only tasks created before this time',
	},
	{
		displayName: 'Model Name in History',
		name: 'historyModel',
		type: 'string',
		default: '',
		placeholder: 'e.g. mj, kling, flux, image_toolkit',
		description: "Only tasks with this model name in PiAPI's history",
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
	common: action.value === 'getTask' ? [downloadFiles] : [],
	options: [],
	taskOptions: action.value === 'getTask' ? optionsOfWaiting('video') : [],
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
				action: 'PiAPI: get many tasks',
				description: 'List the tasks of the account, newest first',
			},
			fields: [{ property: returnAll }, { property: limit, unless: { returnAll: [true] } }],
			common: [],
			options: historyOptions.map((property) => ({ property })),
			taskOptions: [],
		},
		{
			choice: {
				name: 'Wait for Many',
				value: 'wait',
				action: 'PiAPI: wait for many tasks',
				description: 'Wait until several tasks have finished and return their results',
			},
			fields: [{ property: taskIds }],
			common: [downloadFiles],
			options: [],
			taskOptions: optionsOfWaiting('video'),
		},
	],
};
