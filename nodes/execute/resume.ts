import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { digestOf } from '../request/digest';
import { checkTask } from '../task/checkTask';
import { systemClock } from '../task/clock';
import { failureOf } from '../task/failedTask';
import type { Client } from '../transport/client';
import { messageOf } from '../transport/answerText';
import { dataOf } from '../transport/envelope';
import { isObject, withinDepth } from '../transport/json';
import { isProblem, maskOf, withoutSecrets, type Problem } from '../transport/problem';
import { isCompleted, isFinal, readTask, type Task } from '../transport/task';
import { withTimeout } from '../transport/withTimeout';
import { createClaimMemory, takeClaim } from './claims';
import { connect } from './connection';
import { createDelivery, type Deliver } from './delivery';
import { createEndedTasks } from './endedTasks';
import { itemsOfOutcome, markProblems, type ItemOutcome } from './outcome';
import { answer, answerWhenStored } from './respond';
import { waitingTaskOf, type WaitingTask } from './waitingTask';

/** Milliseconds. PiAPI does not wait much longer for its answer. */
const CHECK_WITHIN = 8_000;

/** Shared by all executions of this process. */
const endedTasks = createEndedTasks();
/** Which tasks of which executions were resumed. n8n itself knows only that an execution is paused, not for which tasks. */
const resumed = createClaimMemory();
const RESUMED_ONCE = {
	most: 1_000,
	/** Milliseconds. Downloads of large files take their time, and n8n stores nothing before. */
	lasts: 60 * 60_000,
};

/** Takes PiAPI's callback. Never throws: n8n would resume with an empty item. */
export async function resumeByCallback(
	context: IWebhookFunctions,
	families: readonly Family[],
): Promise<IWebhookResponseData> {
	try {
		return await resume(context, families, context.getExecutionId() ?? '');
	} catch (thrown) {
		const reason = thrown instanceof Error ? thrown.message : String(thrown);
		context.logger.warn(`A callback from PiAPI could not be processed: ${reason}`);
		return answer(context, 503, 'try again later');
	}
}

async function resume(
	context: IWebhookFunctions,
	families: readonly Family[],
	executionId: string,
): Promise<IWebhookResponseData> {
	const calledAt = systemClock.now();
	const items = context.evaluateExpression('{{ $input.all() }}') as unknown as INodeExecutionData[];
	const waiting = items.map(waitingTaskOf).filter((task) => task !== undefined);
	if (waiting.length === 0) return answer(context, 200);
	const connection = await connect(context, systemClock);
	if (isProblem(connection)) {
		warn(context, connection);
		return answer(context, 503, 'not set up');
	}
	const pause = `${executionId} ${digestOf(waiting.map(({ taskId }) => taskId))}`;
	const checked = await checkAll(toldTask(context), pause, waiting, connection.client);
	if ('status' in checked) {
		if (checked.refusal) warn(context, checked.refusal, connection.secrets);
		return answer(context, checked.status, checked.reason);
	}
	// Asked after the checks: while they ran, the execution may have been resumed, and paused again for other tasks.
	const isOverdue = (): boolean => hasPassedLimit(waiting, calledAt);
	if (isOverdue()) return answer(context, 503, 'time limit reached');
	const claim = takeClaim(resumed, pause, systemClock, {
		...RESUMED_ONCE,
		onKept: () => endedTasks.forget(pause),
	});
	if (claim === 'repeated') {
		endedTasks.forget(pause);
		return answer(context, 200, claim);
	}
	if (claim === 'in flight') return answer(context, 503, claim);
	let isHandedOver = false;
	try {
		const { secrets } = connection;
		const output = await finishedItems(context, families, items, checked.ended, secrets);
		// The downloads may have taken until the limit.
		if (isOverdue()) return answer(context, 503, 'time limit reached');
		const response = answerWhenStored(context, [output], claim);
		isHandedOver = true;
		return response;
	} finally {
		if (!isHandedOver) claim.release();
	}
}

