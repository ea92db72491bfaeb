import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { createProblem, type Problem } from '../transport/problem';
import { isFinal, type Task } from '../transport/task';
import { checkTask } from './checkTask';
import type { CreateJob } from './job';

/** Why a job came to nothing, where another model may do better. */
export type FailureReason = 'refused' | 'failed' | 'timeout' | 'content';

/** What to try next. */
export interface OrElse {
	/** After which failures. */
	readonly on: readonly FailureReason[];
	readonly job: CreateJob;
}

/** A job of the same item that came to nothing. Plain data, so that it can be stored with the execution. */
export interface FailedAttempt {
	readonly model: string;
	readonly taskId: string | null;
	readonly status: string;
	readonly reason: string;
	readonly costUsd?: number;
}

/** Whether the task that the problem is about is over. */
export const hasFailed = ({ taskStatus = '' }: Problem): boolean =>
	taskStatus === 'failed' || taskStatus.startsWith('cancel');

/** Undefined where a task may still complete, or where somebody wants none. */
function reasonOf(problem: Problem): FailureReason | undefined {
	if (problem.unclear === true) return undefined;
	if (problem.isContent === true) return 'content';
	if (problem.taskId === undefined) return problem.httpCode === undefined ? undefined : 'refused';
	if (problem.taskStatus === 'failed') return 'failed';
	return problem.isTimeout === true ? 'timeout' : undefined;
}

/** The next job after a problem, if the user wants one then. */
export function nextAfter({ orElse }: CreateJob, problem: Problem): CreateJob | undefined {
	const reason = reasonOf(problem);
	return orElse !== undefined && reason !== undefined && orElse.on.includes(reason)
		? orElse.job
		: undefined;
}

/** A job and all that may follow it. */
export const chainOf = (job: CreateJob): CreateJob[] =>
	job.orElse === undefined ? [job] : [job, ...chainOf(job.orElse.job)];

export const attemptOf = ({ name = '' }: CreateJob, problem: Problem): FailedAttempt => ({
	model: name,
	taskId: problem.taskId ?? null,
	status: problem.isTimeout === true ? 'canceled' : (problem.taskStatus ?? 'refused'),
	reason: problem.message,
	...(problem.costUsd === undefined ? {} : { costUsd: problem.costUsd }),
});

/** Names what was tried before, since the tasks are in no item. */
export function withAttempts(problem: Problem, attempts: readonly FailedAttempt[]): Problem {
	if (attempts.length === 0) return problem;
	const texts = attempts.map(
		({ model, taskId, reason }) =>
			`${model}${taskId === null ? '' : ` (task ${taskId})`}: ${reason}`,
	);
	return { ...problem, advice: `${problem.advice} Tried before: ${texts.join('; ')}.` };
}

/** Milliseconds: PiAPI takes a moment to cancel a task. */
const CANCEL_CHECK = 2_000;
const MOST_CHECKS = 5;

/**
 * Cancels a task that took too long before another model is tried: only one of them may complete. Gives the task once it has
 * ended, however that was; undefined where it goes on.
 */
export async function cancelLate(
	{ cancelTask, getTask }: Pick<Client, 'cancelTask' | 'getTask'>,
	clock: Clock,
	taskId: string,
): Promise<Task | undefined> {
	await cancelTask(taskId);
	for (let checks = 1; ; checks++) {
		const seen = await checkTask({ getTask }, taskId);
		if (seen.outcome === 'answered' && isFinal(seen.task)) return seen.task;
		if (checks === MOST_CHECKS || seen.outcome === 'canceled') return undefined;
		await clock.sleep(CANCEL_CHECK);
	}
}

export const notCanceled = (problem: Problem): Problem =>
	createProblem({
		...problem,
		advice: `${problem.advice} PiAPI did not cancel it, so no other model was tried.`,
	});
