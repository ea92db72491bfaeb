import { taskIdIn, type Exchange } from '../transport/exchange';
import { createProblem, type Problem } from '../transport/problem';
import { CLOCK_SLACK } from '../transport/piApiTime';
import { readTask, type Task, type TaskRequest } from '../transport/task';
import type { CreateContext } from './createContext';
import type { CreateIdentity } from './createRecord';
import { timeIn } from './historyRows';
import { recordKeyOf, type CreateJob } from './job';
import { withoutLongTexts } from './longText';
import { contradicts } from './sameRequest';
import type { Sent } from './search';

/** How the request of a create was answered. */
interface CreateAnswer {
	readonly exchange: Exchange;
	readonly sent: Sent;
	/** The new task, now claimed for this item. */
	readonly taskId?: string;
}

export const taskIn = (exchange: Exchange): Task | undefined =>
	'envelope' in exchange ? readTask(exchange.envelope?.data) : undefined;

/** Writes the record before anything goes out, so that a later try never sends blindly. */
export async function sendCreate(
	job: CreateJob,
	request: TaskRequest,
	identity: CreateIdentity,
	creating: CreateContext,
): Promise<CreateAnswer> {
	const { client, clock, time, records, executionId, account, signal } = creating;
	const { createId } = identity;
	let sent: Sent = { createId, sentAt: clock.now() };
	let settle: (() => void) | undefined;
	try {
		const exchange = await client.createTask(request, () => {
			if (signal.aborted) return false;
			const sentAt = clock.now();
			const isTimeKnown = time.ahead() !== undefined;
			sent = { createId, sentAt, ...(isTimeKnown ? { sentAtPiApi: time.earliest(sentAt) } : {}) };
			const record = {
				...sent,
				...identity,
				source: job.source,
				executionId,
				earlier: job.earlier,
				committedUsd: creating.budget?.amountOf(job),
				sent: withoutLongTexts(request.input),
			};
			records.write(recordKeyOf(job), record);
			settle = account.inFlight.start();
			return true;
		});
		return { ...claimed(exchange, request, sent, creating), sent };
	} finally {
		// Only after the claim, or a search might take the task first.
		settle?.();
	}
}

/** The task that the answer names, claimed for this item if nothing says that it belongs to something else. */
function claimed(
	exchange: Exchange,
	request: TaskRequest,
	sent: Sent,
	creating: CreateContext,
): Pick<CreateAnswer, 'exchange' | 'taskId'> {
	const taskId = 'envelope' in exchange ? taskIdIn(exchange.envelope) : undefined;
	if (taskId === undefined) return { exchange };
	if (isAboutAnother(taskIn(exchange), request, sent, creating)) {
		return {
			exchange: unclear({
				message: `PiAPI returned a different task than the one requested: ${taskId}`,
				advice: '',
			}),
		};
	}
	return creating.account.claims.claim(taskId, sent.createId)
		? { exchange, taskId }
		: {
				exchange: unclear({
					message: `PiAPI answered with the task of another item: ${taskId}`,
					advice: '',
				}),
			};
}

/**
 * Whether a task in the answer to a create is certainly not the new one: its echo contradicts the request, and it is older
 * than the request or echoes another create that still waits for its task. PiAPI may change an echo, so that alone says
 * nothing.
 */
function isAboutAnother(
	task: Task | undefined,
	request: TaskRequest,
	{ sentAt, sentAtPiApi }: Sent,
	{ time, account }: CreateContext,
): boolean {
	if (task === undefined || !contradicts(task, request)) return false;
	const createdAt = timeIn(task.createdAt) ?? Number.POSITIVE_INFINITY;
	const isTimeKnown = time.ahead() !== undefined;
	const sentInTheirTime = sentAtPiApi ?? time.earliest(sentAt);
	const isOlder = isTimeKnown && createdAt < sentInTheirTime - CLOCK_SLACK;
	return isOlder || account.openCreates.include(task);
}

const unclear = (facts: Pick<Problem, 'message' | 'advice'>): Exchange => ({
	outcome: 'unclear',
	problem: createProblem(facts),
});
