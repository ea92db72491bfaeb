import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import type { FailedExchange } from '../transport/exchange';
import { createProblem, type Problem } from '../transport/problem';
import { withTimeout } from '../transport/withTimeout';
import { isCompleted, isFinal, readTask, type Task } from '../transport/task';
import type { JobResult } from './job';
import type { Pace } from './pace';
import { nextLookAge } from './schedule';
import type { StopSignal } from '../transport/stopSignal';

/** A task that PiAPI refuses to show may only not be there yet; after that long it will not come. */
const REFUSALS_FOR = 60_000;
const FAULT_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const LONGEST_LOOK = 30_000;

export interface Waiting {
	readonly client: Client;
	readonly clock: Clock;
	readonly random: () => number;
	/** Ends the waiting, with no result. */
	readonly signal: StopSignal;
	/** An unfinished task is the result when the time limit is reached, instead of an error. */
	readonly returnUnfinished: boolean;
	/** Told of the task at each look. */
	readonly onSeen?: (task: Task) => void;
}

export interface Watch {
	readonly taskId: string;
	readonly pace: Pace;
	/** Milliseconds since the epoch from which its age, and so the looks, are counted. */
	readonly since: number;
	/** From which the time limit is counted. */
	readonly limitSince: number;
	/** Look at once, since it is not known to be new. */
	readonly lookFirst: boolean;
	/** Refusals may pass, since the task is known to have been made. */
	readonly known: boolean;
	/** The last known state. */
	readonly task?: Task;
}

const seconds = (milliseconds: number): number => Math.round(milliseconds / 1000);

export function failureOf(task: Task): Problem {
	const cancelled = task.status.startsWith('cancel');
	return createProblem({
		message:
			task.failure || (cancelled ? 'The task was cancelled' : 'The task failed without a reason'),
		advice: cancelled
			? 'Run it again to make a new task.'
			: 'Change what PiAPI names, or run it again to make a new task.',
		taskId: task.id,
		taskStatus: task.status,
	});
}

const lateness = (taskId: string, limit: number, task: Task | undefined): Problem =>
	createProblem({
		message: `The task was not finished after ${seconds(limit)} seconds, the Time Limit`,
		advice:
			'It goes on at PiAPI. Fetch its result later with the operation Get Task and Wait Until Finished, or set a longer Time Limit.',
		taskId,
		taskStatus: task?.status ?? 'unknown',
	});

/** Ends with the finished task, a problem, or nothing when the signal fires. */
export async function waitForEnd(watch: Watch, waiting: Waiting): Promise<JobResult> {
	const { client, clock, random, signal } = waiting;
	const { taskId, pace, since } = watch;
	const endsAt = watch.limitSince + pace.timeLimit;
	let task = watch.task;
	let faults = 0;
	let refusedSince: number | undefined;
	let lookAt = watch.lookFirst
		? clock.now()
		: since + nextLookAge(clock.now() - since, pace.typical, random());

	for (;;) {
		// The last look is at the limit itself, so that a task that just ended is not missed.
		const isLastLook = lookAt >= endsAt;
		await clock.sleep(Math.min(lookAt, endsAt) - clock.now(), signal);
		if (signal.aborted) return undefined;

		// A look that PiAPI's Retry-After holds back must not outlast the time limit.
		const timeLeft = Math.max(endsAt - clock.now(), 0) + LONGEST_LOOK;
		const exchange = await withTimeout(clock, timeLeft, client.getTask(taskId));
		if (exchange?.outcome === 'canceled' || signal.aborted) return undefined;
		const seen = exchange?.outcome === 'answered' ? readTask(exchange.envelope.data) : undefined;
		if (seen) {
			task = seen;
			waiting.onSeen?.(seen);
			faults = 0;
			refusedSince = undefined;
			if (isFinal(seen)) return isCompleted(seen) ? { task: seen } : { problem: failureOf(seen) };
		} else {
			faults++;
		}
		if (exchange?.outcome === 'refused') {
			refusedSince ??= clock.now();
			if (!watch.known || clock.now() - refusedSince > REFUSALS_FOR)
				return refusal(watch, exchange, task);
		}
		if (isLastLook || exchange === undefined) {
			return waiting.returnUnfinished && task
				? { task }
				: { problem: lateness(taskId, pace.timeLimit, task) };
		}
		lookAt = seen
			? since + nextLookAge(clock.now() - since, pace.typical, random())
			: clock.now() + Math.min(FAULT_PAUSE * 2 ** Math.min(faults - 1, 5), LONGEST_PAUSE);
	}
}

const refusal = (
	{ taskId }: Watch,
	exchange: FailedExchange,
	task: Task | undefined,
): JobResult => ({
	problem: { ...exchange.problem, taskId, taskStatus: task?.status ?? 'unknown' },
});
