import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { CLOCK_SLACK, type PiApiTime } from '../transport/piApiTime';
import { retry } from '../transport/retry';
import type { StopSignal } from '../transport/stopSignal';
import { readTask, type Task, type TaskRequest } from '../transport/task';
import type { Account } from './account';
import { mayBeWithin, readHistory, type HistoryReading } from './history';
import { timeIn, type HistoryRow } from './historyRows';
import { isWithin, type Window } from './openSearches';
import { contradicts, echoes, mayBeSameKind } from './sameRequest';

/** Milliseconds after the start of a search at which the history is read. It may lag by half a minute. */
const READ_AFTER = [500, 2_000, 4_500, 8_000, 15_000, 30_000, 45_000, 60_000];
/** Milliseconds for which the last reading may be retried. */
const LAST_READING = 15_000;
/** Milliseconds. More is read of the history, in case it leaves out its first second. */
const MARGIN = 10_000;
/** Milliseconds after a create by which PiAPI has its task: as long as the create may take, and some minutes. */
const CREATED_WITHIN = 4 * 60_000;
const SECOND = 1_000;

/** Which create was sent, and when; milliseconds since the epoch. */
export interface Sent {
	/** It owns the task that it created: see `TaskClaims`. */
	readonly createId: string;
	/** By this machine's clock. */
	readonly sentAt: number;
	/** The earliest that PiAPI's clock can have shown then, if that was known. */
	readonly sentAtPiApi?: number;
}

export interface NotFound {
	/** Unclaimed tasks that may be the one: of the same kind and created in its time, or they could not be read. */
	readonly candidates: readonly string[];
	/**
	 * `excludes`: read to the end when its time was over, and nothing of the kind was created. Only then may it be sent
	 * again: until then a task may still be created, or the history may not show it yet.
	 */
	readonly history: 'excludes' | 'undecided' | 'unread';
	/** How far this machine's clock is ahead of PiAPI's (negative: behind), in milliseconds. */
	readonly clockAhead?: number;
}

export interface Found {
	readonly taskId: string;
	/** Where its content was read. */
	readonly task?: Task;
}

export type Finding = Found | NotFound;

export interface Search {
	/**
	 * Searches for up to a minute for the task that a request with a lost answer created, unless its answer has come since.
	 * What it finds is claimed.
	 */
	find(request: TaskRequest, sent: Sent): Promise<Finding>;
}

interface SearchOptions {
	readonly client: Client;
	readonly clock: Clock;
	readonly time: PiApiTime;
	readonly signal?: StopSignal;
	readonly account: Pick<Account, 'claims' | 'inFlight' | 'searches'>;
}

interface FoundTask {
	readonly task: Task;
	/** Milliseconds since the epoch, PiAPI's time; undefined when PiAPI does not say it. */
	readonly createdAt: number | undefined;
}

/** What readings of the history gave: unclaimed tasks only. */
interface Round {
	/** The newest reading. */
	readonly history: HistoryReading;
	readonly tasks: readonly FoundTask[];
	/** Rows whose tasks could not be read. */
	readonly unread: readonly HistoryRow[];
}

const NOTHING: Round = {
	history: { rows: [], complete: false, refused: false, startedAt: 0 },
	tasks: [],
	unread: [],
};

/** A later reading may fail; what was seen before still exists. */
const merged = (before: Round, { history, tasks, unread }: Round): Round => {
	const all = new Map([...before.tasks, ...tasks].map((found) => [found.task.id, found]));
	const missing = new Map([...before.unread, ...unread].map((row) => [row.taskId, row]));
	return {
		history,
		tasks: [...all.values()],
		unread: [...missing.values()].filter(({ taskId }) => !all.has(taskId)),
	};
};

const withSlack = ({ since, until }: Window): Window => ({
	since: since - CLOCK_SLACK,
	until: until + CLOCK_SLACK,
});

/** It decides nothing; a later reading may show more. */
const isEmptyEcho = ({ input }: Task): boolean => Object.keys(input).length === 0;

