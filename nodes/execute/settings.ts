import {
	ON_TIME_LIMIT,
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
} from '../request/readValue';
import type { OutputForm } from '../result/item';
import { isProblem, type Problem } from '../transport/problem';
import type { Parameters } from './parameters';

/** What the user set beside the fields of the task. Seconds and megabytes as shown in the form. */
export interface Settings {
	readonly wait: 'poll' | 'callback' | 'doNotWait';
	readonly waitUntilFinished: boolean;
	readonly output: OutputForm;
	readonly oneItemPerFile: boolean;
	readonly downloadFiles: boolean;
	readonly maximumFileSize: number;
	readonly timeLimit?: number;
	readonly returnUnfinished: boolean;
	readonly tasksAtATime?: number;
	readonly cancelTasksOnStop: boolean;
	readonly serviceMode: string;
	readonly webhookUrl: string;
}

const LARGEST_FILE = 1024;

/** 0 is the default of Tasks at a Time: the node finds the number itself. */
function readTasksAtATime(given: unknown): number | undefined | Problem {
	const label = 'Tasks at a Time';
	const count = readNumber(label, given, { integer: true });
	return count === 0 ? undefined : readNumber(label, given, { integer: true, aboveZero: true });
}

const outputForm = (form: unknown, fields: ReadonlyArray<string | number>): OutputForm =>
	form === 'raw'
		? { form }
		: form === 'selectedFields'
			? { form, fields: fields.map(String) }
			: { form: 'simplified' };

/**
 * The settings of one item. An option whose expression returns nothing counts as not set; a setting that always has a
 * value in the form must have one.
 */
export function readSettings(parameters: Parameters, itemIndex: number): Settings | Problem {
	const read = (name: string, usual: unknown): unknown =>
		parameters.read(name, itemIndex, { usual });
	const options = parameters.options(itemIndex);
	const output = required('Output', readChoice('Output', OUTPUTS, read('output', 'simplified')));
	const settings = allRead({
		output,
		wait: required('Wait', readChoice('Wait', WAITS, read('wait', 'poll'))),
		waitUntilFinished: required(
			'Wait Until Finished',
			readBoolean('Wait Until Finished', read('waitUntilFinished', false)),
		),
		outputFields:
			output === 'selectedFields'
				? required(
						'Output Fields',
						readChoices('Output Fields', OUTPUT_FIELDS, read('outputFields', [])),
					)
				: [],
		oneItemPerFile: readBoolean('One Item per File', options.oneItemPerFile),
		downloadFiles: readBoolean('Download Files', options.downloadFiles),
		maximumFileSize: readNumber('Maximum File Size', options.maximumFileSize, { aboveZero: true }),
		timeLimit: readNumber('Time Limit', options.timeLimit, { aboveZero: true }),
		onTimeLimit: readChoice('On Time Limit', ON_TIME_LIMIT, options.onTimeLimit),
		tasksAtATime: readTasksAtATime(options.tasksAtATime),
		cancelTasksToo: readBoolean('Cancel Tasks Too', options.cancelTasksToo),
		serviceMode: readChoice('Service Mode', SERVICE_MODES, options.serviceMode),
		webhookUrl: readText('Webhook URL', options.webhookUrl),
	});
	if (isProblem(settings)) return settings;
	return {
		wait: settings.wait as Settings['wait'],
		waitUntilFinished: settings.waitUntilFinished,
		output: outputForm(settings.output, settings.outputFields),
		oneItemPerFile: settings.oneItemPerFile ?? false,
		downloadFiles: settings.downloadFiles ?? false,
		maximumFileSize: settings.maximumFileSize ?? LARGEST_FILE,
		timeLimit: settings.timeLimit,
		returnUnfinished: settings.onTimeLimit === 'returnTask',
		tasksAtATime: settings.tasksAtATime,
		cancelTasksOnStop: settings.cancelTasksToo ?? false,
		serviceMode: String(settings.serviceMode ?? ''),
		webhookUrl: (settings.webhookUrl ?? '').trim(),
	};
}
