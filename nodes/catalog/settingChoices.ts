import type { Choice } from './vocabulary';

/** Choices of the settings that many operations share: the form offers them, and expressions are read against them. */

export const WAITS: readonly Choice[] = [
	{
		value: 'callback',
		label: 'Callback',
		help: 'Let the execution sleep until PiAPI reports the end; needs On Error set to Continue and an n8n that PiAPI can reach',
	},
	{
		value: 'doNotWait',
		label: 'Do Not Wait',
		help: 'Hand on the new task at once; Get Task fetches the result later',
	},
	{ value: 'poll', label: 'Poll', help: 'Look at the task until it has ended' },
];

export const OUTPUTS: readonly Choice[] = [
	{ value: 'raw', label: 'Raw', help: 'The task as PiAPI gave it' },
	{ value: 'selectedFields', label: 'Selected Fields', help: 'Only the fields you choose' },
	{
		value: 'simplified',
		label: 'Simplified',
		help: 'The same fields for every kind of task, with the links in one place',
	},
];

/** Fields of a simplified item, as offered under Selected Fields. */
export const OUTPUT_FIELDS: readonly Choice[] = [
	{
		value: 'costUsd',
		label: 'Cost USD',
		help: 'What the task cost, in US dollars, where PiAPI says so',
	},
	{ value: 'createdAt', label: 'Created At', help: 'When the task was made' },
	{ value: 'endedAt', label: 'Ended At', help: 'When the task ended' },
	{ value: 'failure', label: 'Failure', help: 'Why the task failed' },
	{ value: 'files', label: 'Files', help: 'Every result file with its link, kind and role' },
	{ value: 'model', label: 'Model', help: 'The model of the task' },
	{ value: 'output', label: 'Output', help: 'The whole output as PiAPI gave it' },
	{
		value: 'reservedUsd',
		label: 'Reserved USD',
		help: 'What PiAPI reserves for an unfinished task, in US dollars, where PiAPI says so',
	},
	{ value: 'startedAt', label: 'Started At', help: 'When PiAPI began to work on the task' },
	{ value: 'status', label: 'Status', help: 'How the task stands' },
	{ value: 'taskId', label: 'Task ID', help: 'The ID of the task' },
	{ value: 'taskType', label: 'Task Type', help: 'The type of the task' },
	{ value: 'text', label: 'Text', help: 'The text result, if the task gives one' },
	{ value: 'url', label: 'URL', help: 'The link of the main result' },
];

export const ON_TIME_LIMIT: readonly Choice[] = [
	{ value: 'error', label: 'Error', help: 'Fail the item and name the task' },
	{ value: 'returnTask', label: 'Return Task', help: 'Hand on the unfinished task' },
];

export const SERVICE_MODES: readonly Choice[] = [
	{ value: 'private', label: 'Private', help: 'Your own account, hosted at PiAPI' },
	{ value: 'public', label: 'Public', help: "PiAPI's accounts, paid as you go" },
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
	{ value: 'fields', label: 'Fields', help: 'One row a field; takes files, too' },
	{ value: 'json', label: 'JSON', help: "The whole input, e.g. from PiAPI's documentation" },
];

export const INPUT_TYPES: readonly Choice[] = [
	{
		value: 'binary',
		label: 'Binary Field',
		help: 'A file of the input item, which is uploaded; PiAPI gets its link',
	},
	{ value: 'json', label: 'JSON', help: 'A list or an object' },
	{ value: 'number', label: 'Number' },
	{ value: 'text', label: 'Text', help: 'A text or a link' },
	{ value: 'boolean', label: 'True or False' },
];
