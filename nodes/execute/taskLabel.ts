import { families, variantsOf } from '../catalog';
import type { Family } from '../catalog/vocabulary';
import type { HistoryRow } from '../task/historyRows';

/** Characters of a prompt. n8n cuts off what does not fit into its list. */
const MOST_OF_PROMPT = 40;

/** The list shows what a person wants to know; the task itself keeps PiAPI's words. */
const STATUSES: Readonly<Record<string, string>> = {
	completed: 'finished',
	processing: 'running',
};

/** `Qubico/image-toolkit` is `image_toolkit` in the history. */
const plainName = (name: string): string =>
	name.toLowerCase().replace(/^.*\//, '').replace(/-/g, '_');

const hasModel = ({ value, historyModel, operations }: Family, model: string): boolean =>
	[value, historyModel ?? value, ...operations.flatMap(variantsOf).map((one) => one.model)]
		.map(plainName)
		.includes(plainName(model));

const namesOf = ({ operations }: Family, taskType: string): string[] => [
	...new Set(
		operations
			.filter((operation) =>
				variantsOf(operation).some(
					(variant) => variant.taskType.toLowerCase() === taskType.toLowerCase(),
				),
			)
			.map(({ name }) => name),
	),
];

/** `video_generation` becomes `Video Generation`. */
const inWords = (name: string): string =>
	name
		.split(/[_-]+/)
		.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
		.join(' ')
		.trim();

/** Families share models, and operations share task types: then PiAPI's name of the type has to do. */
function kindOf({ model, taskType }: HistoryRow): string {
	const candidates = families.filter((family) => hasModel(family, model));
	const family = candidates.find((one) => namesOf(one, taskType).length > 0) ?? candidates[0];
	if (family === undefined) return [model, taskType].filter((text) => text !== '').join(' ');
	const names = namesOf(family, taskType);
	const what = names.length === 1 ? names[0] : inWords(taskType);
	return what && what !== family.name ? `${family.name}: ${what}` : family.name;
}

const partsOf = (time: number, timeZone: string): Partial<Record<string, string>> =>
	Object.fromEntries(
		new Intl.DateTimeFormat('en-US', {
			timeZone,
			year: 'numeric',
			month: 'short',
			day: 'numeric',
			hour: '2-digit',
			minute: '2-digit',
			hourCycle: 'h23',
		})
			.formatToParts(time)
			.map(({ type, value }) => [type, value]),
	);

/** The year only where it is another one. */
function timeText(time: number, now: number, timeZone: string): string {
	const { year, month = '', day = '', hour = '', minute = '' } = partsOf(time, timeZone);
	const isThisYear = year === partsOf(now, timeZone).year;
	return `${day} ${month} ${isThisYear ? '' : `${year} `}${hour}:${minute}`;
}

function shortened(prompt: string): string {
	const text = prompt.replace(/\s+/g, ' ').trim();
	const letters = [...text];
	return letters.length <= MOST_OF_PROMPT
		? text
		: `${letters.slice(0, MOST_OF_PROMPT).join('').trimEnd()}…`;
}

export interface Place {
	/** Milliseconds since the epoch. */
	readonly now: number;
	/** As n8n names it, e.g. `Europe/Berlin`. */
	readonly timeZone: string;
}

/** A task in a list, e.g. `Midjourney: Imagine, finished, 26 Nov 21:16, a red fox in fresh snow`. */
export function taskLabel(row: HistoryRow, { now, timeZone }: Place): string {
	const { taskId, status, createdAt, prompt = '' } = row;
	return [
		kindOf(row),
		STATUSES[status] ?? status,
		createdAt === undefined ? '' : timeText(createdAt, now, timeZone),
		// The whole ID does not fit into n8n's list.
		prompt === '' ? taskId.slice(0, 8) : shortened(prompt),
	]
		.filter((part) => part !== '')
		.join(', ');
}
