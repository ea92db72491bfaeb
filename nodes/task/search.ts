import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import type { PiApiTime } from '../transport/piApiTime';
import type { StopSignal } from '../transport/stopSignal';
import type { Task, TaskRequest } from '../transport/task';
import type { Account } from './account';
import type { Window } from './openSearches';
import { candidatesIn, equalTasks, hasUnknown, type Wanted } from './searchCandidates';
import { createRounds, merged, NOTHING, withSlack, type Round } from './searchRound';

/** Milliseconds after the start of a search at which the history is read. It may lag by half a minute. */
const READ_AFTER = [500, 2_000, 4_500, 8_000, 15_000, 30_000, 45_000, 60_000];
/** Milliseconds for which the last reading may be retried. */
const LAST_READING = 15_000;
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

export function createSearch({ client, clock, time, signal, account }: SearchOptions): Search {
	const { claims, inFlight, searches } = account;
	const readRound = createRounds({ client, clock, signal }, claims);
	/** PiAPI does not show its history to this key; asking again in this run changes nothing. */
	let isRefused = false;

	/** Its answer may have come when the run that sent it was over, or another try may have found its task. */
	const answeredSince = (createId: string): Found | undefined => {
		const taskId = claims.taskOf(createId);
		return taskId === undefined ? undefined : { taskId };
	};

	/** The oldest equal task, if all of them are explained by creates of this process. */
	const claim = async (
		round: Round,
		createId: string,
		wanted: () => Wanted,
	): Promise<Found | undefined> => {
		const isClear = (): boolean =>
			equalTasks(round, wanted(), claims).length > 0 && !hasUnknown(round, wanted(), claims);
		if (!isClear()) return undefined;
		// An item whose answer is still to come may have any of them.
		await inFlight.settled();
		const equal = equalTasks(round, wanted(), claims);
		const isExplained = searches.explain(
			wanted().request,
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
		{ request, window }: Wanted,
		/** False where the window is a guess: since the send, a clock may have been set. */
		isTimeKnown: boolean,
	): NotFound => {
		const around = withSlack(window);
		const candidates = candidatesIn(round, { request, window: around }, claims);
		const { complete, startedAt } = round.history;
		const isRead = complete && !signal?.aborted;
		const isOver = isTimeKnown && time.earliest(startedAt) > around.until;
		const isExcluded = isRead && isOver && candidates.length === 0;
		const undecided = isRead ? 'undecided' : 'unread';
		return { candidates, history: isExcluded ? 'excludes' : undecided, clockAhead: time.ahead() };
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
					const found = await claim(round, createId, () => ({ request, window: window() }));
					if (found) return found;
				}
			} finally {
				close();
			}
			const isTimeKnown = sentAtPiApi !== undefined && time.ahead() !== undefined;
			return answeredSince(createId) ?? notFound(round, { request, window: window() }, isTimeKnown);
		},
	};
}
