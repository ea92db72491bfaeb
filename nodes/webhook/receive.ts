import { isObject, isTooDeep } from '../transport/envelope';
import type { Exchange } from '../transport/exchange';
import { isFinal, isTaskId, readTask, type Task } from '../transport/task';
import { isSecret } from './secret';
import type { Seen } from './seen';

/** One call to the webhook, as n8n hands it on. */
export interface Call {
	readonly secretHeader: unknown;
	readonly contentType: string;
	/** Bytes. */
	readonly size: number;
	/** Whatever n8n made of the body. */
	readonly body: unknown;
}

export interface Receiver {
	/** From the credential; empty when there is none. */
	readonly secret: string;
	/** Reads a task with the key; left out when the body is to be believed. */
	readonly confirm?: (taskId: string) => Promise<Exchange | undefined>;
	/** Whether the workflow wants to know of tasks in this state. */
	readonly wantsState: (status: string) => boolean;
	/** Whether it wants to know of this task. */
	readonly wantsTask: (task: Task) => boolean;
	/** Left out in test mode, where the same call may come again and again. */
	readonly seen?: Seen;
}

export type Verdict =
	/** Start the workflow with this task. */
	| { readonly task: Task }
	/** Only answer. */
	| { readonly status: number; readonly reason: string };

const LARGEST_BODY = 1024 * 1024;

/** The task of a call: `{ timestamp, data }`, with `data` as in Get Task. Source: https://piapi.ai/docs/unified-webhook */
function taskIn({ body, contentType }: Call): Task | undefined {
	if (!/[/+]json\b/i.test(contentType) || !isObject(body) || isTooDeep(body)) return undefined;
	const task = readTask(body.data);
	return task && isTaskId(task.id) ? task : undefined;
}

const ignored = (reason: string): Verdict => ({ status: 200, reason });

/** Decides what a call leads to. The secret comes before anything else is looked at. */
export async function receive(call: Call, receiver: Receiver): Promise<Verdict> {
	const { secret, confirm, seen } = receiver;
	if (secret !== '' && !isSecret(secret, call.secretHeader)) return { status: 401, reason: '' };
	if (secret === '' && !confirm) return { status: 503, reason: 'not set up' };
	if (call.size > LARGEST_BODY) return { status: 413, reason: 'too large' };
	const told = taskIn(call);
	if (told === undefined) return { status: 400, reason: 'no PiAPI webhook' };
	if (!receiver.wantsState(told.status)) return ignored('not wanted');
	// Claimed before anything is awaited, so that of calls at the same moment only one goes on.
	if (seen?.claim(told.id, told.status) === false) return ignored('repeated');
	try {
		const verdict = confirm ? await confirmed(told, confirm) : { task: told };
		return 'task' in verdict ? started(verdict.task, told, receiver) : verdict;
	} finally {
		seen?.release(told.id, told.status);
	}
}

/** What PiAPI says counts, not the call: the task may be of another kind, or in another state by now. */
function started(task: Task, told: Task, { wantsState, wantsTask, seen }: Receiver): Verdict {
	if (!wantsState(task.status) || !wantsTask(task)) return ignored('not wanted');
	const isClaimed = task.id === told.id && task.status === told.status;
	if (!isClaimed && seen?.claim(task.id, task.status) === false) return ignored('repeated');
	seen?.keep(task.id, task.status);
	return { task };
}

async function confirmed(told: Task, confirm: NonNullable<Receiver['confirm']>): Promise<Verdict> {
	const exchange = await confirm(told.id);
	if (exchange?.outcome === 'refused' && exchange.problem.httpCode === '404') {
		return ignored('unknown task');
	}
	const task = exchange?.outcome === 'answered' ? readTask(exchange.envelope.data) : undefined;
	// An answer that says "try again" makes PiAPI send the call once more.
	if (task === undefined) return { status: 503, reason: 'not confirmed' };
	return isFinal(told) && !isFinal(task) ? { status: 503, reason: 'not confirmed' } : { task };
}
