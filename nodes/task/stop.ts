import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { retry } from '../transport/retry';
import type { Problem } from '../transport/problem';
import { FINAL_STATUSES } from '../transport/task';
import { cancelAndConfirm } from './cancelTask';

/** Milliseconds. */
const CANCEL_FOR = 10_000;

/** Where the user of a stopped execution finds what is left: n8n keeps no items of a stopped node. */
export interface Report {
	/** To n8n's log and, in manual runs, to the editor's console. */
	warn(text: string): void;
}

export interface TaskState {
	/** As last seen. */
	readonly status: string;
	readonly cancelOnStop: boolean;
}

/** The tasks that a run holds, by ID. */
export type Ledger = ReadonlyMap<string, TaskState>;

interface StoppedRun {
	readonly client: Client;
	readonly clock: Clock;
	readonly ledger: Ledger;
	/** Resolves when no request that may create a task is on its way any more. */
	readonly settled: () => Promise<void>;
	/** Requests of which nobody knows whether they created a task. */
	readonly unclear: readonly Problem[];
	readonly report: Report;
}

type TaskStates = ReadonlyArray<readonly [taskId: string, state: TaskState]>;

/**
 * Says which tasks a stopped run leaves at PiAPI, each once, and cancels those that are to be canceled. Requests on
 * their way are waited for: their tasks would be lost otherwise.
 */
export async function reportStop(run: StoppedRun): Promise<void> {
	const known: TaskStates = [...run.ledger];
	say(known, run.report);
	await cancelAll(known, run);

	await run.settled();
	const late = [...run.ledger].filter(([taskId]) => !known.some(([other]) => other === taskId));
	say(late, run.report);
	run.unclear.forEach(({ message, advice }) => run.report.warn(`${message}. ${advice}`));
	await cancelAll(late, run);
}

function say(tasks: TaskStates, report: Report): void {
	if (tasks.length === 0) return;
	const listed = tasks.map(([taskId, { status }]) => `${taskId} (${status})`).join(', ');
	report.warn(
		`The execution was stopped. Tasks that it created at PiAPI: ${listed}. Fetch their results with the operation Get Task.`,
	);
}

/** A task that has finished cannot be canceled, and has been paid for. */
const isOpen = ({ status }: TaskState): boolean => !FINAL_STATUSES.includes(status);

async function cancelAll(tasks: TaskStates, { client, clock, report }: StoppedRun): Promise<void> {
	const giveUpAt = clock.now() + CANCEL_FOR;
	const open = tasks.filter(([, state]) => state.cancelOnStop && isOpen(state));
	await Promise.all(
		open.map(async ([taskId]) => {
			const exchange = await cancelAndConfirm(
				taskId,
				async () => await client.cancelTaskThroughStop(taskId),
				{ getTask: client.getTaskThroughStop },
				async (attempt) => await retry(attempt, { clock, giveUpAt }),
			);
			if (exchange.outcome === 'answered') return;
			const reason = 'problem' in exchange ? exchange.problem.message : 'no answer';
			report.warn(`Task ${taskId} could not be canceled: ${reason}.`);
		}),
	);
}
