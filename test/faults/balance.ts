import type { INodeExecutionData } from 'n8n-workflow';

import type { WorkflowRun } from '../../tools/engine';
import { API_KEY, WEBHOOK_SECRET, type Setting } from '../engine/setting';
import type { SimulatedTask } from '../../tools/simulator/simulatedTask';
import type { FaultCase } from './cases';

/** What a case did: one run, or several on the same account. */
export interface PlayedCase {
	readonly setting: Setting;
	readonly played: FaultCase;
	readonly runs: readonly WorkflowRun[];
	/** Input items of each run. */
	readonly items: number;
	/** Whether the prompt of an item tells which item it is. */
	readonly hasPrompts: boolean;
	/** Whether the history answers, so that every task can at least be named. */
	readonly hasHistory: boolean;
	/** The number in the prompt of an item; that of the item when left out, the same in all runs. */
	readonly numberOf?: (run: number, item: number) => number;
	/** Tasks that were not for nothing, of which there may be one for each item and run; all when left out. */
	readonly counts?: (task: SimulatedTask) => boolean;
	/** How many of them there may be for each item; as many as runs when left out. */
	readonly most?: number;
	/** Tasks that somebody must be told of; all when left out. */
	readonly mustBeNamed?: (task: SimulatedTask) => boolean;
}

const ownerOf = ({ json }: INodeExecutionData): unknown =>
	json.taskId ?? (json.details as { taskId?: unknown } | undefined)?.taskId;

/** The tasks of an item: its own, and those of models that were tried before. */
const tasksOf = (item: INodeExecutionData): unknown[] => [
	ownerOf(item),
	...((item.json.attempts ?? []) as Array<{ taskId?: unknown }>).map(({ taskId }) => taskId),
];

const countOf = (text: string, word: RegExp): number => text.match(word)?.length ?? 0;

const itemsOf = (run: WorkflowRun): INodeExecutionData[] => [...run.output, ...run.errorOutput];

const numberOf = ({ pairedItem }: INodeExecutionData): number =>
	(pairedItem as { item: number }).item;

/** Where a user reads of a task that no item holds. */
export function toldBeside(run: WorkflowRun): string {
	const { message = '', description = '' } = run.error ?? {};
	const errors = itemsOf(run).flatMap(({ json: { error, details } }) =>
		error === undefined ? [] : [JSON.stringify([error, details])],
	);
	const warnings = run.logs.filter(({ level }) => level === 'warn' || level === 'error');
	return [message, description, ...errors, ...warnings.map((line) => line.message)].join('\n');
}

/** How often a text says of a request that nobody can say what became of it. */
const admissionsIn = (told: string): number =>
	countOf(told, /is unclear|it is unknown whether (the|its) task was created/g);

/** With a space at its end, which PiAPI may drop. */
export const promptOf = (item: number): string => `prompt ${item} `;

function strangeTasks(all: PlayedCase): string[] {
	const { setting, runs, hasPrompts, numberOf: numberIn = (_, item) => item } = all;
	if (!hasPrompts) return [];
	return runs.flatMap((run, index) =>
		itemsOf(run).flatMap((item) => {
			const number = numberIn(index, numberOf(item));
			return tasksOf(item)
				.map((taskId) => setting.piApi.ledger.task(String(taskId))?.request.input.prompt)
				.filter((prompt) => prompt !== undefined)
				.filter((prompt) => String(prompt).trim() !== promptOf(number).trim())
				.map((prompt) => `input item ${number} holds the task of ${String(prompt)}`);
		}),
	);
}

/** A busy machine lets requests run into their time limit, of which no fault was played. */
const isOverloaded = ({ piApi }: Setting): boolean =>
	piApi.ledger.requests.some(({ abandoned, fault }) => abandoned && fault === undefined);

