import {
	ON_TIMEOUT,
	OUTPUT_FIELDS,
	OUTPUTS,
	SERVICE_MODES,
	WAITS,
} from '../catalog/settingChoices';
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
function readMaxConcurrentTasks(given: unknown): number | undefined | Problem {
	const label = 'Max Concurrent Tasks';
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
	const given = parameters.entry('taskOptions', 'dryRun', itemIndex);
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
	const options = parameters.collection('taskOptions', itemIndex);
	const settings = allRead({
		output: readChoice('Output', OUTPUTS, options.output),
		waitForResult: readChoice('Wait for Result', WAITS, options.waitForResult),
		waitUntilFinished: required(
			'Wait Until Finished',
			readBoolean('Wait Until Finished', read('waitUntilFinished', false)),
		),
		outputFields: readChoices('Output Fields', OUTPUT_FIELDS, options.outputFields),
		downloadFiles: required(
			'Download Files',
			readBoolean('Download Files', read('downloadFiles', false)),
		),
		maxFileSize: readNumber('Max File Size (MB)', options.maxFileSize, { aboveZero: true }),
		timeout: readNumber('Timeout (Seconds)', options.timeout, { aboveZero: true }),
		onTimeout: readChoice('On Timeout', ON_TIMEOUT, options.onTimeout),
		maxConcurrentTasks: readMaxConcurrentTasks(options.maxConcurrentTasks),
		cancelTasksOnStop: readBoolean('Cancel Tasks on Stop', options.cancelTasksOnStop),
		spendingLimit: readNumber('Spending Limit (USD)', options.spendingLimit, { aboveZero: true }),
		serviceMode: readChoice('Service Mode', SERVICE_MODES, options.serviceMode),
		webhookUrl: readText('Webhook URL', options.webhookUrl),
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
