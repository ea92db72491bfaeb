import type { IDataObject } from 'n8n-workflow';

import type { PiApiConnection } from '../execute/connection';
import { forEachItem, type Action } from '../execute/pipeline';
import { accountIn } from '../transport/accountAnswer';
import { UNITS_PER_DOLLAR } from '../transport/cost';
import { numberIn } from '../transport/numberIn';
import { isObject } from '../transport/json';
import type { Exchange } from '../transport/exchange';

/** Milliseconds. */
const READ_FOR = 60_000;

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
			const json = jsonOf(accountIn(exchange.envelope));
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
	const credits = [
		data.remaining_credits,
		pack.available_credits,
		data.credits,
		data.remaining,
	].map(numberIn);
	const told = credits.find((amount) => amount !== undefined);
	return { balanceUsd: null, ...(told === undefined ? {} : { balanceCredits: told }) };
}

/** What may be a key of the account, or the address of a hook, which may hold a token. */
const SECRET_KEYS = /key|secret|token|hook|passw|credential|authorization/i;

/** Numbers are counts, and true or false tells whether there is such a secret. */
const isSecret = ([key, value]: readonly [string, unknown]): boolean =>
	SECRET_KEYS.test(key) && typeof value !== 'number' && typeof value !== 'boolean';

function withoutSecretKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutSecretKeys);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter((entry) => !isSecret(entry))
			.map(([key, inner]) => [key, withoutSecretKeys(inner)]),
	);
}

function accountJson(data: IDataObject): IDataObject {
	const account = withoutSecretKeys(data) as IDataObject;
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