function tasksOutOfBalance(all: PlayedCase): string[] {
	const { setting, runs, played, hasHistory, most = runs.length } = all;
	const { counts = () => true, mustBeNamed = () => true } = all;
	const owners = runs.flatMap(itemsOf).flatMap(tasksOf);
	const told = runs.map(toldBeside).join('\n');
	const made = setting.piApi.ledger.createdTasks();
	const lost = made
		.filter(mustBeNamed)
		.filter(({ id }) => !owners.includes(id) && !told.includes(id));
	// Where nobody can know, the item or its line has to say just that. A history that answers leaves this excuse only to
	// a run that was stopped: the first one.
	const isReadable = hasHistory && !isOverloaded(setting);
	const excused = isReadable ? runs.slice(0, played.way === 'stopped' ? 1 : 0) : runs;
	const admitted = excused.reduce((sum, run) => sum + admissionsIn(toldBeside(run)), 0);
	const prompts = made
		.filter(counts)
		.map(({ request: { input } }) => String(input.prompt ?? JSON.stringify(input)));
	const madeFor = (prompt: string): number => prompts.filter((other) => other === prompt).length;
	return [
		...made
			.filter(({ id }) => owners.filter((owner) => owner === id).length > 1)
			.map(({ id }) => `task ${id} is in two items`),
		...(lost.length > admitted ? [`lost ${lost.map(({ id }) => id).join(', ')}`] : []),
		...[...new Set(prompts)]
			.filter((prompt) => madeFor(prompt) > most)
			.map((prompt) => `made ${madeFor(prompt)} times: ${prompt}`),
		...strangeTasks(all),
	];
}

function itemsOutOfBalance({ runs, played: { way }, items }: PlayedCase): string[] {
	if (way === 'stop' || way === 'stopped') return [];
	return runs.flatMap((run) => {
		const numbers = itemsOf(run).map(numberOf);
		return Array.from({ length: items }, (_, index) => index)
			.filter((index) => numbers.filter((number) => number === index).length !== 1)
			.map((index) => `input item ${index} is not there once`);
	});
}

function leaks({ setting: { piApi }, runs }: PlayedCase): string[] {
	const everything = runs.map((run) => run.everything()).join('\n');
	return [
		...[API_KEY, WEBHOOK_SECRET]
			.filter((secret) => everything.includes(secret))
			.map((secret) => `shows ${secret}`),
		...(['file', 'external'] as const)
			.filter((origin) => piApi.ledger.keysSeenOn(origin).length > 0)
			.map((origin) => `the key went to the ${origin} origin`),
	];
}

const WINDOW = 20_000;
const MOST_IN_WINDOW = 40;

/** The most requests, of those that were told to wait, in any 20 seconds. */
function rush({ setting: { piApi } }: PlayedCase): string[] {
	const times = piApi.ledger.requests
		.filter(({ fault }) => fault === 'rateLimited')
		.map(({ at }) => at);
	const most = Math.max(
		0,
		...times.map((start, index) => times.slice(index).filter((at) => at < start + WINDOW).length),
	);
	return most > MOST_IN_WINDOW ? [`${most} refused requests in ${WINDOW / 1000} s`] : [];
}

/** Where nothing was created for lack of credit, there is nothing to search for, and the error says why. */
function searchedForNothing({ setting, runs, played }: PlayedCase): string[] {
	// A stop takes requests back, of which nobody knows.
	if (played.play.kind !== 'noCredit' || played.way === 'stopped' || isOverloaded(setting))
		return [];
	const { piApi } = setting;
	const { length } = piApi.ledger.requestsTo('history');
	const told = runs.map(toldBeside).join('\n');
	const happened = piApi.ledger.requests.some(({ fault }) => fault === 'noCredit');
	return [
		...(length > 0 ? [`read the history ${length} times`] : []),
		...(admissionsIn(told) > 0 ? ['says that it is unknown whether a task was created'] : []),
		...(happened && !/credit|freeze point/.test(told) && !hasRecovered(runs)
			? ['does not say that there is no credit']
			: []),
	];
}

/** Retry On Fail may find credit at its second try. */
const hasRecovered = (runs: readonly WorkflowRun[]): boolean =>
	runs.every((run) => run.error === undefined && run.output.every(({ json }) => !json.error));

/** What does not add up after a case: nothing, if all is well. */
export const outOfBalance = (all: PlayedCase): string[] => [
	...tasksOutOfBalance(all),
	...itemsOutOfBalance(all),
	...leaks(all),
	...(all.played.play.retryAfter === undefined ? [] : rush(all)),
	...searchedForNothing(all),
];
