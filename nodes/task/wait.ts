import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import type { FailedExchange } from '../transport/exchange';
import { createProblem, type Problem } from '../transport/problem';
import { pauseFor } from '../transport/retryAfter';
import { createStop, type StopSignal } from '../transport/stopSignal';
import { isCompleted, isFinal, type Task } from '../transport/task';
import { withTimeout } from '../transport/withTimeout';
import { checkTask, isUnknownTask, type Check } from './checkTask';
import type { Durations, Peers } from './durations';
import { failureOf } from './failedTask';
import type { JobResult } from './job';
import type { Pace } from './pace';
import { nextCheckAge, unlearned } from './schedule';
import { durationOf } from './taskKind';

/** Milliseconds. PiAPI may not know a new task yet; after that long without one it never will. */
const NOT_FOUND_FOR = 60_000;
const FAULT_PAUSE = 1_000;
const LONGEST_FAULT_PAUSE = 30_000;
/** How far the answer to a check may come after the time limit. */
const ANSWER_WITHIN = 10_000;
/** Checks that are overdue are spread over this share of the task's age. */
const CATCH_UP = 0.02;

export interface Waiting {
	readonly client: Pick<Client, 'getTask'>;
	readonly clock: Clock;
	/** Between 0 and 1. */
	readonly random: () => number;
	/** Ends the waiting, with no result. */
	readonly signal: StopSignal;
	/** Return an unfinished task when the time limit is reached, instead of an error. */
	readonly returnUnfinished: boolean;
	/** What finished tasks tell about those that are still awaited. */
	readonly durations: Durations;
	/** Called with the task after each check. */
	readonly onSeen?: (task: Task) => void;
}

export interface Watch {
	readonly taskId: string;
	readonly pace: Pace;
	/** When it was created, or since when it is awaited: its age counts from here. Milliseconds since the epoch. */
	readonly since: number;
	/** The time limit counts from here. */
	readonly limitSince: number;
	/** Check at once, because the task may not be new. */
	readonly checkFirst: boolean;
	/** The task is known to exist, so refusals may pass. */
	readonly known: boolean;
	/** See `taskKindOf`; only given where `since` is the time of creation. */
	readonly kind?: string;
	/** The last known state. */
	readonly task?: Task;
}

/** Returns the finished task, a problem, or nothing when the signal fires. */
export async function waitForEnd(watch: Watch, waiting: Waiting): Promise<JobResult> {
	const peers = watch.kind === undefined ? undefined : waiting.durations.join(watch.kind);
	try {
		return await pollUntilEnd(watch, waiting, peers);
	} finally {
		peers?.leave();
	}
}

async function pollUntilEnd(
	watch: Watch,
	waiting: Waiting,
	peers: Peers | undefined,
): Promise<JobResult> {
	const { client, clock, random, signal } = waiting;
	const { taskId, pace, since } = watch;
	const endsAt = watch.limitSince + pace.timeout;
	let state: State = { task: watch.task, known: watch.known, faults: 0 };
	/** The age at which the task was last known to be unfinished. */
	let unfinishedAt = watch.checkFirst ? undefined : 0;
	let due: Due = watch.checkFirst
		? () => clock.now()
		: planner(watch, waiting, peers, 0, peers?.phase ?? random());

	for (;;) {
		// The last check is at the limit itself, so that a task that has just finished is not missed.
		const isLast = await sleepUntil(due, endsAt, waiting, peers);
		if (signal.aborted) return undefined;
		if (isLast && (state.heldUntil ?? 0) > endsAt) return atLimit(watch, waiting, state);

		const timeLeft = Math.max(endsAt - clock.now(), 0) + ANSWER_WITHIN;
		const check = await withTimeout(clock, timeLeft, checkTask(client, taskId));
		if (check?.outcome === 'canceled' || signal.aborted) return undefined;
		const now = clock.now();
		state = stateAfter(state, check, now);
		if (check?.outcome === 'answered') {
			const { task } = check;
			waiting.onSeen?.(task);
			const age = now - since;
			if (isCompleted(task)) {
				peers?.learn(durationOf(task, { after: unfinishedAt, until: age }));
				return { task };
			}
			if (isFinal(task)) return { problem: failureOf(task) };
			unfinishedAt = age;
			due = planner(watch, waiting, peers, age, random());
		} else if (check?.outcome === 'refused' && isGone(state, now)) {
			return refusal(watch, check, state);
		}
		if (isLast || check === undefined) return atLimit(watch, waiting, state);
		if (check.outcome !== 'answered') due = afterFault(check, state, now);
	}
}

