import type { Client } from '../transport/client';
import type { Exchange } from '../transport/exchange';
import type { Canceled } from '../transport/retry';
import { isCanceled } from '../transport/taskStatus';
import { checkTask } from './checkTask';

/** Repeats a request through passing faults. */
type Retry = <E extends Exchange>(attempt: () => Promise<E>) => Promise<E | Canceled>;

/**
 * Cancels a task. After an answer that was lost, PiAPI may refuse to cancel the task once more: then the state of the task
 * counts.
 */
export async function cancelAndConfirm(
	taskId: string,
	cancel: () => Promise<Exchange>,
	client: Pick<Client, 'getTask'>,
	retry: Retry,
): Promise<Exchange> {
	let wasLost = false;
	const exchange = await retry(async () => {
		const answer = await cancel();
		wasLost ||= answer.outcome === 'unclear';
		return answer;
	});
	if (!wasLost || exchange.outcome === 'answered' || exchange.outcome === 'canceled') {
		return exchange;
	}
	const check = await retry(async () => await checkTask(client, taskId));
	return check.outcome === 'answered' && isCanceled(check.task.status) ? check : exchange;
}
