import type { Choice } from './vocabulary';

/** Choices of the settings that many operations share. The form lists them, and expressions are checked against them. */

export const WAITS: readonly Choice[] = [
	{
		value: 'pollUntilFinished',
		label: 'Poll Until Finished',
		help: 'Check the task until it has finished',
	},
	{
		value: 'pauseUntilCallback',
		label: 'Pause Until Callback',
		help: 'Pause the execution until PiAPI calls back',
	},
	{
		value: 'doNotWait',
		label: 'Do Not Wait',
		help: 'Return the new task at once; fetch the result later with Get Task',
	},
];

export const OUTPUTS: readonly Choice[] = [
	{
		value: 'onePerFile',
		label: 'One Item per File',
		help: 'Like Simplified, with one item for each result file',
	},
	{ value: 'raw', label: 'Raw', help: 'The task as PiAPI returned it' },
	{
		value: 'simplified',
		label: 'Simplified',
		help: 'The same fields for every kind of task, with all links in one list',
	},
];

/** Fields of a simplified item. */
export const OUTPUT_FIELDS: readonly Choice[] = [
	{ value: 'attempts', label: 'Attempts', help: 'Results of the models tried before' },
	{ value: 'costUsd', label: 'Cost USD', help: 'Cost of the task in US dollars, where known' },
	{ value: 'createdAt', label: 'Created At', help: 'When the task was created' },
	{ value: 'endedAt', label: 'Ended At', help: 'When the task finished' },
	{ value: 'failure', label: 'Failure', help: 'Why the task failed' },
	{ value: 'fileIndex', label: 'File Index', help: 'The number of the file, from 0' },
	{ value: 'files', label: 'Files', help: 'Each result file with its link, kind and role' },
	{ value: 'model', label: 'Model', help: 'The model of the task' },
	{ value: 'modelName', label: 'Model Name', help: 'The model that the node chose' },
	{ value: 'output', label: 'Output', help: 'The output as PiAPI returned it' },
	{
		value: 'reservedUsd',
		label: 'Reserved USD',
		help: 'What PiAPI reserves for an unfinished task in US dollars, where known',
	},
	{ value: 'startedAt', label: 'Started At', help: 'When PiAPI started the task' },
	{ value: 'status', label: 'Status', help: 'The status of the task' },
	{ value: 'taskId', label: 'Task ID', help: 'The ID of the task' },
	{ value: 'taskType', label: 'Task Type', help: 'The type of the task' },
	{ value: 'text', label: 'Text', help: 'The text result, if there is one' },
	{ value: 'url', label: 'URL', help: 'The link to the main result' },
];

export const ON_TIMEOUT: readonly Choice[] = [
	{ value: 'fail', label: 'Fail', help: 'Fail the item with the task ID in the error' },
	{
		value: 'returnUnfinishedTask',
		label: 'Return Unfinished Task',
		help: 'Return the task as it is',
	},
];

/** The task states that can start a workflow. */
export const TRIGGER_EVENTS: readonly Choice[] = [
	{ value: 'completed', label: 'Completed', help: 'The result is available' },
	{ value: 'failed', label: 'Failed', help: 'The task failed or was canceled' },
	{ value: 'pending', label: 'Pending', help: 'PiAPI accepted the task' },
	{ value: 'processing', label: 'Processing', help: 'PiAPI is processing the task' },
	{ value: 'staged', label: 'Staged', help: "The task waits in Midjourney's queue" },
];

export const SERVICE_MODES: readonly Choice[] = [
	{ value: '', label: '(Workspace Default)' },
	{ value: 'private', label: 'Private', help: 'Your own accounts, hosted by PiAPI' },
	{ value: 'public', label: 'Public', help: "PiAPI's accounts, pay as you go" },
];

/** Source: https://piapi.ai/docs/kling-api/cancel-tasks */
export const CANCEL_MODELS: readonly Choice[] = [
	{ value: 'all', label: 'All' },
	{ value: 'kling', label: 'Kling' },
	{ value: 'luma', label: 'Luma' },
	{ value: 'midjourney', label: 'Midjourney' },
	{ value: 'suno', label: 'Suno' },
];

export const INPUT_FORMS: readonly Choice[] = [
	{ value: 'fields', label: 'Fields', help: 'One row per field; accepts files' },
	{ value: 'json', label: 'JSON', help: "The whole input, e.g. from PiAPI's documentation" },
];

export const INPUT_TYPES: readonly Choice[] = [
	{
		value: 'binary',
		label: 'Binary',
		help: 'A file of the input item; it is uploaded and PiAPI gets the link',
	},
	{ value: 'json', label: 'JSON', help: 'A list or an object' },
	{ value: 'number', label: 'Number' },
	{ value: 'text', label: 'Text', help: 'Text or a link' },
	{ value: 'boolean', label: 'True or False' },
];
