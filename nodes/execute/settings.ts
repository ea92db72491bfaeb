import {
	ON_TIMEOUT,
	OUTPUT_FIELDS,
	OUTPUTS,
	SERVICE_MODES,
	WAITS,
} from '../catalog/settingChoices';
import type { Choice } from '../catalog/vocabulary';
import {
	allRead,
	readBoolean,
	readChoice,
	readChoices,
	readNumber,
	readText,
	required,
	wrong,
} from '../request/readValue';
import type { OutputForm } from '../result/item';
import { isProblem, type Problem } from '../transport/problem';
import type { Parameters } from './parameters';

/** What the user set beside the fields of the task. Seconds and megabytes as shown in the form. */
export interface Settings {
	readonly waitForResult: 'pollUntilFinished' | 'pauseUntilCallback' | 'doNotWait';
	readonly waitUntilFinished: boolean;
	readonly output: OutputForm;
	readonly oneItemPerFile: boolean;
	readonly downloadFiles: boolean;
	readonly maxFileSize: number;
	readonly timeout?: number;
	readonly returnUnfinished: boolean;
	readonly maxConcurrentTasks?: number;
	readonly cancelTasksOnStop: boolean;
	/** US dollars that the node may spend in this execution. */
	readonly spendingLimit?: number;
	readonly serviceMode: string;
	readonly webhookUrl: string;
}

const LARGEST_FILE = 1024;

/** 0 counts as not set, like an empty field: the node finds the number itself. */
function readMaxConcurrentTasks(label: string, given: unknown): number | undefined | Problem {
	const count = readNumber(label, given, { integer: true });
	return count === 0 ? undefined : readNumber(label, given, { integer: true, aboveZero: true });
}

function outputForm(
	form: unknown,
	fields: ReadonlyArray<string | number> | undefined,
): OutputForm | Problem {
	if (fields === undefined) return { form: form === 'raw' ? form : 'simplified' };
	return form === 'raw'
		? wrong(
				'Output Fields',
				'requires Output Simplified',
				'Remove Output Fields, or set Output to Simplified.',
			)
		: { form: 'selectedFields', fields: fields.map(String) };
}

/** Whether an item only tells what would be sent. Read by itself, so that it can tell what is wrong with the others. */
export function readDryRun(parameters: Parameters, itemIndex: number): boolean | Problem {
	const given = parameters.entry('taskOptions', 'dryRun', itemIndex, 'Dry Run');
	return readBoolean('Dry Run', given) ?? false;
}

/**
 * The settings of one item. An option whose expression returns nothing counts as not set; a switch above the options
 * must have a value. Agents take links, not files, and there is nothing to download without waiting.
 */
export function readSettings(
	parameters: Parameters,
	itemIndex: number,
	tool: boolean,
): Settings | Problem {
	const read = (name: string, usual: unknown): unknown =>
		parameters.read(name, itemIndex, { usual });
	const option = (key: string, label: string): unknown =>
		parameters.entry('taskOptions', key, itemIndex, label);
	const choice = (key: string, label: string, choices: readonly Choice[]) =>
		readChoice(label, choices, option(key, label));
	const positive = (key: string, label: string) =>
		readNumber(label, option(key, label), { aboveZero: true });
	const flag = (name: string, label: string) =>
		required(label, readBoolean(label, read(name, false)));
	const [fields, most] = ['Output Fields', 'Max Concurrent Tasks'] as const;
	const [cancel, webhook] = ['Cancel Tasks on Stop', 'Webhook URL'] as const;
	const settings = allRead({
		output: choice('output', 'Output', OUTPUTS),
		waitForResult: choice('waitForResult', 'Wait for Result', WAITS),
		waitUntilFinished: flag('waitUntilFinished', 'Wait Until Finished'),
		outputFields: readChoices(fields, OUTPUT_FIELDS, option('outputFields', fields)),
		downloadFiles: flag('downloadFiles', 'Download Files'),
		maxFileSize: positive('maxFileSize', 'Max File Size (MB)'),
		timeout: positive('timeout', 'Timeout (Seconds)'),
		onTimeout: choice('onTimeout', 'On Timeout', ON_TIMEOUT),
		maxConcurrentTasks: readMaxConcurrentTasks(most, option('maxConcurrentTasks', most)),
		cancelTasksOnStop: readBoolean(cancel, option('cancelTasksOnStop', cancel)),
		spendingLimit: positive('spendingLimit', 'Spending Limit (USD)'),
		serviceMode: choice('serviceMode', 'Service Mode', SERVICE_MODES),
		webhookUrl: readText(webhook, option('webhookUrl', webhook)),
	});
	if (isProblem(settings)) return settings;
	const output = outputForm(settings.output, settings.outputFields);
	if (isProblem(output)) return output;
	return {
		waitForResult: (settings.waitForResult ?? 'pollUntilFinished') as Settings['waitForResult'],
		waitUntilFinished: settings.waitUntilFinished,
		output,
		oneItemPerFile: settings.output === 'onePerFile',
		downloadFiles: settings.downloadFiles && !tool && settings.waitForResult !== 'doNotWait',
		maxFileSize: settings.maxFileSize ?? LARGEST_FILE,
		timeout: settings.timeout,
		returnUnfinished: settings.onTimeout === 'returnUnfinishedTask',
		maxConcurrentTasks: settings.maxConcurrentTasks,
		cancelTasksOnStop: settings.cancelTasksOnStop ?? false,
		spendingLimit: settings.spendingLimit,
		serviceMode: String(settings.serviceMode ?? ''),
		webhookUrl: (settings.webhookUrl ?? '').trim(),
	};
}
