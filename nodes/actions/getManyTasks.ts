import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../task/clock';
import { HISTORY_PAGE_SIZE, type HistoryQuery } from '../transport/client';
import { isObject } from '../transport/envelope';
import { retry } from '../transport/retry';
import { createProblem, type Problem } from '../transport/problem';
import { forEachItem } from '../execute/pipeline';
import { toUnixSeconds } from './unixTime';

const READ_FOR = 60_000;
const MOST_PAGES = 1_000;

interface HistoryOptions {
	readonly most: number;
	readonly query: Omit<HistoryQuery, 'page'>;
}

function timeOption(
	options: IDataObject,
	name: string,
	label: string,
): number | undefined | Problem {
	const given = options[name];
	if (given === undefined || given === '') return undefined;
	return (
		toUnixSeconds(given) ??
		createProblem({
			message: `${label} is ${JSON.stringify(given)}`,
			advice: `Give ${label} a date and time, e.g. {{ $now.minus({ days: 1 }) }}.`,
		})
	);
}

function optionsOf(context: IExecuteFunctions, itemIndex: number): HistoryOptions | Problem {
	const given: unknown = context.getNodeParameter('options', itemIndex, {});
	const options = isObject(given) ? given : {};
	const startTime = timeOption(options, 'historyAfter', 'Created After');
	const endTime = timeOption(options, 'historyBefore', 'Created Before');
	if (typeof startTime === 'object') return startTime;
	if (typeof endTime === 'object') return endTime;
	const model = typeof options.historyModel === 'string' ? options.historyModel.trim() : '';
	const all = context.getNodeParameter('returnAll', itemIndex, false) === true;
	const limit = Number(context.getNodeParameter('limit', itemIndex, 50));
	if (!all && !(limit >= 1)) {
		return createProblem({
			message: 'Limit is not above zero',
			advice: 'Give Limit a number from 1 on.',
		});
	}
	return {
		most: all ? Infinity : Math.floor(limit),
		query: {
			...(startTime === undefined ? {} : { startTime }),
			...(endTime === undefined ? {} : { endTime }),
			...(model === '' ? {} : { model }),
		},
	};
}

/** PiAPI gives numbers as Unix seconds, or text. */
const timeOf = (value: unknown): string | null => {
	const time =
		typeof value === 'number'
			? new Date(value * 1000)
			: new Date(typeof value === 'string' ? value : Number.NaN);
	return Number.isNaN(time.getTime()) ? null : time.toISOString();
};

const itemOf = (row: IDataObject, itemIndex: number): INodeExecutionData => ({
	json: {
		taskId: row.task_id ?? null,
		status: typeof row.status === 'string' ? row.status.toLowerCase() : null,
		model: row.task_model ?? null,
		taskType: row.action ?? null,
		createdAt: timeOf(row.created_at),
		updatedAt: timeOf(row.updated_at),
		serviceMode: row.service_mode ?? null,
	},
	pairedItem: { item: itemIndex },
});

/** The account's tasks, latest first. Source: https://piapi.ai/docs/piapi-user-history-query */
export const getManyTasks = forEachItem<HistoryOptions>(({ context, stop }) => ({
	atOnce: 1,
	prepare: (itemIndex) => optionsOf(context, itemIndex),
	async run({ itemIndex, connection: { client }, prepared: { most, query } }) {
		const found = new Map<unknown, IDataObject>();
		for (let page = 1; page <= MOST_PAGES && found.size < most; page++) {
			const exchange = await retry(async () => await client.getHistory({ ...query, page }), {
				clock: systemClock,
				signal: stop,
				giveUpAt: systemClock.now() + READ_FOR,
			});
			if (exchange.outcome === 'canceled') return undefined;
			if (exchange.outcome !== 'answered') return exchange.problem;
			const { data } = exchange.envelope;
			const list: unknown[] = isObject(data) && Array.isArray(data.data) ? data.data : [];
			const rows = list.filter(isObject);
			// New tasks push older ones onto the next page, where they would come twice.
			rows.forEach((row) => found.set(row.task_id, row));
			if (rows.length < HISTORY_PAGE_SIZE) break;
		}
		return [...found.values()].slice(0, most).map((row) => itemOf(row, itemIndex));
	},
}));
