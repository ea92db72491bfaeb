import type { IDataObject } from 'n8n-workflow';

import type { Envelope } from '../transport/envelope';
import { isObject } from '../transport/json';

/** A task in PiAPI's history; what the row does not say is empty or undefined. */
export interface HistoryRow {
	readonly taskId: string;
	/** In lower case. */
	readonly status: string;
	readonly model: string;
	readonly taskType: string;
	readonly serviceMode: string;
	/** Milliseconds since the epoch, PiAPI's time. */
	readonly createdAt?: number;
	/** By how many milliseconds `createdAt` may be too early. */
	readonly slack: number;
	readonly updatedAt?: number;
	/** PiAPI does not document it; some rows may have it. */
	readonly prompt?: string;
}

const SECOND = 1_000;
/** Seconds up to the year 5138; larger numbers are milliseconds. */
const MOST_SECONDS = 1e11;
/** Milliseconds. A date of JavaScript ends here. */
const LATEST = 8.64e15;
/** Milliseconds. A text may tell the time of another zone without saying so. */
const WIDEST_ZONE = 15 * 60 * 60 * SECOND;

/** Milliseconds since the epoch of a time in any of PiAPI's forms; a text without an offset is UTC. */
export function timeIn(value: unknown): number | undefined {
	if (typeof value === 'number') {
		const time = value < MOST_SECONDS ? value * SECOND : value;
		return time > 0 && time <= LATEST ? time : undefined;
	}
	if (typeof value !== 'string') return undefined;
	const text = value.trim().replace(/^(\d{4}-\d\d-\d\d) /, '$1T');
	if (/^\d+(\.\d+)?$/.test(text)) return timeIn(Number(text));
	const hasZone = /(z|utc|gmt|[+-]\d\d:?\d\d)$/i.test(text);
	const time = Date.parse(hasZone ? text : `${text}Z`);
	return time > 0 ? time : undefined;
}

const LIST_NAMES = ['data', 'list', 'tasks', 'items', 'records', 'rows'];

/** Wherever the answer has it. */
function listIn(data: unknown): unknown[] | undefined {
	if (Array.isArray(data)) return data as unknown[];
	if (!isObject(data)) return undefined;
	const named = LIST_NAMES.map((name) => data[name]);
	const list = [...named, ...Object.values(data)].find((value) => Array.isArray(value));
	// An empty list may come as null.
	return list ?? (named.includes(null) ? [] : undefined);
}

const textIn = (row: IDataObject, ...names: readonly string[]): string =>
	names
		.map((name) => row[name])
		.map((value) => (typeof value === 'string' ? value.trim() : ''))
		.find((text) => text !== '') ?? '';

/** In the row, in its `detail`, or in the input of either. */
function promptIn(row: IDataObject): string | undefined {
	const { detail } = row;
	const places = [row, detail].filter(isObject).flatMap((place) => [place, place.input]);
	return places
		.filter(isObject)
		.map((place) => textIn(place, 'prompt'))
		.find((prompt) => prompt !== '');
}

function rowOf(row: IDataObject): HistoryRow {
	const written = row.created_at ?? row.createdAt;
	return {
		// `id` may also be the row's own number.
		taskId: textIn(row, 'task_id', 'taskId', 'id'),
		status: textIn(row, 'status').toLowerCase(),
		model: textIn(row, 'task_model', 'taskModel', 'model'),
		taskType: textIn(row, 'action', 'task_type', 'taskType'),
		serviceMode: textIn(row, 'service_mode', 'serviceMode'),
		createdAt: timeIn(written),
		slack: typeof written === 'string' ? WIDEST_ZONE : 0,
		updatedAt: timeIn(row.updated_at ?? row.updatedAt),
		prompt: promptIn(row),
	};
}

/** The rows of an answer, undefined in place of what is not a row; undefined when the answer has no list. */
export const rowsIn = ({
	data,
	body,
}: Pick<Envelope, 'data' | 'body'>): Array<HistoryRow | undefined> | undefined =>
	listIn(data === undefined ? body : data)?.map((row) => (isObject(row) ? rowOf(row) : undefined));
