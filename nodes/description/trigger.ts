import type { INodeProperties, TriggerPanelDefinition } from 'n8n-workflow';

import { TRIGGER_EVENTS } from '../catalog/settingChoices';
import type { Family } from '../catalog/vocabulary';
import { output } from './taskOptions';

/** Of HTML, n8n shows only lists and links in a notice. */
const HOW_TO = `<ul>${[
	'Open Webhook URLs above. Copy the Test URL for a test, or the Production URL for the published workflow.',
	'Paste it into the Webhook URL option (Task Options) of the node that creates the task.',
	'Run that node. PiAPI calls the URL when the task finishes, if it can reach this n8n from the internet.',
]
	.map((step) => `<li>${step}</li>`)
	.join('')}</ul>`;

const EXECUTIONS_LIST = '<a data-key="executions">executions list</a>';

const WHILE_BUILDING =
	'<b>While you build the workflow</b>, click the button above, copy the Test URL into the Webhook URL option (Task Options) of the node that creates the task, and run that node. The task appears in this editor.';

/** What the editor says before and while it listens for a test event. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Listen for a PiAPI task',
	executionsHelp: {
		inactive: `${WHILE_BUILDING}<br /><br /><b>When the workflow is ready</b>, publish it and use the Production URL instead. Its executions appear in the ${EXECUTIONS_LIST}, not in this editor.`,
		active: `${WHILE_BUILDING}<br /><br /><b>The workflow is published</b>, so each task with the Production URL as its Webhook URL starts it. Its executions appear in the ${EXECUTIONS_LIST}, not in this editor.`,
	},
	activationHint: {
		inactive:
			'Copy the Test URL into the Webhook URL option (Task Options) of the node that creates the task, listen here, then run that node.',
		active:
			'Tasks with the Production URL as their Webhook URL start this workflow. To test it here, use the Test URL.',
	},
};

/** On the canvas, beside a trigger that listens. */
export const waitingForTestCall =
	'Waiting for a task with the Test URL as its Webhook URL (Task Options)';

export const publishedMessage =
	'Tasks with the Production URL as their Webhook URL (Task Options) now start this workflow.';

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
			options: TRIGGER_EVENTS.map(({ value, label, help }) => ({
				name: label,
				value,
				action: `On task ${value}`,
				description: help,
			})),
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
				output,
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
