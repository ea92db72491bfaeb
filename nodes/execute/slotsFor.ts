import type { Client } from '../transport/client';
import { isObject } from '../transport/envelope';
import type { PreparedJob } from './jobs';
import type { ReadyItem } from './pipeline';

/** Where the account does not say how many tasks it runs at a time. */
const USUAL_SLOTS = 8;

/** Tasks at a time: what the user set, else what the account says. */
export async function slotsFor(
	items: ReadonlyArray<ReadyItem<PreparedJob>>,
	client: Client,
): Promise<{ startSlots: number; mostSlots?: number }> {
	const own = items[0]?.prepared.settings.tasksAtATime;
	if (own !== undefined) return { startSlots: own, mostSlots: own };
	const awaited = items.filter(({ prepared: { job } }) => job.kind === 'create' && job.awaits);
	if (awaited.length < 2) return { startSlots: USUAL_SLOTS };
	const exchange = await client.getAccount();
	const account = exchange.outcome === 'answered' ? exchange.envelope.data : undefined;
	const limit = isObject(account) ? Number(account.max_concurrent_task_count) : Number.NaN;
	return { startSlots: limit >= 1 ? Math.floor(limit) : USUAL_SLOTS };
}
