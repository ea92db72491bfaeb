import { moreInput } from '../../nodes/catalog/sharedFields';
import { TASK_ACTIONS } from '../../nodes/description/taskActions';
import { downloadFiles, optionsOfCreating, timeout } from '../../nodes/description/taskOptions';
import { paragraphs, table } from '../../tools/markdown';
import { defaultOfProperty, valuesOfProperty } from './propertyValues';
import { textOfTaskOption } from './taskOptionTexts';

/** What is the same for every family, as markdown that is not formatted yet. */
export const taskOptionsPage = (): string =>
	`${paragraphs([
		'# Task Options',
		'<!-- Written from the form by `npm run docs`. Change nodes/description, not this page. -->',
		'For everyone who creates tasks: the settings that all operations have in common, and the operations on existing tasks. [All resources](../operations.md) have pages of their own.',
		'## Options of every operation',
		`${downloadFiles.property.displayName} is on unless you turn it off. It has no effect in a tool of an AI agent or with Do Not Wait.`,
		`The Options of every operation that creates a task include ${moreInput.label}: other input fields as a JSON object. The Task Options are the same for all of them. The default of ${timeout('image').displayName} is the one for images:`,
		table(
			['Task option', 'Values', 'Default', 'What it does'],
			optionsOfCreating('image').map(({ property }) => [
				property.displayName,
				valuesOfProperty(property),
				defaultOfProperty(property),
				textOfTaskOption(property.name),
			]),
		),
		'Service Mode is sent as `config.service_mode`, Webhook URL as `config.webhook_config.endpoint`. The other task options are not sent to PiAPI. Chat and GPT Image have only Dry Run.',
		'## Operations on existing tasks',
		'In the resource **Task** of the PiAPI node, and in the node Midjourney:',
		table(
			['Operation', 'What it does'],
			TASK_ACTIONS.map(({ name, description = '' }) => [name, description]),
		),
	])}\n`;
