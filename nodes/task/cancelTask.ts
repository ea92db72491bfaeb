import type { Client } from '../transport/client';
import type { Exchange } from '../transport/exchange';
import { checkTask } from './checkTask';
import { hasStatusCanceled } from './orElse';

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
	let isCanceled = false;
	const check = await retry(async () => {
		const answer = await checkTask(client, taskId);
		isCanceled = answer.outcome === 'answered' && hasStatusCanceled(answer.task.status);
		return answer;
	});
	return isCanceled ? check : exchange;
}
