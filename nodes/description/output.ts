import type { INodeProperties } from 'n8n-workflow';

import type { Shown } from './form';

/** Fields of a simplified item, as offered under Selected Fields. */
export const OUTPUT_FIELDS: ReadonlyArray<readonly [value: string, name: string, help: string]> = [
	['costUsd', 'Cost USD', 'What the task cost, in US dollars, where PiAPI says so'],
	['createdAt', 'Created At', 'When the task was made'],
	['endedAt', 'Ended At', 'When the task ended'],
	['failure', 'Failure', 'Why the task failed'],
	['files', 'Files', 'Every result file with its link, kind and role'],
	['model', 'Model', 'The model of the task'],
	['output', 'Output', 'The whole output as PiAPI gave it'],
	['startedAt', 'Started At', 'When PiAPI began to work on the task'],
	['status', 'Status', 'How the task stands'],
	['taskId', 'Task ID', 'The ID of the task'],
	['taskType', 'Task Type', 'The type of the task'],
	['text', 'Text', 'The text result, if the task gives one'],
	['url', 'URL', 'The link of the main result'],
];

export const wait: INodeProperties = {
	displayName: 'Wait',
	name: 'wait',
	type: 'options',
	default: 'poll',
	description: 'Whether and how the node waits for the result',
	options: [
		{
			name: 'Callback',
			value: 'callback',
			description:
				'Let the execution sleep until PiAPI reports the end; needs On Error set to Continue and an n8n that PiAPI can reach',
		},
		{
			name: 'Do Not Wait',
			value: 'doNotWait',
			description: 'Hand on the new task at once; Get Task fetches the result later',
		},
		{ name: 'Poll', value: 'poll', description: 'Look at the task until it has ended' },
	],
};

export const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	default: 'simplified',
	description: 'What the items hold',
	options: [
		{ name: 'Raw', value: 'raw', description: 'The task as PiAPI gave it' },
		{ name: 'Selected Fields', value: 'selectedFields', description: 'Only the fields you choose' },
		{
			name: 'Simplified',
			value: 'simplified',
			description: 'The same fields for every kind of task, with the links in one place',
		},
	],
};

export const outputFields: INodeProperties = {
	displayName: 'Output Fields',
	name: 'outputFields',
	type: 'multiOptions',
	default: ['taskId', 'status', 'url'],
	description: 'The fields that the items hold',
	options: OUTPUT_FIELDS.map(([value, name, description]) => ({ name, value, description })),
};

/** How the result of a task is handed on. */
export const shownOfResult: readonly Shown[] = [
	{ property: output },
	{ property: outputFields, when: { output: ['selectedFields'] } },
];

/** What every operation shows that makes a task. */
export const shownOfTask: readonly Shown[] = [{ property: wait }, ...shownOfResult];
