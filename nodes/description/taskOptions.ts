import type { INodeProperties } from 'n8n-workflow';

import { KINDS } from '../catalog/kinds';
import type { MediaKind } from '../catalog/vocabulary';
import {
	ON_TIMEOUT,
	OUTPUT_FIELDS,
	OUTPUTS,
	SERVICE_MODES,
	WAITS,
} from '../catalog/settingChoices';
import { optionsOf } from './field';
import type { Shown } from './form';

/*
 * n8n's AI reads these options once for every operation that has them, so each letter counts a hundred times. An option whose
 * label and choices say it all has no description.
 */

/** Like most task options it holds for the whole run, so no expression can set it for one item. */
const waitForResult: INodeProperties = {
	displayName: 'Wait for Result',
	name: 'waitForResult',
	type: 'options',
	noDataExpression: true,
	default: 'pollUntilFinished',
	options: optionsOf(WAITS),
};

/** How long to wait for one. */
export function timeout(kind: MediaKind): INodeProperties {
	const { timeoutSeconds } = KINDS[kind];
	return {
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		noDataExpression: true,
		default: timeoutSeconds,
		typeOptions: { minValue: 1 },
	};
}

const onTimeout: INodeProperties = {
	displayName: 'On Timeout',
	name: 'onTimeout',
	type: 'options',
	noDataExpression: true,
	default: 'fail',
	options: optionsOf(ON_TIMEOUT),
};

export const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	noDataExpression: true,
	default: 'simplified',
	options: optionsOf(OUTPUTS),
};

/** As text: a list of choices would be a tenth of what n8n's AI reads about the node. */
const outputFields: INodeProperties = {
	displayName: 'Output Fields',
	name: 'outputFields',
	type: 'string',
	noDataExpression: true,
	default: '',
	placeholder: `e.g. ${OUTPUT_FIELDS.map(({ value }) => value).join(', ')}`,
};

const maxFileSize: INodeProperties = {
	displayName: 'Max File Size (MB)',
	name: 'maxFileSize',
	type: 'number',
	noDataExpression: true,
	default: '',
	placeholder: 'e.g. 1024',
	typeOptions: { minValue: 1 },
};

/** Empty: the limit of the PiAPI account. */
const maxConcurrentTasks: INodeProperties = {
	displayName: 'Max Concurrent Tasks',
	name: 'maxConcurrentTasks',
	type: 'number',
	noDataExpression: true,
	default: '',
	placeholder: 'e.g. 3',
	typeOptions: { minValue: 1, numberPrecision: 0 },
};

const cancelTasksOnStop: INodeProperties = {
	displayName: 'Cancel Tasks on Stop',
	name: 'cancelTasksOnStop',
	type: 'boolean',
	noDataExpression: true,
	default: false,
};

/** As a tool, an agent may ask with it what something costs. */
export const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to only check and estimate',
};

/** Empty at first: no amount is right for everybody, and 0 would allow nothing. */
const spendingLimit: INodeProperties = {
	displayName: 'Spending Limit (USD)',
	name: 'spendingLimit',
	type: 'number',
	noDataExpression: true,
	default: '',
	placeholder: 'e.g. 5',
	typeOptions: { minValue: 0.0001, numberPrecision: 4 },
	description: 'Per execution',
};

const serviceMode: INodeProperties = {
	displayName: 'Service Mode',
	name: 'serviceMode',
	type: 'options',
	noDataExpression: true,
	default: '',
	options: optionsOf(SERVICE_MODES),
};

const webhookUrl: INodeProperties = {
	displayName: 'Webhook URL',
	name: 'webhookUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/webhook/piapi',
};

/** A switch above the options, because most users want the files before their links expire. */
export const downloadFiles: Shown = {
	property: {
		displayName: 'Download Files',
		name: 'downloadFiles',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description: 'Whether to add binary data',
	},
};

/** Text results have no files. */
export const downloadOf = (kind: MediaKind): readonly Shown[] =>
	kind === 'text' ? [] : [downloadFiles];

const resultOptions = (kind: MediaKind): readonly Shown[] => [
	{ property: output },
	{ property: outputFields },
	...(kind === 'text' ? [] : [{ property: maxFileSize }]),
];

/** The Task Options of operations that wait for tasks. */
export const optionsOfWaiting = (kind: MediaKind): readonly Shown[] => [
	{ property: timeout(kind) },
	{ property: onTimeout },
	...resultOptions(kind),
];

/** The Task Options of operations that create tasks. */
export const optionsOfCreating = (kind: MediaKind): readonly Shown[] => [
	{ property: waitForResult },
	...optionsOfWaiting(kind),
	{ property: maxConcurrentTasks },
	{ property: cancelTasksOnStop },
	{ property: dryRun },
	{ property: spendingLimit },
	{ property: serviceMode },
	{ property: webhookUrl },
];

const CALLBACK_NOTICE =
	'This pauses the execution only if 1. <b>On Error</b> (in Settings) is <b>Continue</b>, 2. PiAPI can reach the webhook URL of this n8n, and 3. the workflow is not called once per item and does not answer a webhook or form with its last node. Otherwise the node polls and says why.';

/**
 * What Pause Until Callback requires, visible before a task is paid. Without the slash, n8n 1 looks for a parameter of that
 * whole name and fails.
 */
export const callbackNotice: Shown = {
	property: { displayName: CALLBACK_NOTICE, name: 'callbackNotice', type: 'notice', default: '' },
	when: { '/taskOptions.waitForResult': ['pauseUntilCallback'] },
};
