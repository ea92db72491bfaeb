import { HISTORY_PAGE_SIZE, type Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { retry } from '../transport/retry';
import type { StopSignal } from '../transport/stopSignal';
import { rowsIn, type HistoryRow } from './historyRows';
import type { Window } from './openSearches';

export interface HistoryReading {
	readonly rows: readonly HistoryRow[];
	/** Every row was read, to the last one. */
	readonly complete: boolean;
	/** PiAPI does not show its history to this key. */
	readonly refused: boolean;
	/** When the reading began, by this machine's clock. Milliseconds since the epoch. */
	readonly startedAt: number;
}

export interface HistorySource {
	readonly client: Client;
	readonly clock: Clock;
	readonly signal?: StopSignal;
}

const MOST_PAGES = 20;
const SECOND = 1_000;

/** A server may not know an end, and a row may not tell its time. */
export const mayBeWithin = (
	{ createdAt, slack }: Pick<HistoryRow, 'createdAt' | 'slack'>,
	{ since, until }: Window,
): boolean =>
	createdAt === undefined || (createdAt + slack >= since && (slack > 0 || createdAt <= until));

/** All rows of the window, with retries until `giveUpAt`. */
export async function readHistory(
	{ client, clock, signal }: HistorySource,
	window: Window,
	giveUpAt: number,
): Promise<HistoryReading> {
	const { since, until } = window;
	const startedAt = clock.now();
	const startTime = Math.floor(since / SECOND);
	const endTime = until === Infinity ? undefined : Math.ceil(until / SECOND);
	const rows = new Map<string, HistoryRow>();
	const seen = new Set<string>();
	let hasUnreadRows = false;
	const reading = (complete: boolean, refused = false): HistoryReading => ({
		rows: [...rows.values()],
		complete: complete && !hasUnreadRows,
		refused,
		startedAt,
	});
	for (let page = 1; page <= MOST_PAGES; page++) {
		const query = { page, startTime, endTime };
		const exchange = await retry(async () => await client.getHistory(query), {
			clock,
			signal,
			giveUpAt,
		});
		if (exchange.outcome !== 'answered') return reading(false, exchange.outcome === 'refused');
		const list = rowsIn(exchange.envelope);
		if (list === undefined) return reading(false);
		const before = seen.size;
		for (const row of list) {
			const taskId = row?.taskId ?? '';
			if (row === undefined || taskId === '') hasUnreadRows = true;
			else if (!seen.has(taskId) && mayBeWithin(row, window)) rows.set(taskId, row);
			seen.add(taskId);
		}
		// A server may give fewer rows than asked for, so only a page with nothing new is the last one.
		if (list.length === 0) return reading(true);
		if (seen.size === before) return reading(list.length < HISTORY_PAGE_SIZE);
	}
	return reading(false);
}