export function createSearch({ client, clock, time, signal, account }: SearchOptions): Search {
	const { claims, inFlight, searches } = account;
	const known = new Map<string, Promise<Task | undefined>>();
	/** PiAPI does not show its history to this key; asking again in this run changes nothing. */
	let isRefused = false;
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

	/** Searches of this run that read at the same time share the reading. */
	const historyOf = async (window: Window, giveUpAt: number): Promise<HistoryReading> => {
		const { since, until } = window;
		if (current && current.since <= since && current.until >= until) return await current.reading;
		const reading = readHistory({ client, clock, signal }, window, giveUpAt);
		current = { ...window, reading };
		const result = await reading;
		if (current?.reading === reading) current = undefined;
		return result;
	};

	const readRound = async (window: Window, giveUpAt: number): Promise<Round> => {
		const { since, until } = withSlack(window);
		const history = await historyOf({ since: since - MARGIN, until: until + MARGIN }, giveUpAt);
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

	/** Unclaimed tasks of the window that echo the request, oldest first. */
	const equalTasks = (
		{ tasks }: Round,
		request: TaskRequest,
		window: Window,
	): Array<{ task: Task; createdAt: number }> =>
		tasks
			.flatMap(({ task, createdAt }) =>
				createdAt !== undefined &&
				isWithin(window, createdAt) &&
				!claims.has(task.id) &&
				echoes(task, request)
					? { task, createdAt }
					: [],
			)
			.sort((one, other) => one.createdAt - other.createdAt);

	/** Whether there may be more tasks that fit than those that were read. */
	const hasUnknown = (round: Round, request: TaskRequest, window: Window): boolean =>
		!round.history.complete ||
		round.unread.some((row) => !claims.has(row.taskId) && mayBeWithin(row, window)) ||
		round.tasks.some(
			({ task, createdAt }) =>
				!claims.has(task.id) &&
				(createdAt === undefined || (isEmptyEcho(task) && isWithin(window, createdAt))) &&
				!contradicts(task, request),
		);

	/** The oldest equal task, if all of them are explained by creates of this process. */
	const claim = async (
		round: Round,
		request: TaskRequest,
		createId: string,
		window: () => Window,
	): Promise<Found | undefined> => {
		const isClear = (): boolean =>
			equalTasks(round, request, window()).length > 0 && !hasUnknown(round, request, window());
		if (!isClear()) return undefined;
		// An item whose answer is still to come may have any of them.
		await inFlight.settled();
		const equal = equalTasks(round, request, window());
		const isExplained = searches.explain(
			request,
			equal.map(({ createdAt }) => createdAt),
		);
		const task = equal[0]?.task;
		const mayClaim = task !== undefined && isExplained && isClear();
		return mayClaim && answeredSince(createId) === undefined && claims.claim(task.id, createId)
			? { taskId: task.id, task }
			: undefined;
	};

	const notFound = (
		round: Round,
		request: TaskRequest,
		window: Window,
		/** False where the window is a guess: since the send, a clock may have been set. */
		isTimeKnown: boolean,
	): NotFound => {
		const around = withSlack(window);
		const sameKind = round.tasks
			.filter(({ createdAt }) => createdAt === undefined || isWithin(around, createdAt))
			.map(({ task }) => task)
			.filter((task) => mayBeSameKind(task, request));
		// The likeliest first, since a long list is cut.
		const likeliest = [
			...sameKind.filter((task) => echoes(task, request)),
			...sameKind.filter((task) => !echoes(task, request)),
		].map(({ id }) => id);
		const unread = round.unread.filter((row) => mayBeWithin(row, around)).map((row) => row.taskId);
		const candidates = [...likeliest, ...unread].filter((id) => !claims.has(id));
		const { complete, startedAt } = round.history;
		const isRead = complete && !signal?.aborted;
		const isOver = isTimeKnown && time.earliest(startedAt) > around.until;
		const isExcluded = isRead && isOver && candidates.length === 0;
		const undecided = isRead ? 'undecided' : 'unread';
		return { candidates, history: isExcluded ? 'excludes' : undecided, clockAhead: time.ahead() };
	};

	/** Its answer may have come when the run that sent it was over, or another try may have found its task. */
	const answeredSince = (createId: string): Found | undefined => {
		const taskId = claims.taskOf(createId);
		return taskId === undefined ? undefined : { taskId };
	};

	return {
		async find(request, { createId, sentAt, sentAtPiApi }) {
			// PiAPI tells whole seconds. Each answer may tell more about its clock.
			const window = (): Window => {
				const since = Math.floor((sentAtPiApi ?? time.earliest(sentAt)) / SECOND) * SECOND;
				const isTimeKnown = sentAtPiApi !== undefined || time.ahead() !== undefined;
				return { since, until: isTimeKnown ? since + CREATED_WITHIN : Infinity };
			};
			const startedAt = clock.now();
			const close = searches.open({ request, window });
			let round = NOTHING;
			try {
				for (const [index, after] of READ_AFTER.entries()) {
					if (isRefused || claims.taskOf(createId) !== undefined) break;
					await clock.sleep(startedAt + after - clock.now(), signal);
					if (signal?.aborted) break;
					const giveUpAt = startedAt + (READ_AFTER[index + 1] ?? after + LAST_READING);
					round = merged(round, await readRound(window(), giveUpAt));
					isRefused ||= round.history.refused;
					const found = await claim(round, request, createId, window);
					if (found) return found;
				}
			} finally {
				close();
			}
			const isTimeKnown = sentAtPiApi !== undefined && time.ahead() !== undefined;
			return answeredSince(createId) ?? notFound(round, request, window(), isTimeKnown);
		},
	};
}
