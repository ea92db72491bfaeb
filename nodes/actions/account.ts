import type { IDataObject } from 'n8n-workflow';

import { systemClock } from '../task/clock';
import { isObject } from '../transport/envelope';
import type { Exchange } from '../transport/exchange';
import { retry } from '../transport/retry';
import type { ItemAction } from '../execute/action';
import type { PiApiConnection } from '../execute/connection';
import type { ItemOutcome } from '../execute/outcome';

const READ_FOR = 60_000;

async function read(
	{ stop }: PiApiConnection,
	attempt: () => Promise<Exchange>,
	itemIndex: number,
	jsonOf: (data: IDataObject) => IDataObject,
): Promise<ItemOutcome> {
	const exchange = await retry(attempt, {
		clock: systemClock,
		signal: stop,
		giveUpAt: systemClock.now() + READ_FOR,
	});
	if (exchange.outcome === 'canceled') return [];
	if (exchange.outcome !== 'answered') return exchange.problem;
	const { data, body } = exchange.envelope;
	return [{ json: jsonOf(isObject(data) ? data : body), pairedItem: { item: itemIndex } }];
}

/** Never the hook URL, which may hold a token. */
function accountJson(data: IDataObject): IDataObject {
	const account = Object.fromEntries(
		Object.entries(data).filter(([key]) => key !== 'notification_hook_url'),
	);
	return {
		plan: data.plan ?? null,
		balanceUsd: data.equivalent_in_usd ?? null,
		tasksAtATime: data.max_concurrent_task_count ?? null,
		account,
	};
}

/** Source: https://piapi.ai/docs/account-info-api */
export const getAccount: ItemAction = async (_, itemIndex, connection) =>
	await read(connection, async () => await connection.client.getAccount(), itemIndex, accountJson);

const countOf = (counters: unknown, name: string): number =>
	isObject(counters) ? Number(counters[name]) || 0 : 0;

/** Source: https://piapi.ai/docs/task-list-api */
export const getActiveTasks: ItemAction = async (_, itemIndex, connection) =>
	await read(
		connection,
		async () => await connection.client.getActiveTasks(),
		itemIndex,
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
