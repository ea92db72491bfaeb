import type { INodeExecutionData } from 'n8n-workflow';

import { showHint } from '../execute/hints';
import { forEachItem } from '../execute/pipeline';
import type { Run } from '../execute/work';
import {
	allRead,
	readBoolean,
	readNumber,
	readText,
	required,
	type Read,
} from '../request/readValue';
import { rowsIn, type HistoryRow } from '../task/historyRows';
import { HISTORY_PAGE_SIZE, type HistoryQuery } from '../transport/client';
import { isProblem, type Problem } from '../transport/problem';
import { readUnixSeconds } from './unixTime';

/** Milliseconds for one page. */
const READ_FOR = 60_000;
const MOST_PAGES = 1_000;

interface HistoryOptions {
	readonly most: number;
	readonly query: Omit<HistoryQuery, 'page'>;
}

function optionsOf({ context, parameters }: Run, itemIndex: number): HistoryOptions | Problem {
	const option = (key: string, label: string): unknown =>
		parameters.entry('options', key, itemIndex, label);
	const timeOf = (key: string, label: string): Read<number> =>
		readUnixSeconds(context, label, option(key, label));
	const modelLabel = 'Model Name in History';
	const returnAll = parameters.read('returnAll', itemIndex, { usual: false });
	const all = required('Return All', readBoolean('Return All', returnAll));
	const limit = parameters.read('limit', itemIndex, { usual: 50 });
	const values = allRead({
		all,
		limit:
			all === true
				? Infinity
				: required('Limit', readNumber('Limit', limit, { integer: true, aboveZero: true })),
		startTime: timeOf('historyAfter', 'Created After'),
		endTime: timeOf('historyBefore', 'Created Before'),
		model: readText(modelLabel, option('historyModel', modelLabel)),
	});
	if (isProblem(values)) return values;
	const { startTime, endTime, model = '' } = values;
	return {
		most: values.limit,
		query: {
			...(startTime === undefined ? {} : { startTime }),
			...(endTime === undefined ? {} : { endTime }),
			...(model === '' ? {} : { model: model.trim() }),
		},
	};
}

const isoOf = (time: number | undefined): string | null =>
	time === undefined ? null : new Date(time).toISOString();

const itemOf = (row: HistoryRow, itemIndex: number): INodeExecutionData => ({
	json: {
		taskId: row.taskId || null,
		status: row.status || null,
		model: row.model || null,
		taskType: row.taskType || null,
		createdAt: isoOf(row.createdAt),
		updatedAt: isoOf(row.updatedAt),
		serviceMode: row.serviceMode || null,
	},
	pairedItem: { item: itemIndex },
});

/** The account's tasks, latest first. Source: https://piapi.ai/docs/piapi-user-history-query */
export const getManyTasks = forEachItem<HistoryOptions>((run) => ({
	atOnce: 1,
	prepare: (itemIndex) => optionsOf(run, itemIndex),
	async run({ itemIndex, connection: { client, retry }, prepared: { most, query } }) {
		const found = new Map<unknown, HistoryRow>();
		let isWhole = false;
		for (let page = 1; page <= MOST_PAGES && !isWhole && found.size < most; page++) {
			const exchange = await retry(
				async () => await client.getHistory({ ...query, page }),
				READ_FOR,
			);
			if (exchange.outcome === 'canceled') return undefined;
			if (exchange.outcome !== 'answered') return exchange.problem;
			const list = rowsIn(exchange.envelope) ?? [];
			const rows = list.filter((row) => row !== undefined);
			const before = found.size;
			// New tasks push older ones onto the next page, where they come again. A row without an ID is its own key.
			rows.forEach((row) => found.set(row.taskId || row, row));
			// A page with nothing new means that PiAPI ignores the page number.
			isWhole = list.length < HISTORY_PAGE_SIZE || found.size === before;
		}
		if (!isWhole && found.size < most) {
			const count = (MOST_PAGES * HISTORY_PAGE_SIZE).toLocaleString('en-US');
			showHint(
				run.context,
				`Item ${itemIndex}: The list ends after ${count} tasks: set Created Before to the time of the last one to get more`,
				'warning',
			);
		}
		return [...found.values()].slice(0, most).map((row) => itemOf(row, itemIndex));
	},
}));
