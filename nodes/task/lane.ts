import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { persist } from '../transport/persist';
import { isProblem, type Problem } from '../transport/problem';
import { pendingTask, readTask, type Task } from '../transport/task';
import type { FollowJob, Job, JobResult, MakeJob } from './job';
import { findAgain, makeTask, type Made, type Making } from './make';
import type { Slots } from './slots';
import { waitForEnd } from './wait';
import type { StopSignal } from '../transport/stopSignal';

/** A single look may need a few tries. */
const LOOK_FOR = 60_000;

export interface Lanes {
	readonly client: Client;
	readonly clock: Clock;
	readonly random: () => number;
	readonly slots: Slots;
	readonly making: Making;
	/** Fires when the run ends before its jobs do. */
	readonly signal: StopSignal;
	/** Whether new tasks are awaited, or returned as they are after the create. */
	readonly awaitTasks: boolean;
	readonly returnUnfinished: boolean;
	/** Told of a task at each look. */
	readonly onSeen?: (task: Task) => void;
	/** Told of every task that this run holds, with its state as far as known. */
	readonly onTask: (taskId: string, status: string) => void;
	/** Told once the job has its task, or will never have one. */
	readonly onMade: (itemIndex: number, made: Made | undefined) => void;
	/** Told of the time in which a job may make a task. */
	readonly onMaking: (made: Promise<Made | Problem | undefined>) => void;
}

/** One job from start to end; undefined when the run ended before. */
export async function runJob(job: Job, lanes: Lanes): Promise<JobResult> {
	return job.kind === 'make' ? await make(job, lanes) : await follow(job, lanes);
}

async function make(job: MakeJob, lanes: Lanes): Promise<JobResult> {
	const attached = await attach(job, lanes);
	if (attached && isProblem(attached)) {
		lanes.onMade(job.itemIndex, undefined);
		return { problem: attached };
	}
	if (attached) lanes.slots.occupy();
	const making = attached === undefined ? makeTask(job, lanes.slots, lanes.making) : undefined;
	if (making) lanes.onMaking(making);
	const made = attached ?? (await making);
	if (made === undefined) return undefined;
	lanes.onMade(job.itemIndex, isProblem(made) ? undefined : made);
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
	job: MakeJob,
	{ making, onMaking }: Lanes,
): Promise<Made | Problem | undefined> {
	const digest = await job.digest();
	const record = making.records.find(job.itemIndex, digest);
	if (record === undefined) return undefined;
	const { taskId, sentAt, sent = job.constantRequest.input } = record;
	if (taskId !== undefined) return { taskId, sentAt };
	// This try may ask otherwise, by an expression such as $now or the link of a new upload.
	const request = { ...job.constantRequest, input: sent };
	const found = findAgain(job, request, { sentAt, digest }, making, {
		message: 'An earlier try got no answer',
		advice: 'Look for the task in the PiAPI workspace.',
	});
	onMaking(found);
	return await found;
}

async function awaitMade(
	job: MakeJob,
	{ taskId, sentAt, task }: Made,
	isNew: boolean,
	lanes: Lanes,
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
		},
		lanes,
	);
	const status = result && ('task' in result ? result.task.status : result.problem.taskStatus);
	if (status) lanes.onTask(taskId, status);
	// A failed task is over: another try makes a new one.
	if (result && 'problem' in result && hasFailed(result.problem)) {
		lanes.making.records.forget(job.itemIndex);
	}
	return result;
}

const hasFailed = ({ taskStatus = '' }: Problem): boolean =>
	taskStatus === 'failed' || taskStatus.startsWith('cancel');

async function asMade(job: MakeJob, made: Made, lanes: Lanes): Promise<JobResult> {
	if (made.task) return { task: made.task };
	const seen = await look(made.taskId, lanes);
	if (seen === undefined || 'task' in seen) return seen;
	return { task: pendingTask(made.taskId, job.constantRequest) };
}

async function follow(job: FollowJob, lanes: Lanes): Promise<JobResult> {
	const { taskId, pace } = job;
	if (!job.untilEnd) return await look(taskId, lanes);
	const since = lanes.clock.now();
	return await waitForEnd(
		{ taskId, pace, since, limitSince: since, lookFirst: true, known: false },
		lanes,
	);
}

async function look(taskId: string, { client, clock, signal }: Lanes): Promise<JobResult> {
	const giveUpAt = clock.now() + LOOK_FOR;
	const exchange = await persist(async () => await client.getTask(taskId), {
		clock,
		signal,
		giveUpAt,
	});
	if (exchange.outcome === 'cancelled') return undefined;
	if (exchange.outcome !== 'answered') return { problem: { ...exchange.problem, taskId } };
	const task: Task | undefined = readTask(exchange.envelope.data);
	return task
		? { task }
		: {
				problem: {
					message: "PiAPI's answer holds no task",
					advice: 'Check the task ID and try again later.',
					taskId,
				},
			};
}
