import type { INodeProperties } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { output } from './output';

const HOW_TO =
	'Open Webhook URLs above, copy the Production URL, and paste it into the Webhook URL option of the nodes that create tasks. PiAPI calls it when such a task finishes, if it can reach this n8n from the internet. The Webhook Secret of the credential is sent with each task.';

/** The form of the trigger. */
export function propertiesOfTrigger(families: readonly Family[]): INodeProperties[] {
	const familyOptions = families
		.map(({ name, value }) => ({ name, value }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
	return [
		{ displayName: HOW_TO, name: 'howTo', type: 'notice', default: '' },
		{
			displayName: 'Events',
			name: 'events',
			type: 'multiOptions',
			required: true,
			default: ['completed', 'failed'],
			description: 'The task states that start the workflow',
			options: [
				{
					name: 'Completed',
					value: 'completed',
					action: 'On task completed',
					description: 'The result is available',
				},
				{
					name: 'Failed',
					value: 'failed',
					action: 'On task failed',
					description: 'The task failed or was canceled',
				},
				{
					name: 'Pending',
					value: 'pending',
					action: 'On task pending',
					description: 'PiAPI accepted the task',
				},
				{
					name: 'Processing',
					value: 'processing',
					action: 'On task processing',
					description: 'PiAPI is processing the task',
				},
				{
					name: 'Staged',
					value: 'staged',
					action: 'On task staged',
					description: "The task waits in Midjourney's queue",
				},
			],
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Verify With PiAPI',
					name: 'verifyWithPiApi',
					type: 'boolean',
					default: true,
					description:
						'Whether to read each task with your key, so that a forged call cannot start the workflow',
				},
				{
					displayName: 'Families',
					name: 'families',
					type: 'multiOptions',
					default: [],
					description: 'Only tasks of these families start the workflow; all when left empty',
					options: familyOptions,
				},
				{
					...output,
					options: (output.options ?? []).filter(
						(option) => !('value' in option) || option.value !== 'selectedFields',
					),
				},
				{
					displayName: 'Task Types',
					name: 'taskTypes',
					type: 'string',
					default: '',
					placeholder: 'e.g. imagine, upscale',
					description: 'Only tasks of these types start the workflow, separated by commas',
				},
			],
		},
	];
}
