import type { FailureReason, FailedAttempt } from './failedAttempt';
import type { Problem } from '../transport/problem';
import { isCanceled } from '../transport/taskStatus';
import type { CreateJob } from './job';

/** Whether the task that the problem is about is over. */
export const hasFailed = ({ taskStatus = '' }: Problem): boolean =>
	taskStatus === 'failed' || isCanceled(taskStatus);

/** Undefined where a task may still complete, or where somebody wants none. */
function reasonOf(problem: Problem): FailureReason | undefined {
	if (problem.unclear === true) return undefined;
	if (problem.isContent === true) return 'content';
	if (problem.taskId === undefined) return problem.httpCode === undefined ? undefined : 'refused';
	if (problem.isTimeout === true) return hasFailed(problem) ? 'timeout' : undefined;
	return problem.taskStatus === 'failed' ? 'failed' : undefined;
}

/** The next job after a problem, if the user wants one then. */
export function nextAfter({ orElse }: CreateJob, problem: Problem): CreateJob | undefined {
	const reason = reasonOf(problem);
	return orElse !== undefined && reason !== undefined && orElse.on.includes(reason)
		? orElse.job
		: undefined;
}

/** Whether a task that takes too long is canceled, so that another model may be tried. */
export const isCanceledWhenLate = ({ orElse }: CreateJob): boolean =>
	orElse?.on.includes('timeout') === true;

/** Whether nothing is left of a job that another try could resume. */
export const isOver = (problem: Problem): boolean =>
	hasFailed(problem) || reasonOf(problem) === 'refused' || problem.isContent === true;

/** A job and all that may follow it. */
export const chainOf = (job: CreateJob): CreateJob[] =>
	job.orElse === undefined ? [job] : [job, ...chainOf(job.orElse.job)];

const attemptOf = ({ name = '' }: CreateJob, problem: Problem): FailedAttempt => ({
	model: name,
	taskId: problem.taskId ?? null,
	status: problem.taskStatus ?? 'refused',
	reason: problem.message,
	...(problem.costUsd === undefined ? {} : { costUsd: problem.costUsd }),
});

const isSame = (one: FailedAttempt, other: FailedAttempt): boolean =>
	one.taskId === other.taskId &&
	(one.taskId !== null || (one.model === other.model && one.reason === other.reason));

/** The attempts up to this one. Refused content comes up again on every try, and is listed once. */
export function attemptsWith(job: CreateJob, problem: Problem): readonly FailedAttempt[] {
	const { earlier = [] } = job;
	const attempt = attemptOf(job, problem);
	return earlier.some((other) => isSame(other, attempt)) ? earlier : [...earlier, attempt];
}

/** Names what was tried before, since the tasks are in no item. */
export function withAttempts(problem: Problem, attempts: readonly FailedAttempt[]): Problem {
	const others = attempts.filter(({ taskId }) => taskId === null || taskId !== problem.taskId);
	if (others.length === 0) return problem;
	const texts = others.map(
		({ model, taskId, reason }) =>
			`${model}${taskId === null ? '' : ` (task ${taskId})`}: ${reason}`,
	);
	return { ...problem, advice: `${problem.advice} Tried before: ${texts.join('; ')}.` };
}