/** Nobody sees the answers to callbacks: without this, the execution would wait until the timeout for no known reason. */
const warn = (
	context: IWebhookFunctions,
	{ message, advice }: Problem,
	secrets: readonly string[] = [],
): void =>
	context.logger.warn(
		`A callback from PiAPI could not be checked: ${withoutSecrets(`${message}. ${advice}`, secrets)}`,
	);

/** Whether n8n resumed the execution by itself while the call was processed. */
const hasPassedLimit = (waiting: readonly WaitingTask[], calledAt: number): boolean =>
	waiting.some(({ until = Infinity }) => calledAt < until && until <= systemClock.now());

/** The items of the paused execution, those of finished tasks in their final form. */
async function finishedItems(
	context: IWebhookFunctions,
	families: readonly Family[],
	items: readonly INodeExecutionData[],
	ended: ReadonlyMap<string, Task>,
	secrets: readonly string[],
): Promise<INodeExecutionData[]> {
	const deliverTask = createDelivery(context.helpers, families);
	const mask = maskOf(secrets);
	const finished = await Promise.all(
		items.map(async (item) => {
			const waiting = waitingTaskOf(item);
			const task = waiting && ended.get(waiting.taskId);
			if (!task) return [item];
			const { until = systemClock.now() } = waiting;
			const outcome = await outcomeOf(task, waiting, until, deliverTask);
			return itemsOfOutcome(outcome, waiting.itemIndex, mask);
		}),
	);
	return markProblems(context.getNode(), finished.flat());
}

export const outcomeOf = async (
	task: Task,
	{ itemIndex, format }: Pick<WaitingTask, 'itemIndex' | 'format'>,
	giveUpAt: number,
	deliverTask: Deliver,
): Promise<ItemOutcome> =>
	isCompleted(task) ? await deliverTask(task, itemIndex, format, giveUpAt) : failureOf(task);

const toldTask = (context: IWebhookFunctions): Task | undefined => {
	const body = withinDepth(context.getBodyData());
	return isObject(body) ? readTask(dataOf(body), messageOf(body)) : undefined;
};

type Checked =
	| { readonly ended: ReadonlyMap<string, Task> }
	/** What to answer while tasks are unfinished, or why PiAPI does not show them. */
	| { readonly status: number; readonly reason?: string; readonly refusal?: Problem };

/**
 * Checks the task that the callback is about, then the others up to the first unfinished one, so that many callbacks cost
 * few status requests.
 */
async function checkAll(
	told: Task | undefined,
	pause: string,
	waiting: readonly WaitingTask[],
	client: Client,
): Promise<Checked> {
	const ids = [...new Set(waiting.map(({ taskId }) => taskId))];
	const inOrder = [...ids.filter((id) => id === told?.id), ...ids.filter((id) => id !== told?.id)];
	const ended = new Map(endedTasks.of(pause));
	for (const id of inOrder.filter((taskId) => !ended.has(taskId))) {
		const check = await withTimeout(systemClock, CHECK_WITHIN, checkTask(client, id));
		if (check?.outcome !== 'answered') {
			const refusal = check?.outcome === 'refused' ? check.problem : undefined;
			return { status: 503, reason: 'not confirmed', refusal };
		}
		const { task } = check;
		if (!isFinal(task)) {
			// The status request may be older than the call: PiAPI has to call again.
			if (told?.id === id && isFinal(told)) return { status: 503, reason: 'not confirmed' };
			// The call about the last task may be lost: the repeats of this call check that task again.
			const isLast = ids.length - ended.size === 1 && told !== undefined && ended.has(told.id);
			return isLast && endedTasks.mayAskAgain(pause, told.id)
				? { status: 503, reason: 'one task is unfinished' }
				: { status: 200 };
		}
		ended.set(id, task);
		endedTasks.add(pause, task);
	}
	return { ended };
}
