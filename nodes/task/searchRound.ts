import { CLOCK_SLACK } from '../transport/piApiTime';
import { retry } from '../transport/retry';
import { readTask, type Task } from '../transport/task';
import { readHistory, type HistoryReading, type HistorySource } from './history';
import { timeIn, type HistoryRow } from './historyRows';
import type { Window } from './openSearches';
import type { TaskClaims } from './taskClaims';

export interface FoundTask {
	readonly task: Task;
	/** Milliseconds since the epoch, PiAPI's time; undefined when PiAPI does not say it. */
	readonly createdAt: number | undefined;
}

/** What readings of the history gave: unclaimed tasks only. */
export interface Round {
	/** The newest reading. */
	readonly history: HistoryReading;
	readonly tasks: readonly FoundTask[];
	/** Rows whose tasks could not be read. */
	readonly unread: readonly HistoryRow[];
}

export const NOTHING: Round = {
	history: { rows: [], complete: false, refused: false, startedAt: 0 },
	tasks: [],
	unread: [],
};

/** A later reading may fail; what was seen before still exists. */
export const merged = (before: Round, { history, tasks, unread }: Round): Round => {
	const all = new Map([...before.tasks, ...tasks].map((found) => [found.task.id, found]));
	const missing = new Map([...before.unread, ...unread].map((row) => [row.taskId, row]));
	return {
		history,
		tasks: [...all.values()],
		unread: [...missing.values()].filter(({ taskId }) => !all.has(taskId)),
	};
};

export const withSlack = ({ since, until }: Window): Window => ({
	since: since - CLOCK_SLACK,
	until: until + CLOCK_SLACK,
});

/** It decides nothing; a later reading may show more. */
export const isEmptyEcho = ({ input }: Task): boolean => Object.keys(input).length === 0;

/** Reads the history of a window and the tasks in it, until `giveUpAt`. */
export type ReadRound = (window: Window, giveUpAt: number) => Promise<Round>;

/** For all searches of a run: those that read at the same time share what they read. */
export function createRounds(source: HistorySource, claims: Pick<TaskClaims, 'has'>): ReadRound {
	const { client, clock, signal } = source;
	const known = new Map<string, Promise<Task | undefined>>();
	let current: (Window & { readonly reading: Promise<HistoryReading> }) | undefined;

	const fetchTask = async (taskId: string, giveUpAt: number): Promise<Task | undefined> => {
		const exchange = await retry(async () => await client.getTask(taskId), {
			clock,
			signal,
			giveUpAt,
		});
		const task = exchange.outcome === 'answered' ? readTask(exchange.envelope.data) : undefined;
		const isRead = task?.id === taskId;
		// Only what says something is worth keeping: the next round may learn more.
		if (!isRead || isEmptyEcho(task)) known.delete(taskId);
		return isRead ? task : undefined;
	};

	const taskOf = (taskId: string, giveUpAt: number): Promise<Task | undefined> => {
		const present = known.get(taskId);
		if (present) return present;
		const pending = fetchTask(taskId, giveUpAt);
		known.set(taskId, pending);
		return pending;
	};

	const historyOf = async (window: Window, giveUpAt: number): Promise<HistoryReading> => {
		const { since, until } = window;
		if (current && current.since <= since && current.until >= until) return await current.reading;
		const reading = readHistory(source, window, giveUpAt);
		current = { ...window, reading };
		const result = await reading;
		if (current?.reading === reading) current = undefined;
		return result;
	};

	return async (window, giveUpAt) => {
		// The history may also leave out the first second of what it is asked for.
		const history = await historyOf(withSlack(window), giveUpAt);
		const rows = history.rows.filter(({ taskId }) => !claims.has(taskId));
		const read = await Promise.all(
			rows.map(async (row) => ({ row, task: await taskOf(row.taskId, giveUpAt) })),
		);
		return {
			history,
			unread: read.filter(({ task }) => task === undefined).map(({ row }) => row),
			tasks: read.flatMap(({ row, task }) =>
				task ? { task, createdAt: timeIn(task.createdAt) ?? row.createdAt } : [],
			),
		};
	};
}
