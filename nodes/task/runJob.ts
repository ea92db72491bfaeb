import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { retry } from '../transport/retry';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { isCompleted, pendingTask, type Task } from '../transport/task';
import { checkTask } from './checkTask';
import type { Durations } from './durations';
import { recordKeyOf, type CreateJob, type FollowJob, type Job, type JobResult } from './job';
import {
	attemptOf,
	cancelLate,
	chainOf,
	hasFailed,
	nextAfter,
	notCanceled,
	withAttempts,
} from './orElse';
import { problemOfRefusal } from './contentRefusal';
import { createTask, findAgain, type CreateContext, type CreatedTask } from './create';
import type { Records } from './records';
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
	return job.kind === 'create' ? await create(job, context) : await follow(job, context);
}

/** Creates with one model after the other, until one completes or the user wants no more. */
async function create(job: CreateJob, context: JobContext): Promise<JobResult> {
	const chain = chainOf(job);
	let current = chain.length === 1 ? job : await lastBegun(chain, context);
	for (;;) {
		const result = await createOne(current, context);
		if (result === undefined || !('problem' in result)) return withTried(result, current);
		const { problem } = result;
		const { earlier = [] } = current;
		const next = nextAfter(current, problem);
		const ended =
			next !== undefined && problem.isTimeout === true
				? await cancelLate(context.client, context.clock, problem.taskId ?? '')
				: undefined;
		if (ended !== undefined && isCompleted(ended)) return withTried({ task: ended }, current);
		if (next !== undefined && (problem.isTimeout !== true || ended !== undefined)) {
			current = { ...next, earlier: [...earlier, attemptOf(current, problem)] };
			continue;
		}
		context.creating.onProblem?.();
		if (hasFailed(problem) && problem.isContent !== true) {
			chain.forEach((one) => context.creating.records.forget(recordKeyOf(one)));
		}
		const told = next === undefined ? problem : notCanceled(problem);
		return { problem: withAttempts(told, earlier) };
	}
}

const withTried = (result: JobResult, { name, earlier }: CreateJob): JobResult =>
	result === undefined || name === undefined || 'problem' in result
		? result
		: { ...result, name, attempts: earlier ?? [] };

/** Where an earlier try of the node was: the last model of which there is a record. */
async function lastBegun(
	chain: readonly CreateJob[],
	{ creating: { records } }: JobContext,
): Promise<CreateJob> {
	const [first, ...others] = chain;
	for (const job of others.reverse()) {
		const record = records.find(recordKeyOf(job), await job.digest(), job.source);
		if (record !== undefined) return { ...job, earlier: record.earlier };
	}
	return first as CreateJob;
}

async function createOne(job: CreateJob, context: JobContext): Promise<JobResult> {
	let created: CreatedTask | Problem | undefined;
	let isResumed = false;
	try {
		created = await resume(job, context);
		isResumed = created !== undefined;
		if (created === undefined) {
			const creating = createTask(job, context.slots, context.creating).then((result) =>
				named(result, job),
			);
			context.onCreating(job, creating);
			created = await creating;
		} else if (!isProblem(created)) {
			context.slots.occupy();
		}
	} finally {
		// Also after a throw: the others must not wait for this job.
		context.onCreated(job, isProblem(created) ? undefined : created);
	}
	if (created === undefined) return undefined;
	if (isProblem(created)) return { problem: created };
	context.onTask(job, created.taskId, created.task?.status ?? 'pending');
	const { budget } = context.creating;
	const onSeen = (task: Task): void => {
		budget?.told(job, task);
		context.onSeen?.(task);
	};
	try {
		const result = job.awaits
			? await awaitCreated(job, created, !isResumed, { ...context, onSeen })
			: await asCreated(job, created, { ...context, onSeen });
		if (result !== undefined && 'problem' in result && !nextAfter(job, result.problem)) {
			context.creating.onProblem?.();
		}
		return withLimit(result, created.sentAt + job.pace.timeout);
	} finally {
		budget?.end(job);
		context.slots.release();
	}
}

const withLimit = (result: JobResult, giveUpAt: number): JobResult =>
	result !== undefined && 'task' in result ? { ...result, giveUpAt } : result;

/** A problem says which model and task type it is about, also where no task tells it. */
const named = <T>(result: T, { constantRequest: { model, task_type } }: CreateJob): T | Problem =>
	isProblem(result)
		? { ...result, model: result.model || model, taskType: result.taskType || task_type }
		: result;

/** Resumes the task of an earlier try, if there was one. */
async function resume(
	job: CreateJob,
	{ creating, onCreating }: JobContext,
): Promise<CreatedTask | Problem | undefined> {
	const digest = await job.digest();
	const record = creating.records.find(recordKeyOf(job), digest, job.source);
	if (record === undefined) return undefined;
	const { taskId, sentAt, sentAtPiApi, refusal, sent = job.constantRequest.input } = record;
	if (refusal !== undefined) {
		creating.onProblem?.();
		return named(problemOfRefusal(refusal), job);
	}
	if (taskId !== undefined) return { taskId, sentAt };
	// This try may ask otherwise, by an expression such as $now or the link of a new upload.
	const request = { ...job.constantRequest, input: sent };
	const reason = createProblem({
		message: 'An earlier try got no answer',
		advice: '',
	});
	const found = findAgain(job, request, { sentAt, sentAtPiApi, digest }, creating, reason).then(
		(result) => named(result, job),
	);
	onCreating(job, found);
	return await found;
}

async function awaitCreated(
	job: CreateJob,
	{ taskId, sentAt, task }: CreatedTask,
	isNew: boolean,
	context: JobContext,
): Promise<JobResult> {
	const result = await waitForEnd(
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
		{ ...context, returnUnfinished: job.returnUnfinished },
	);
	const status = result && ('task' in result ? result.task.status : result.problem.taskStatus);
	if (status) context.onTask(job, taskId, status);
	if (
		result &&
		'problem' in result &&
		hasFailed(result.problem) &&
		!nextAfter(job, result.problem)
	) {
		await settleFailed(job, result.problem, context.creating.records);
	}
	return result && 'problem' in result ? { problem: named(result.problem, job) } : result;
}

/** A failed task is over: another try creates a new one, unless its content was refused. */
async function settleFailed(
	job: CreateJob,
	{ isContent }: Problem,
	records: Records,
): Promise<void> {
	const key = recordKeyOf(job);
	const record = isContent === true ? records.find(key, await job.digest(), job.source) : undefined;
	if (record === undefined) records.forget(key);
	else records.write(key, { ...record, hasRefusedTask: true });
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
	const giveUpAt = clock.now() + CHECK_FOR;
	let task: Task | undefined;
	const exchange = await retry(
		async () => {
			const answer = await checkTask(client, taskId);
			if (answer.outcome === 'answered') ({ task } = answer);
			return answer;
		},
		{ clock, signal, giveUpAt },
	);
	if (task !== undefined) return { task };
	return 'problem' in exchange ? { problem: { ...exchange.problem, taskId } } : undefined;
}
