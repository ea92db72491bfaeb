import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import type { PiApiTime } from '../transport/piApiTime';
import { retry } from '../transport/retry';
import type { StopSignal } from '../transport/stopSignal';
import { readTask, type Task, type TaskRequest } from '../transport/task';
import type { Account } from './account';
import { mayBeWithin, readHistory, type HistoryReading } from './history';
import { timeIn, type HistoryRow } from './historyRows';
import { isWithin, type Window } from './openSearches';
import { echoes, mayBeSameKind } from './sameRequest';

/** Milliseconds after the start of a search at which the history is read. It may lag by half a minute. */
const READ_AFTER = [500, 2_000, 4_500, 8_000, 15_000, 30_000, 45_000, 60_000];
/** Milliseconds for which the last reading may be retried. */
const LAST_READING = 15_000;
/** Milliseconds. More is read of the history, in case it leaves out its first second. */
const MARGIN = 10_000;
/** Milliseconds after a create by which PiAPI has its task: as long as the create may take, and some minutes. */
const CREATED_WITHIN = 4 * 60_000;
const SECOND = 1_000;

/** When a create was sent; milliseconds since the epoch. */
export interface Sent {
	/** By this machine's clock. */
	readonly sentAt: number;
	/** The earliest that PiAPI's clock can have shown then, if that was known. */
	readonly sentAtPiApi?: number;
}

export interface NotFound {
	/** Unclaimed tasks that may be the one: of the same kind and created in its time, or they could not be read. */
	readonly candidates: readonly string[];
	/** `excludes`: read to the end in PiAPI's time, and nothing of the kind was created. */
	readonly history: 'excludes' | 'undecided' | 'unread';
	/** How far this machine's clock is ahead of PiAPI's (negative: behind), in milliseconds. */
	readonly clockAhead?: number;
}

export type Finding = { readonly task: Task } | NotFound;

export interface Search {
	/** Searches for up to a minute for the task that a request with a lost answer created. What it finds is claimed. */
	find(request: TaskRequest, sent: Sent): Promise<Finding>;
}

export interface SearchOptions {
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
	history: { rows: [], complete: false, refused: false },
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
		if (!isRead || Object.keys(task.input).length === 0) known.delete(taskId);
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

	const readRound = async ({ since, until }: Window, giveUpAt: number): Promise<Round> => {
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

	/** The oldest equal task, if all of them are explained by creates of this process. */
	const claim = async (
		round: Round,
		request: TaskRequest,
		window: () => Window,
	): Promise<Task | undefined> => {
		if (equalTasks(round, request, window()).length === 0) return undefined;
		// An item whose answer is still to come may have any of them.
		await inFlight.settled();
		const equal = equalTasks(round, request, window());
		const isExplained = searches.explain(
			request,
			equal.map(({ createdAt }) => createdAt),
		);
		const oldest = equal[0]?.task;
		return oldest && isExplained && claims.claim(oldest.id) ? oldest : undefined;
	};

	const notFound = (round: Round, request: TaskRequest, window: Window): NotFound => {
		const sameKind = round.tasks
			.filter(({ createdAt }) => createdAt === undefined || isWithin(window, createdAt))
			.map(({ task }) => task)
			.filter((task) => mayBeSameKind(task, request));
		// The likeliest first, since a long list is cut.
		const likeliest = [
			...sameKind.filter((task) => echoes(task, request)),
			...sameKind.filter((task) => !echoes(task, request)),
		].map(({ id }) => id);
		const unread = round.unread.filter((row) => mayBeWithin(row, window)).map((row) => row.taskId);
		const candidates = [...likeliest, ...unread].filter((id) => !claims.has(id));
		const clockAhead = time.ahead();
		const isRead = round.history.complete && !signal?.aborted;
		const isExcluded = isRead && candidates.length === 0 && clockAhead !== undefined;
		const undecided = isRead ? 'undecided' : 'unread';
		return { candidates, history: isExcluded ? 'excludes' : undecided, clockAhead };
	};

	return {
		async find(request, { sentAt, sentAtPiApi }) {
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
					if (isRefused) break;
					await clock.sleep(startedAt + after - clock.now(), signal);
					if (signal?.aborted) break;
					const giveUpAt = startedAt + (READ_AFTER[index + 1] ?? after + LAST_READING);
					round = merged(round, await readRound(window(), giveUpAt));
					isRefused ||= round.history.refused;
					const task = await claim(round, request, window);
					if (task) return { task };
				}
			} finally {
				close();
			}
			return notFound(round, request, window());
		},
	};
}
