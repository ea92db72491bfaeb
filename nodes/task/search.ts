import type { IDataObject } from 'n8n-workflow';

import { HISTORY_PAGE_SIZE, type Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { isObject } from '../transport/envelope';
import { retry } from '../transport/retry';
import { readTask, type Task, type TaskRequest } from '../transport/task';
import type { PiApiTime } from '../transport/piApiTime';
import type { Account } from './account';
import type { StopSignal } from '../transport/stopSignal';

/** Clocks differ, so the history is read from a while before the request went out. */
const MARGIN = 60_000;
const LOOK_AFTER = [500, 2_000, 4_500, 8_000];
/** Only when what was asked could not be read: an answer is still to be had. */
const LOOK_AGAIN_AFTER = [15_000, 30_000, 60_000];
const MOST_PAGES = 20;

export type Finding =
	| { readonly task: Task }
	| {
			/** Tasks that may be the one: PiAPI does not say what they were asked, or they could not be read. */
			readonly candidates: readonly string[];
			readonly historyRead: boolean;
	  };

export interface Search {
	/** Looks several times, over 15 seconds and more where it cannot read, for the task that a request with a lost answer made. */
	find(request: TaskRequest, sentAt: number): Promise<Finding>;
}

export interface SearchOptions {
	readonly client: Client;
	readonly clock: Clock;
	readonly signal?: StopSignal;
	/** Tasks that belong to an item already; what is found is added. */
	readonly account: Account;
	readonly time: PiApiTime;
}

/** Whether everything that was sent stands in what PiAPI echoes; it may echo more. */
export function includes(echo: unknown, sent: unknown): boolean {
	if (isObject(sent)) {
		return isObject(echo) && Object.keys(sent).every((key) => includes(echo[key], sent[key]));
	}
	if (Array.isArray(sent)) {
		return (
			Array.isArray(echo) &&
			echo.length === sent.length &&
			sent.every((value, index) => includes(echo[index], value))
		);
	}
	return echo === sent;
}

const sameKind = (task: Task, request: TaskRequest): boolean =>
	task.model === request.model && task.taskType === request.task_type;

const hasNoEcho = (task: Task): boolean => Object.keys(task.input).length === 0;

const idsIn = (data: unknown): string[] =>
	isObject(data) && Array.isArray(data.data)
		? data.data
				.filter(isObject)
				.map((row: IDataObject) => row.task_id)
				.filter((id): id is string => typeof id === 'string' && id !== '')
		: [];

/** CreatedTask after the request went out first, oldest first; then the latest made before. */
const byLikelihood =
	(sentAt: number) =>
	(a: Task, b: Task): number => {
		const [madeA, madeB] = [a, b].map((task) => Date.parse(task.createdAt ?? '') || sentAt);
		const [lateA, lateB] = [madeA, madeB].map((made) => (made ?? 0) >= sentAt - 2_000);
		if (lateA !== lateB) return lateA ? -1 : 1;
		return lateA ? (madeA ?? 0) - (madeB ?? 0) : (madeB ?? 0) - (madeA ?? 0);
	};

/** What one look at the history gave. */
interface Round {
	readonly historyRead: boolean;
	/** Of the same model and type as the request. */
	readonly tasks: readonly Task[];
	/** Tasks that could not be read. */
	readonly unread: readonly string[];
}

export function createSearch({ client, clock, signal, account }: SearchOptions): Search {
	const { claims: held, inFlight } = account;
	const known = new Map<string, Promise<Task | undefined>>();

	const look = async (taskId: string, giveUpAt: number): Promise<Task | undefined> => {
		const exchange = await retry(async () => await client.getTask(taskId), {
			clock,
			signal,
			giveUpAt,
		});
		const task = exchange.outcome === 'answered' ? readTask(exchange.envelope.data) : undefined;
		// Only what was read is worth keeping: a look that failed may succeed in the next round.
		if (task === undefined) known.delete(taskId);
		return task;
	};

	const taskOf = (taskId: string, giveUpAt: number): Promise<Task | undefined> => {
		const present = known.get(taskId);
		if (present) return present;
		const pending = look(taskId, giveUpAt);
		known.set(taskId, pending);
		return pending;
	};

	const recentIds = async (
		since: number,
		giveUpAt: number,
	): Promise<{ ids: string[]; complete: boolean }> => {
		const ids: string[] = [];
		for (let page = 1; page <= MOST_PAGES; page++) {
			const startTime = Math.floor(since / 1000);
			const exchange = await retry(async () => await client.getHistory({ page, startTime }), {
				clock,
				signal,
				giveUpAt,
			});
			if (exchange.outcome !== 'answered') return { ids, complete: false };
			const found = idsIn(exchange.envelope.data);
			ids.push(...found);
			if (found.length < HISTORY_PAGE_SIZE) break;
		}
		return { ids, complete: true };
	};

	const candidatesFor = async (
		request: TaskRequest,
		sentAt: number,
		giveUpAt: number,
	): Promise<Round> => {
		const { ids, complete } = await recentIds(sentAt - MARGIN, giveUpAt);
		const free = [...new Set(ids)].filter((id) => !held.has(id));
		const tasks = await Promise.all(free.map(async (id) => await taskOf(id, giveUpAt)));
		return {
			historyRead: complete,
			unread: free.filter((_, index) => tasks[index] === undefined),
			tasks: tasks.filter((task) => task !== undefined).filter((task) => sameKind(task, request)),
		};
	};

	/** The first that no other item holds, nor will hold once its answer is there. */
	const claim = async (tasks: readonly Task[]): Promise<Task | undefined> => {
		for (const task of tasks) {
			if (held.has(task.id)) continue;
			await inFlight.settled();
			if (held.has(task.id)) continue;
			held.claim(task.id);
			return task;
		}
		return undefined;
	};

	return {
		async find(request, sentAt) {
			const startedAt = clock.now();
			let round: Round = { historyRead: false, tasks: [], unread: [] };
			const rounds = [...LOOK_AFTER, ...LOOK_AGAIN_AFTER];
			for (const [index, after] of rounds.entries()) {
				const isConclusive = round.historyRead && round.unread.length === 0;
				if (index >= LOOK_AFTER.length && isConclusive) break;
				await clock.sleep(startedAt + after - clock.now(), signal);
				if (signal?.aborted) break;
				const giveUpAt = startedAt + (rounds[index + 1] ?? 2 * after);
				round = await candidatesFor(request, sentAt, giveUpAt);
				const equal = round.tasks.filter(
					(task) => !hasNoEcho(task) && includes(task.input, request.input),
				);
				const task = await claim(equal.sort(byLikelihood(sentAt)));
				if (task) return { task };
			}
			const silent = round.tasks.filter(hasNoEcho).map((task) => task.id);
			const candidates = [...silent, ...round.unread].filter((id) => !held.has(id));
			return { candidates, historyRead: round.historyRead };
		},
	};
}
