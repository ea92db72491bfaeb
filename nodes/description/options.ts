import type { INodeProperties } from 'n8n-workflow';

import { KINDS } from '../catalog/kinds';
import type { MediaKind, Operation } from '../catalog/vocabulary';
import { ON_TIME_LIMIT, SERVICE_MODES } from '../catalog/settingChoices';
import { optionsOf, propertyOf } from './field';

const serviceMode: INodeProperties = {
	displayName: 'Service Mode',
	name: 'serviceMode',
	type: 'options',
	default: 'public',
	description: 'Who runs the task; when left out, the setting of your PiAPI workspace counts',
	options: optionsOf(SERVICE_MODES),
};

const webhookUrl: INodeProperties = {
	displayName: 'Webhook URL',
	name: 'webhookUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/webhook/piapi',
	description:
		"Where PiAPI reports the end of the task; the credential's Webhook Secret is sent along when there is one",
};

/** How long to wait for one. */
export function timeLimit(kind: MediaKind): INodeProperties {
	const { timeLimitSeconds } = KINDS[kind];
	return {
		displayName: 'Time Limit',
		name: 'timeLimit',
		type: 'number',
		default: timeLimitSeconds,
		typeOptions: { minValue: 1 },
		description: 'Seconds to wait for a task at most, counted from when it was made',
	};
}

const onTimeLimit: INodeProperties = {
	displayName: 'On Time Limit',
	name: 'onTimeLimit',
	type: 'options',
	default: 'error',
	description: 'What to do with a task that is not finished by then',
	options: optionsOf(ON_TIME_LIMIT),
};

/** This and Cancel Tasks Too hold for the whole run, so no expression can give them an item of its own. */
const tasksAtATime: INodeProperties = {
	displayName: 'Tasks at a Time',
	name: 'tasksAtATime',
	type: 'number',
	noDataExpression: true,
	default: 0,
	typeOptions: { minValue: 0, numberPrecision: 0 },
	description:
		'How many tasks may run side by side; 0 begins with what your PiAPI account allows and adapts itself',
};

const cancelTasksToo: INodeProperties = {
	displayName: 'Cancel Tasks Too',
	name: 'cancelTasksToo',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description: 'Whether stopping the execution also cancels its tasks that have not started yet',
};

const oneItemPerFile: INodeProperties = {
	displayName: 'One Item per File',
	name: 'oneItemPerFile',
	type: 'boolean',
	default: false,
	description: 'Whether each result file becomes an item of its own',
};

const downloadFiles: INodeProperties = {
	displayName: 'Download Files',
	name: 'downloadFiles',
	type: 'boolean',
	default: false,
	description: 'Whether to store the result files as binary data; the links stay in the item',
};

const maximumFileSize: INodeProperties = {
	displayName: 'Maximum File Size',
	name: 'maximumFileSize',
	type: 'number',
	default: 1024,
	typeOptions: { minValue: 1 },
	description: 'Megabytes that a downloaded file may have at most',
};

const resultOptions = [oneItemPerFile, downloadFiles, maximumFileSize];

/** Everything that an operation takes beside what stands on top. */
export const optionsOfOperation = (
	{ fields }: Pick<Operation, 'fields'>,
	kind: MediaKind,
): INodeProperties[] => [
	...fields.filter(({ onTop }) => !onTop).map(propertyOf),
	serviceMode,
	webhookUrl,
	timeLimit(kind),
	onTimeLimit,
	tasksAtATime,
	cancelTasksToo,
	...resultOptions,
];

export const optionsOfGetTask = (kind: MediaKind): INodeProperties[] => [
	timeLimit(kind),
	onTimeLimit,
	...resultOptions,
];
