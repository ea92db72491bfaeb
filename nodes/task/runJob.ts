import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { retry } from '../transport/retry';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { pendingTask, type Task } from '../transport/task';
import { checkTask } from './checkTask';
import type { Durations } from './durations';
import type { FollowJob, Job, JobResult, CreateJob } from './job';
import { findAgain, createTask, type CreatedTask, type CreateContext } from './create';
import type { Slots } from './slots';
import { taskKindOf } from './taskKind';
import { waitForEnd } from './wait';
import type { StopSignal } from '../transport/stopSignal';

/** A single look may need a few tries. */
const LOOK_FOR = 60_000;

export interface JobContext {
	readonly client: Client;
	readonly clock: Clock;
	readonly random: () => number;
	readonly slots: Slots;
	readonly creating: CreateContext;
	/** Fires when the run ends before its jobs do. */
	readonly signal: StopSignal;
	/** Whether new tasks are awaited, or returned as they are after the create. */
	readonly awaitTasks: boolean;
	readonly returnUnfinished: boolean;
	readonly durations: Durations;
	/** Told of a task at each look. */
	readonly onSeen?: (task: Task) => void;
	/** Told of every task that this run holds, with its state as far as known. */
	readonly onTask: (taskId: string, status: string) => void;
	/** Told once the job has its task, or will never have one. */
	readonly onCreated: (itemIndex: number, made: CreatedTask | undefined) => void;
	/** Told of the time in which a job may make a task. */
	readonly onCreating: (made: Promise<CreatedTask | Problem | undefined>) => void;
}

/** One job from start to end; undefined when the run ended before. */
export async function runJob(job: Job, lanes: JobContext): Promise<JobResult> {
	return job.kind === 'create' ? await make(job, lanes) : await follow(job, lanes);
}

async function make(job: CreateJob, lanes: JobContext): Promise<JobResult> {
	const attached = await attach(job, lanes);
	if (attached && isProblem(attached)) {
		lanes.onCreated(job.itemIndex, undefined);
		return { problem: attached };
	}
	if (attached) lanes.slots.occupy();
	const creating =
		attached === undefined ? createTask(job, lanes.slots, lanes.creating) : undefined;
	if (creating) lanes.onCreating(creating);
	const made = attached ?? (await creating);
	if (made === undefined) return undefined;
	lanes.onCreated(job.itemIndex, isProblem(made) ? undefined : made);
	if (isProblem(made)) return { problem: made };
	lanes.onTask(made.taskId, made.task?.status ?? 'pending');
	try {
		return lanes.awaitTasks
			? await awaitMade(job, made, attached === undefined, lanes)
			: await asMade(job, made, lanes);
	} finally {
		lanes.slots.release();
	}
}

/** Goes on with the task of an earlier try, if there was one. */
async function attach(
	job: CreateJob,
	{ creating, onCreating }: JobContext,
): Promise<CreatedTask | Problem | undefined> {
	const digest = await job.digest();
	const record = creating.records.find(job.itemIndex, digest);
	if (record === undefined) return undefined;
	const { taskId, sentAt, sent = job.constantRequest.input } = record;
	if (taskId !== undefined) return { taskId, sentAt };
	// This try may ask otherwise, by an expression such as $now or the link of a new upload.
	const request = { ...job.constantRequest, input: sent };
	const found = findAgain(
		job,
		request,
		{ sentAt, digest },
		creating,
		createProblem({
			message: 'An earlier try got no answer',
			advice: 'Look for the task in the PiAPI workspace.',
		}),
	);
	onCreating(found);
	return await found;
}

async function awaitMade(
	job: CreateJob,
	{ taskId, sentAt, task }: CreatedTask,
	isNew: boolean,
	lanes: JobContext,
): Promise<JobResult> {
	const result = await waitForEnd(
		{
			taskId,
			task,
			pace: job.pace,
			since: sentAt,
			limitSince: sentAt,
			lookFirst: !isNew,
			known: true,
			kind: taskKindOf(job.constantRequest),
		},
		lanes,
	);
	const status = result && ('task' in result ? result.task.status : result.problem.taskStatus);
	if (status) lanes.onTask(taskId, status);
	// A failed task is over: another try makes a new one.
	if (result && 'problem' in result && hasFailed(result.problem)) {
		lanes.creating.records.forget(job.itemIndex);
	}
	return result;
}

/** Whether the task that the problem is about is over. */
export const hasFailed = ({ taskStatus = '' }: Problem): boolean =>
	taskStatus === 'failed' || taskStatus.startsWith('cancel');

async function asMade(job: CreateJob, made: CreatedTask, lanes: JobContext): Promise<JobResult> {
	if (made.task) return { task: made.task };
	const seen = await look(made.taskId, lanes);
	if (seen === undefined || 'task' in seen) return seen;
	return { task: pendingTask(made.taskId, job.constantRequest) };
}

async function follow(job: FollowJob, lanes: JobContext): Promise<JobResult> {
	const { taskId, pace } = job;
	if (!job.untilEnd) return await look(taskId, lanes);
	const since = lanes.clock.now();
	return await waitForEnd(
		{ taskId, pace, since, limitSince: since, lookFirst: true, known: false },
		lanes,
	);
}

async function look(taskId: string, { client, clock, signal }: JobContext): Promise<JobResult> {
	const giveUpAt = clock.now() + LOOK_FOR;
	let task: Task | undefined;
	const exchange = await retry(
		async () => {
			const check = await checkTask(client, taskId);
			if (check.outcome === 'answered') ({ task } = check);
			return check;
		},
		{ clock, signal, giveUpAt },
	);
	if (task !== undefined) return { task };
	return 'problem' in exchange ? { problem: { ...exchange.problem, taskId } } : undefined;
}
