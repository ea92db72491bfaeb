import { accountIn } from '../transport/accountAnswer';
import type { Client } from '../transport/client';
import type { PreparedJob } from './jobs';
import type { ReadyItem } from './work';

/** The limits on tasks at a time: the user's for this run, and the account's where it says so. */
export async function slotsFor(
	items: ReadonlyArray<ReadyItem<PreparedJob>>,
	client: Client,
): Promise<{ accountSlots?: number; mostSlots?: number }> {
	const mostSlots = items[0]?.prepared.settings.maxConcurrentTasks;
	if (mostSlots !== undefined) return { mostSlots };
	const awaited = items.filter(({ prepared: { job } }) => job.kind === 'create' && job.awaits);
	if (awaited.length < 2) return {};
	const exchange = await client.getAccount();
	const account = exchange.outcome === 'answered' ? accountIn(exchange.envelope) : {};
	const limit = Number(account.max_concurrent_task_count);
	return limit >= 1 ? { accountSlots: Math.floor(limit) } : {};
}
