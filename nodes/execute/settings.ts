import { createProblem, type Problem } from '../transport/problem';
import type { OutputForm } from '../result/item';
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

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A number above zero; undefined when it is not set. */
function amount(label: string, value: unknown): number | undefined | Problem {
	if (value === undefined || value === null || value === '' || value === 0) return undefined;
	const number = Number(value);
	return Number.isFinite(number) && number > 0
		? number
		: createProblem({
				message: `${label} is ${JSON.stringify(value)}`,
				advice: `Give ${label} a number above zero, or remove it.`,
			});
}

const waitOf = (value: unknown): Settings['wait'] =>
	value === 'callback' || value === 'doNotWait' ? value : 'poll';

function outputForm(form: unknown, fields: unknown): OutputForm {
	if (form === 'raw') return { form: 'raw' };
	if (form !== 'selectedFields') return { form: 'simplified' };
	return { form: 'selectedFields', fields: Array.isArray(fields) ? fields.map(String) : [] };
}

export function readSettings(parameters: Parameters, itemIndex: number): Settings | Problem {
	const read = (name: string): unknown => parameters.read(name, itemIndex);
	const options = parameters.options(itemIndex);
	const timeLimit = amount('Time Limit', options.timeLimit);
	const tasksAtATime = amount('Tasks at a Time', options.tasksAtATime);
	const maximumFileSize = amount('Maximum File Size', options.maximumFileSize);
	for (const value of [timeLimit, tasksAtATime, maximumFileSize]) {
		if (typeof value === 'object') return value;
	}
	return {
		wait: waitOf(read('wait')),
		waitUntilFinished: read('waitUntilFinished') === true,
		output: outputForm(read('output'), read('outputFields')),
		oneItemPerFile: options.oneItemPerFile === true,
		downloadFiles: options.downloadFiles === true,
		maximumFileSize: (maximumFileSize as number | undefined) ?? LARGEST_FILE,
		timeLimit: timeLimit as number | undefined,
		returnUnfinished: options.onTimeLimit === 'returnTask',
		tasksAtATime: tasksAtATime === undefined ? undefined : Math.ceil(tasksAtATime as number),
		cancelTasksOnStop: options.cancelTasksToo === true,
		serviceMode: textOf(options.serviceMode),
		webhookUrl: textOf(options.webhookUrl),
	};
}
