import type { Client } from '../transport/client';
import type { Exchange, FailedExchange } from '../transport/exchange';
import { createProblem } from '../transport/problem';
import { isCompleted, isFinal, readTask, type Task } from '../transport/task';

/** How a status request ended. */
export type Check =
	| (Extract<Exchange, { outcome: 'answered' }> & { readonly task: Task })
	| FailedExchange
	| { readonly outcome: 'canceled' };

/**
 * Requests the status of a task, once. An answer that holds no task, or another one, is a fault like any other: it may
 * pass, and it says nothing about the task.
 */
export async function checkTask(client: Pick<Client, 'getTask'>, taskId: string): Promise<Check> {
	const exchange = await client.getTask(taskId);
	if (exchange.outcome !== 'answered') return finishedIn(exchange, taskId) ?? exchange;
	const task = readTask(exchange.envelope.data, exchange.envelope.message);
	if (task === undefined) {
		return unusable("PiAPI's answer contains no task", taskId);
	}
	return isSame(task.id, taskId)
		? { ...exchange, task }
		: unusable('PiAPI returned a different task than the one requested', taskId);
}

/**
 * The task in an answer whose code tells an error: that may be the task's own. A failure without its end may be that of the
 * check instead.
 */
function finishedIn(exchange: Exchange, taskId: string): Check | undefined {
	const envelope = 'envelope' in exchange ? exchange.envelope : undefined;
	const task = readTask(envelope?.data, envelope?.message);
	if (envelope === undefined || task === undefined || !isSame(task.id, taskId)) return undefined;
	const hasFinished = isCompleted(task) || (isFinal(task) && task.endedAt !== null);
	return hasFinished ? { outcome: 'answered', envelope, task } : undefined;
}

/**
 * PiAPI itself says that it has no such task. Whatever is before it may answer with 404 in a form of its own, and that says
 * nothing about the task.
 */
export const isUnknownTask = (check: Check | undefined): boolean =>
	check?.outcome === 'refused' && check.problem.httpCode === '404' && check.envelope?.code === 404;

/** A user may type an ID in another case than PiAPI returns it. */
const isSame = (id: string, other: string): boolean => id.toLowerCase() === other.toLowerCase();

const unusable = (message: string, taskId: string): FailedExchange => ({
	outcome: 'unclear',
	problem: createProblem({
		message,
		advice: 'Check the task ID and try again later.',
		type: 'unavailable',
		taskId,
	}),
});
