import type { IDataObject } from 'n8n-workflow';

import { HISTORY_PAGE_SIZE, type Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { isObject } from '../transport/envelope';
import { retry } from '../transport/retry';
import type { StopSignal } from '../transport/stopSignal';

export interface HistoryRow {
	readonly taskId: string;
	/** Milliseconds since the epoch, PiAPI's time; undefined when the row does not say it. */
	readonly createdAt?: number;
}

export interface HistoryReading {
	readonly rows: readonly HistoryRow[];
	/** Every row was read, to the last one. */
	readonly complete: boolean;
	/** PiAPI does not show its history to this key. */
	readonly refused: boolean;
}

export interface HistorySource {
	readonly client: Client;
	readonly clock: Clock;
	readonly signal?: StopSignal;
}

const MOST_PAGES = 20;
const SECOND = 1_000;
/** Seconds up to the year 5138; larger numbers are milliseconds. */
const MOST_SECONDS = 1e11;
/** Milliseconds. A text may tell the time of another zone without saying so. */
const WIDEST_ZONE = 15 * 60 * 60 * SECOND;

/** Milliseconds since the epoch of a time in any of PiAPI's forms; a text without an offset is UTC. */
export function timeIn(value: unknown): number | undefined {
	if (typeof value === 'number') {
		if (!(value > 0)) return undefined;
		return value < MOST_SECONDS ? value * SECOND : value;
	}
	if (typeof value !== 'string') return undefined;
	const text = value.trim().replace(/^(\d{4}-\d\d-\d\d) /, '$1T');
	if (/^\d+(\.\d+)?$/.test(text)) return timeIn(Number(text));
	const hasZone = /(z|utc|gmt|[+-]\d\d:?\d\d)$/i.test(text);
	const time = Date.parse(hasZone ? text : `${text}Z`);
	return time > 0 ? time : undefined;
}

const LIST_NAMES = ['data', 'list', 'tasks', 'items', 'records', 'rows'];

/** The rows of an answer, wherever it has them; undefined when it has no list. */
function listIn(data: unknown): unknown[] | undefined {
	if (Array.isArray(data)) return data as unknown[];
	if (!isObject(data)) return undefined;
	const named = LIST_NAMES.map((name) => data[name]);
	const list = [...named, ...Object.values(data)].find((value) => Array.isArray(value));
	// An empty list may come as null.
	return list ?? (named.includes(null) ? [] : undefined);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** `id` may also be the row's own number. */
const taskIdOf = (row: IDataObject): string =>
	textOf(row.task_id) || textOf(row.taskId) || textOf(row.id);

const isCertainlyOlder = (written: unknown, time: number): boolean => {
	const createdAt = timeIn(written);
	const slack = typeof written === 'string' ? WIDEST_ZONE : 0;
	return createdAt !== undefined && createdAt + slack < time;
};

/** All rows from `since` on (milliseconds since the epoch, PiAPI's time), with retries until `giveUpAt`. */
export async function readHistory(
	{ client, clock, signal }: HistorySource,
	since: number,
	giveUpAt: number,
): Promise<HistoryReading> {
	const rows = new Map<string, HistoryRow>();
	const seen = new Set<string>();
	let hasUnreadRows = false;
	const reading = (complete: boolean, refused = false): HistoryReading => ({
		rows: [...rows.values()],
		complete: complete && !hasUnreadRows,
		refused,
	});
	for (let page = 1; page <= MOST_PAGES; page++) {
		const startTime = Math.floor(since / SECOND);
		const exchange = await retry(async () => await client.getHistory({ page, startTime }), {
			clock,
			signal,
			giveUpAt,
		});
		if (exchange.outcome !== 'answered') return reading(false, exchange.outcome === 'refused');
		const list = listIn(exchange.envelope.data);
		if (list === undefined) return reading(false);
		const before = seen.size;
		for (const row of list.map((value) => (isObject(value) ? value : {}))) {
			const taskId = taskIdOf(row);
			const written = row.created_at ?? row.createdAt;
			if (taskId === '') hasUnreadRows = true;
			else if (!seen.has(taskId) && !isCertainlyOlder(written, since)) {
				rows.set(taskId, { taskId, createdAt: timeIn(written) });
			}
			seen.add(taskId);
		}
		// A server may give fewer rows than asked for, so only a page with nothing new is the last one.
		if (list.length === 0) return reading(true);
		if (seen.size === before) return reading(list.length < HISTORY_PAGE_SIZE);
	}
	return reading(false);
}
