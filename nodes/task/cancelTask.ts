import type { Client } from '../transport/client';
import type { Exchange } from '../transport/exchange';
import { isCanceled } from '../transport/taskStatus';
import { checkTask } from './checkTask';

/** Repeats a request through passing faults. */
type Retry = (attempt: () => Promise<Exchange>) => Promise<Exchange>;

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
	let hasEnded = false;
	const check = await retry(async () => {
		const answer = await checkTask(client, taskId);
		hasEnded = answer.outcome === 'answered' && isCanceled(answer.task.status);
		return answer;
	});
	return hasEnded ? check : exchange;
}
