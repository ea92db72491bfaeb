import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { createProblem, type Problem } from '../transport/problem';
import { retry } from '../transport/retry';
import type { StopSignal } from '../transport/stopSignal';
import { isCompleted, isFinal, type Task } from '../transport/task';
import { checkTask } from './checkTask';
import { failureOf } from './failedTask';
import { recordKeyOf, type CreateJob, type JobResult } from './job';
import type { Records } from './records';

/** Milliseconds. */
const CANCEL_FOR = 10_000;
/** Milliseconds: PiAPI takes some time to cancel a task. */
const CANCEL_CHECK = 2_000;
const MOST_CHECKS = 5;

interface Canceling {
	readonly client: Client;
	readonly clock: Clock;
	/** Fires when the run ends. */
	readonly signal: StopSignal;
	readonly onSeen?: (task: Task) => void;
}

/**
 * Cancels a task that took too long, before another model is tried: only one of them may complete. What PiAPI shows
 * afterwards counts, whatever it answered to the cancel. Undefined when the run ended before.
 */
export async function cancelLate(
	job: CreateJob,
	late: Problem,
	canceling: Canceling,
	records: Records,
): Promise<JobResult> {
	const key = recordKeyOf(job);
	const record = records.get(key);
	// Another try must not take it for a task that the user canceled.
	if (record !== undefined) records.write(key, { ...record, isGivenUp: true });
	const seen = await cancelAndCheck(late.taskId ?? '', canceling);
	if (canceling.signal.aborted) return undefined;
	if (seen === undefined) return { problem: notCanceled(late) };
	if (isCompleted(seen)) return { task: seen };
	if (!isFinal(seen)) {
		return job.returnUnfinished
			? { task: seen }
			: { problem: { ...notCanceled(late), taskStatus: seen.status } };
	}
	const failure = { ...failureOf(seen), isTimeout: true };
	const isCanceled = seen.status !== 'failed';
	return { problem: isCanceled ? { ...failure, message: late.message } : failure };
}

/** The task as last seen. */
async function cancelAndCheck(
	taskId: string,
	{ client, clock, signal, onSeen }: Canceling,
): Promise<Task | undefined> {
	const giveUpAt = clock.now() + CANCEL_FOR;
	await retry(async () => await client.cancelTask(taskId), { clock, signal, giveUpAt });
	let task: Task | undefined;
	for (let checks = 1; ; checks++) {
		const check = await checkTask(client, taskId);
		if (check.outcome === 'answered') {
			({ task } = check);
			onSeen?.(task);
		}
		if (checks === MOST_CHECKS || signal.aborted || (task && isFinal(task))) return task;
		await clock.sleep(CANCEL_CHECK, signal);
	}
}

const notCanceled = (problem: Problem): Problem =>
	createProblem({
		...problem,
		advice: `${problem.advice} PiAPI did not cancel it, so no other model was tried.`,
	});
