import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { retry } from '../transport/retry';
import { isProblem, type Problem } from '../transport/problem';
import { pendingTask, type Task } from '../transport/task';
import { cancelLate } from './cancelLate';
import { runChain } from './chain';
import { checkTask } from './checkTask';
import { createTask } from './create';
import type { CreateContext, CreatedTask } from './createContext';
import { endBudget } from './createRecord';
import type { Durations } from './durations';
import { recordKeyOf, type CreateJob, type FollowJob, type Job, type JobResult } from './job';
import { hasFailed, isCanceledWhenLate, nextAfter } from './orElse';
import type { Records } from './records';
import { isResumed, named, resumeCreate, type ResumedTask } from './resumeCreate';
import type { Slots } from './slots';
import { taskKindOf } from './taskKind';
import { waitForEnd } from './wait';
import type { StopSignal } from '../transport/stopSignal';

/** Milliseconds: a single check may need a few tries. */
const CHECK_FOR = 60_000;

export interface JobContext {
	readonly client: Client;
	readonly clock: Clock;
	readonly random: () => number;
	readonly slots: Slots;
	readonly creating: CreateContext;
	/** Fires when the run ends before its jobs do. */
	readonly signal: StopSignal;
	readonly durations: Durations;
	/** Told of a task at each check. */
	readonly onSeen?: (task: Task) => void;
	/** Told of every task that this run holds, with its state as far as known. */
	readonly onTask: (job: Job, taskId: string, status: string) => void;
	/** Told once the job has its task, or will never have one. */
	readonly onCreated: (job: Job, created: CreatedTask | undefined) => void;
	/** Told of the time in which a job may create a task. */
	readonly onCreating: (job: Job, created: Promise<CreatedTask | Problem | undefined>) => void;
}

/** One job from start to end; undefined when the run ended before. */
export async function runJob(job: Job, context: JobContext): Promise<JobResult> {
	return job.kind === 'create'
		? await runChain(job, context.creating, async (one) => await create(one, context))
		: await follow(job, context);
}

/** What a job has at PiAPI. */
interface Held {
	readonly created: ResumedTask;
	readonly isNew: boolean;
}

async function create(job: CreateJob, context: JobContext): Promise<JobResult> {
	const { creating, slots } = context;
	try {
		const held = await createOrResume(job, context);
		if (held === undefined) return undefined;
		if (isProblem(held)) return { problem: held };
		try {
			const result = await finish(job, held, context);
			if (result !== undefined && 'problem' in result && !nextAfter(job, result.problem)) {
				creating.onProblem?.();
			}
			return withLimit(result, held.created.sentAt + job.pace.timeout);
		} finally {
			slots.release();
		}
	} finally {
		endBudget(job, creating);
	}
}

/** The job's task, which holds a slot. */
async function createOrResume(
	job: CreateJob,
	context: JobContext,
): Promise<Held | Problem | undefined> {
	const { creating, slots } = context;
	let created: CreatedTask | Problem | undefined;
	try {
		const resumed = await resumeCreate(job, creating, (found) => context.onCreating(job, found));
		if (resumed === undefined || isProblem(resumed)) return resumed;
		if (isResumed(resumed)) {
			created = resumed;
			slots.occupy();
			return { created, isNew: false };
		}
		const answer = createTask(job, slots, creating, resumed.createId).then((result) =>
			named(result, job),
		);
		context.onCreating(job, answer);
		created = await answer;
		return created === undefined || isProblem(created) ? created : { created, isNew: true };
	} finally {
		// Also after a throw: the others must not wait for this job.
		context.onCreated(job, isProblem(created) ? undefined : created);
	}
}

async function finish(
	job: CreateJob,
	{ created, isNew }: Held,
	context: JobContext,
): Promise<JobResult> {
	context.onTask(job, created.taskId, created.task?.status ?? 'pending');
	const onSeen = (task: Task): void => {
		context.creating.budget?.told(job, task);
		context.onSeen?.(task);
	};
	return job.awaits
		? await awaitCreated(job, created, isNew, { ...context, onSeen })
		: await asCreated(job, created, { ...context, onSeen });
}