/** When to check next, in milliseconds since the epoch; asked again when other tasks finish. */
type Due = () => number;

/** The next check of a task that was last seen unfinished at the age `lastAge`. */
function planner(
	{ pace: { typical }, since }: Watch,
	{ clock }: Waiting,
	peers: Peers | undefined,
	lastAge: number,
	random: number,
): Due {
	let latest = Number.POSITIVE_INFINITY;
	return () => {
		const expectation =
			peers === undefined
				? unlearned(typical)
				: { typical, known: peers.known(), peers: peers.count() };
		const now = clock.now();
		const planned = since + nextCheckAge(lastAge, expectation, random);
		// Overdue since others finished; more of them must not put it off.
		latest = planned < now ? Math.min(latest, now + (now - since) * CATCH_UP * random) : planned;
		return latest;
	};
}

function afterFault({ retryAfter }: FailedExchange, { faults }: State, now: number): Due {
	const pause = Math.min(FAULT_PAUSE * 2 ** Math.min(faults - 1, 5), LONGEST_FAULT_PAUSE);
	const at = now + pauseFor(pause, retryAfter);
	return () => at;
}

/** Waits until the check is due, or until the limit; tells whether that was reached. */
async function sleepUntil(
	due: Due,
	endsAt: number,
	{ clock, signal }: Waiting,
	peers: Peers | undefined,
): Promise<boolean> {
	for (;;) {
		const at = Math.min(due(), endsAt);
		const news = peers?.news();
		const awake = createStop(signal);
		news?.addEventListener('abort', awake.stop);
		await clock.sleep(at - clock.now(), awake.signal);
		news?.removeEventListener('abort', awake.stop);
		const isNews = awake.signal.aborted && !signal.aborted;
		awake.stop();
		if (!isNews) return at >= endsAt;
	}
}

/** What checks have told so far. */
interface State {
	/** As last seen. */
	readonly task?: Task;
	/** The task is known to exist. */
	readonly known: boolean;
	/** Checks in a row that told nothing about the task. */
	readonly faults: number;
	readonly fault?: Problem;
	/** Since when, and until when; milliseconds since the epoch. */
	readonly notFoundSince?: number;
	readonly heldUntil?: number;
}

function stateAfter(state: State, check: Check | undefined, now: number): State {
	if (check?.outcome === 'answered') return { task: check.task, known: true, faults: 0 };
	if (check === undefined || check.outcome === 'canceled') return state;
	const { problem, retryAfter } = check;
	return {
		...state,
		faults: state.faults + 1,
		fault: problem,
		notFoundSince: isUnknownTask(check) ? (state.notFoundSince ?? now) : undefined,
		heldUntil: retryAfter === undefined ? undefined : now + retryAfter,
	};
}

/** A key that is refused may be accepted again before the limit; a task that is not found for long is not there. */
const isGone = ({ known, notFoundSince = Number.POSITIVE_INFINITY }: State, now: number): boolean =>
	!known || now - notFoundSince > NOT_FOUND_FOR;

const refusal = ({ taskId }: Watch, { problem }: FailedExchange, { task }: State): JobResult => ({
	problem: {
		...problem,
		taskId,
		taskStatus: task?.status ?? 'unknown',
		model: task?.model,
		taskType: task?.taskType,
	},
});

const NOT_STARTED = new Set(['pending', 'staged', 'queued', 'queueing', 'submitted', 'waiting']);

function atLimit(
	{ taskId, pace }: Watch,
	{ returnUnfinished }: Waiting,
	{ task, fault }: State,
): JobResult {
	if (returnUnfinished && task) return { task };
	const taskStatus = task?.status ?? 'unknown';
	const advice = [
		NOT_STARTED.has(taskStatus)
			? 'PiAPI has not started it yet: check the balance and the running tasks of the account.'
			: '',
		'The task keeps running at PiAPI. Fetch its result later with Get Task and Wait Until Finished, or raise Timeout.',
		fault ? `The last status request failed: ${fault.message}. ${fault.advice}` : '',
	];
	return {
		problem: createProblem({
			message: `The task has not finished after ${Math.round(pace.timeout / 1000)} seconds (Timeout)`,
			advice: advice.filter((text) => text !== '').join(' '),
			taskId,
			taskStatus,
			isTimeout: true,
			model: task?.model,
			taskType: task?.taskType,
		}),
	};
}
