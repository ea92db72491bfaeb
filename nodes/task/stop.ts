import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { retry } from '../transport/retry';
import type { Problem } from '../transport/problem';

const CANCEL_FOR = 10_000;

/** Where the user of a stopped execution finds what was left: n8n keeps nothing of a stopped node. */
export interface Report {
	/** To n8n's log and, in manual runs, to the editor's console. */
	warn(text: string): void;
}

/** The tasks that a run holds, with their last known state. */
export type Ledger = ReadonlyMap<string, string>;

export interface Left {
	readonly client: Client;
	readonly clock: Clock;
	readonly ledger: Ledger;
	/** Resolves when no request that may make a task is under way any more. */
	readonly settled: () => Promise<void>;
	/** Requests of which nobody knows whether they made a task. */
	readonly unclear: readonly Problem[];
	readonly report: Report;
	readonly cancelTasks: boolean;
}

type TaskStates = ReadonlyArray<readonly [taskId: string, status: string]>;

/**
 * Says which tasks a stopped run leaves behind, each once, and cancels them if asked. Requests that were under way
 * are waited for: their tasks would be lost otherwise.
 */
export async function settleStop(left: Left): Promise<void> {
	const known: TaskStates = [...left.ledger];
	say(known, left.report);
	await cancelAll(known, left);

	await left.settled();
	const late = [...left.ledger].filter(([taskId]) => !known.some(([other]) => other === taskId));
	say(late, left.report);
	left.unclear.forEach(({ message, advice }) => left.report.warn(`${message}. ${advice}`));
	await cancelAll(late, left);
}

function say(tasks: TaskStates, report: Report): void {
	if (tasks.length === 0) return;
	const listed = tasks.map(([taskId, status]) => `${taskId} (${status})`).join(', ');
	report.warn(
		`The execution was stopped. Tasks that it made at PiAPI: ${listed}. Fetch their results with the operation Get Task.`,
	);
}

async function cancelAll(
	tasks: TaskStates,
	{ client, clock, report, cancelTasks }: Left,
): Promise<void> {
	if (!cancelTasks) return;
	const giveUpAt = clock.now() + CANCEL_FOR;
	const open = tasks.filter(([, status]) => status !== 'completed' && status !== 'failed');
	await Promise.all(
		open.map(async ([taskId]) => {
			const exchange = await retry(async () => await client.cancelTaskThroughStop(taskId), {
				clock,
				giveUpAt,
			});
			if (exchange.outcome === 'answered') return;
			const reason = 'problem' in exchange ? exchange.problem.message : 'no answer';
			report.warn(`Task ${taskId} could not be cancelled: ${reason}.`);
		}),
	);
}