const withLimit = (result: JobResult, giveUpAt: number): JobResult =>
	result !== undefined && 'task' in result ? { ...result, giveUpAt } : result;

async function awaitCreated(
	job: CreateJob,
	{ taskId, sentAt, task, isGivenUp }: ResumedTask,
	isNew: boolean,
	context: JobContext,
): Promise<JobResult> {
	const { records } = context.creating;
	const waited = await waitForEnd(
		{
			taskId,
			task,
			pace: job.pace,
			since: sentAt,
			limitSince: sentAt,
			checkFirst: !isNew,
			known: true,
			kind: taskKindOf(job.constantRequest),
		},
		{ ...context, returnUnfinished: job.returnUnfinished && !isCanceledWhenLate(job) },
	);
	const told = isNew ? waited : unlessUnknown(waited);
	const result = await afterTimeout(job, told, isGivenUp === true, context);
	const status = result && ('task' in result ? result.task.status : result.problem.taskStatus);
	if (status) context.onTask(job, taskId, status);
	if (result === undefined || 'task' in result) return result;
	if (hasFailed(result.problem)) await settleFailed(job, result.problem, records);
	return { problem: named(result.problem, job) };
}

/**
 * A task of an earlier try that PiAPI does not know, for as long as it may take to. Another one would be paid as well, so
 * that is for the user to start.
 */
function unlessUnknown(waited: JobResult): JobResult {
	if (waited === undefined || 'task' in waited || waited.problem.httpCode !== '404') return waited;
	const { problem } = waited;
	return {
		problem: {
			...problem,
			message: `PiAPI does not know the task of an earlier try: ${problem.message}`,
			advice:
				'It belongs to another PiAPI account, or PiAPI has deleted it. Retry with the credential that created it, or start a new execution to create new, paid tasks.',
			isUnknownToAccount: true,
		},
	};
}

/** A task that took too long makes room for the next model, if there is one. */
async function afterTimeout(
	job: CreateJob,
	waited: JobResult,
	isGivenUp: boolean,
	context: JobContext,
): Promise<JobResult> {
	if (waited === undefined || 'task' in waited || !isCanceledWhenLate(job)) return waited;
	const { problem } = waited;
	if (hasFailed(problem)) return isGivenUp ? { problem: { ...problem, isTimeout: true } } : waited;
	if (problem.isTimeout !== true) return waited;
	return await cancelLate(job, problem, context, context.creating.records);
}

/**
 * A failed task is over: another try creates a new one, unless its content was refused. As long as another model may be
 * tried, its record tells another try where this one was.
 */
async function settleFailed(job: CreateJob, problem: Problem, records: Records): Promise<void> {
	const key = recordKeyOf(job);
	const record =
		problem.isContent === true ? records.find(key, await job.digest(), job.source) : undefined;
	if (record !== undefined) records.write(key, { ...record, hasRefusedTask: true });
	else if (!nextAfter(job, problem)) records.forget(key);
}

async function asCreated(
	job: CreateJob,
	created: CreatedTask,
	context: JobContext,
): Promise<JobResult> {
	if (created.task) return { task: created.task };
	const seen = await check(created.taskId, context);
	if (seen !== undefined && 'task' in seen) context.onSeen?.(seen.task);
	if (seen === undefined || 'task' in seen) return seen;
	return { task: pendingTask(created.taskId, job.constantRequest) };
}

async function follow(job: FollowJob, context: JobContext): Promise<JobResult> {
	const { taskId, pace, returnUnfinished } = job;
	const since = context.clock.now();
	const giveUpAt = since + pace.timeout;
	if (!job.awaits) return withLimit(await check(taskId, context), giveUpAt);
	const result = await waitForEnd(
		{ taskId, pace, since, limitSince: since, checkFirst: true, known: false },
		{ ...context, returnUnfinished },
	);
	return withLimit(result, giveUpAt);
}

async function check(taskId: string, { client, clock, signal }: JobContext): Promise<JobResult> {
	const answer = await retry(async () => await checkTask(client, taskId), {
		clock,
		signal,
		giveUpAt: clock.now() + CHECK_FOR,
	});
	if (answer.outcome === 'answered') return { task: answer.task };
	return 'problem' in answer ? { problem: { ...answer.problem, taskId } } : undefined;
}
