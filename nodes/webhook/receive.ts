import type { Claim } from '../execute/claims';
import { isUnknownTask, type Check } from '../task/checkTask';
import { messageOf } from '../transport/answerText';
import { dataOf } from '../transport/envelope';
import { isObject, isTooDeep } from '../transport/json';
import { isFinal, isTaskId, readTask, type Task } from '../transport/task';
import type { Seen } from './seen';
import type { Refusal } from './testProblem';

/** One call to the webhook, as n8n passes it. */
export interface Call {
	readonly contentType: string;
	/** Whatever n8n read from the body. */
	readonly body: unknown;
}

export interface Receiver {
	/** Reads a task with the key; missing when the body is trusted. */
	readonly confirm?: (taskId: string) => Promise<Check | undefined>;
	/** Whether the workflow wants to know of tasks in this state. */
	readonly wantsState: (status: string) => boolean;
	/** Whether it wants to know of this task. */
	readonly wantsTask: (task: Task) => boolean;
	/** Missing in test mode, where the same call may be repeated. */
	readonly seen?: Seen;
}

export type Verdict =
	/** Start the workflow with this task, and tell the claim whether it has started. */
	| { readonly task: Task; readonly claim?: Claim }
	/** Only answer. */
	| Refusal;

/**
 * The task of a call: `{ timestamp, data }`, with `data` as in Get Task, or the task itself, which others report. Source:
 * https://piapi.ai/docs/unified-webhook
 */
function taskIn({ body, contentType }: Call): Task | undefined {
	if (!/[/+]json\b/i.test(contentType) || !isObject(body) || isTooDeep(body)) return undefined;
	const task = readTask(dataOf(body), messageOf(body));
	return task && isTaskId(task.id) ? task : undefined;
}

const ignored = (reason: string, about?: Task): Refusal => ({ status: 200, reason, about });

/** PiAPI calls again after this answer. */
const later = (reason: string, about?: Task, check?: Check): Refusal => ({
	status: 503,
	reason,
	about,
	check,
});

/** The claim on a task in its state, or what to answer when there is none. */
function claimOn({ id, status }: Task, seen: Seen | undefined): Refusal | { claim?: Claim } {
	const claim = seen?.claim(id, status);
	if (claim === 'repeated') return ignored(claim);
	// It is not known yet whether it starts the workflow. If it does not, the next call has to.
	return claim === 'in flight' ? later(claim) : { claim };
}

/** Decides what a call leads to that carries the secret. */
export async function receive(call: Call, receiver: Receiver): Promise<Verdict> {
	const { confirm, seen } = receiver;
	const told = taskIn(call);
	if (told === undefined) return { status: 400, reason: 'no PiAPI webhook' };
	if (!receiver.wantsState(told.status)) return ignored('not wanted', told);
	// Claimed before anything is awaited, so that of simultaneous calls only one continues.
	const first = claimOn(told, seen);
	if ('status' in first) return first;
	const { claim } = first;
	let isHandedOver = false;
	try {
		const truth = confirm ? await confirmed(told, confirm) : { task: told };
		const verdict = 'task' in truth ? verdictOn(truth.task, told, claim, receiver) : truth;
		isHandedOver = 'task' in verdict && verdict.claim === claim;
		return verdict;
	} finally {
		if (!isHandedOver) claim?.release();
	}
}

/** PiAPI's status counts, not the call: the task may be of another kind, or in another state by now. */
function verdictOn(
	task: Task,
	told: Task,
	claim: Claim | undefined,
	{ wantsState, wantsTask, seen }: Receiver,
): Verdict {
	if (!wantsState(task.status) || !wantsTask(task)) return ignored('not wanted', task);
	const isClaimed = task.id === told.id && task.status === told.status;
	const own = isClaimed ? { claim } : claimOn(task, seen);
	return 'status' in own ? own : { task, ...own };
}

async function confirmed(told: Task, confirm: NonNullable<Receiver['confirm']>): Promise<Verdict> {
	const check = await confirm(told.id);
	if (isUnknownTask(check)) return ignored('unknown task', told);
	if (check?.outcome !== 'answered') return later('not confirmed', told, check);
	const { task } = check;
	return isFinal(told) && !isFinal(task) ? later('not confirmed', told) : { task };
}
