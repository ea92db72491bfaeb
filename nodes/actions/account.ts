import type { IDataObject } from 'n8n-workflow';

import type { PiApiConnection } from '../execute/connection';
import { forEachItem, type Action } from '../execute/pipeline';
import { UNITS_PER_DOLLAR } from '../transport/cost';
import { numberIn } from '../transport/numberIn';
import { isObject } from '../transport/json';
import type { Envelope } from '../transport/envelope';
import type { Exchange } from '../transport/exchange';

/** Milliseconds. */
const READ_FOR = 60_000;

/** What an answer tells: its data, or the answer itself where it has none of the marks of PiAPI's other answers. */
const toldIn = ({ data, body }: Envelope): IDataObject => {
	if (isObject(data)) return data;
	return 'data' in body || 'code' in body ? {} : body;
};

/** Reads something about the account, for each item. */
const readAccount = (
	attempt: (connection: PiApiConnection) => Promise<Exchange>,
	jsonOf: (data: IDataObject) => IDataObject,
): Action =>
	forEachItem(() => ({
		atOnce: 1,
		prepare: () => ({}),
		async run({ itemIndex, connection }) {
			const exchange = await connection.retry(async () => await attempt(connection), READ_FOR);
			if (exchange.outcome === 'canceled') return undefined;
			if (exchange.outcome !== 'answered') return exchange.problem;
			const json = jsonOf(toldIn(exchange.envelope));
			return [{ json, pairedItem: { item: itemIndex } }];
		},
	}));

/** In dollars, or where PiAPI tells none, in its credits; what a credit is worth is not documented. */
function balanceOf(data: IDataObject): IDataObject {
	const wallet = isObject(data.wallet) ? data.wallet : {};
	const points = numberIn(wallet.point_remain);
	const dollars =
		numberIn(data.equivalent_in_usd) ??
		(points === undefined ? undefined : points / UNITS_PER_DOLLAR);
	if (dollars !== undefined) return { balanceUsd: dollars };
	const pack = isObject(data.credit_pack_info) ? data.credit_pack_info : {};
	const credits = numberIn(data.remaining_credits) ?? numberIn(pack.available_credits);
	return { balanceUsd: null, ...(credits === undefined ? {} : { balanceCredits: credits }) };
}

/** Never the hook URL, which may hold a token. */
function accountJson(data: IDataObject): IDataObject {
	const account = Object.fromEntries(
		Object.entries(data).filter(([key]) => key !== 'notification_hook_url'),
	);
	return {
		plan: data.plan ?? null,
		...balanceOf(data),
		maxConcurrentTasks: numberIn(data.max_concurrent_task_count) ?? null,
		account,
	};
}

/** Source: https://piapi.ai/docs/account-info-api */
export const getAccount = readAccount(async ({ client }) => await client.getAccount(), accountJson);

const countOf = (counters: unknown, name: string): number =>
	isObject(counters) ? Number(counters[name]) || 0 : 0;

/** Source: https://piapi.ai/docs/task-list-api */
export const getActiveTasks = readAccount(
	async ({ client }) => await client.getActiveTasks(),
	(data) => ({
		total: Object.values(data).reduce<number>(
			(sum, counters) => sum + countOf(counters, 'active_tasks'),
			0,
		),
		models: Object.entries(data).map(([model, counters]) => ({
			model,
			staged: countOf(counters, 'staged_count'),
			pending: countOf(counters, 'pending_count'),
			processing: countOf(counters, 'processing_count'),
			total: countOf(counters, 'active_tasks'),
		})),
	}),
);
