import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
	IWebhookDescription,
} from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { partsOf } from '../result/item';
import { systemClock } from '../task/clock';
import { failureOf } from '../task/wait';
import type { Client } from '../transport/client';
import { isObject } from '../transport/envelope';
import { isProblem } from '../transport/problem';
import { isCompleted, isFinal, readTask, type Task } from '../transport/task';
import { withTimeout } from '../transport/withTimeout';
import { answer } from './respond';
import { connect } from './connection';
import { createDelivery, type Deliver, type ItemFormat } from './delivery';
import { itemsOfOutcome, markProblems, type ItemOutcome } from './outcome';
import { isTool } from './tool';

/** Where PiAPI's callback enters a sleeping execution. */
export const callbackWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		path: '',
		restartWebhook: true,
	},
];

const LOOK_WITHIN = 8_000;
const PRIVATE_HOST =
	/^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.|\[)|\.(local|internal|localhost)$/i;

/** Why the node polls although Callback was chosen, or the address that PiAPI is to call. */
export type CallbackPlan = { readonly url: string } | { readonly hint: string };

export function planCallback(context: IExecuteFunctions, webhookUrl: string): CallbackPlan {
	const reason = reasonAgainst(context, webhookUrl);
	const given = context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
	const url = typeof given === 'string' && URL.canParse(given) ? new URL(given) : undefined;
	if (reason !== undefined) return { hint: `Waited by looking, since ${reason}` };
	const isPublic = url?.protocol === 'https:' && !PRIVATE_HOST.test(url.hostname);
	return url !== undefined && isPublic && url.hostname.includes('.')
		? { url: url.href }
		: {
				hint: `Waited by looking, since PiAPI cannot call ${url?.origin ?? 'this n8n'}: a callback needs https and a public host (the WEBHOOK_URL of n8n)`,
			};
}

function reasonAgainst(context: IExecuteFunctions, webhookUrl: string): string | undefined {
	const node = context.getNode();
	if (!context.continueOnFail()) {
		return 'a failed task cannot stop an execution that slept: a callback needs On Error set to Continue';
	}
	if (node.retryOnFail === true) return 'a callback does not go with Retry On Fail';
	if (webhookUrl !== '') return 'the task can report to one address only, and Webhook URL is set';
	return isTool(context) ? 'a tool of an agent must not sleep' : undefined;
}

/** What an item of a sleeping execution keeps about its task. */
interface Sleeper {
	readonly taskId: string;
	readonly itemIndex: number;
	readonly shape: ItemFormat;
}

const KEY = 'piApiTask';

const sleeperOf = (item: INodeExecutionData): Sleeper | undefined => {
	const kept = item[KEY];
	return isObject(kept) && typeof kept.taskId === 'string'
		? (kept as unknown as Sleeper)
		: undefined;
};

/** The item of a task that goes on while the execution sleeps; it comes out as it is if nobody calls. */
export function sleepingItem(
	task: Task,
	families: readonly Family[],
	itemIndex: number,
	shape: ItemFormat,
): INodeExecutionData {
	const [part] = partsOf(task, families, shape.output, false);
	const { output, oneItemPerFile, downloadFiles, maximumFileSize } = shape;
	const kept = {
		taskId: task.id,
		itemIndex,
		shape: { output, oneItemPerFile, downloadFiles, maximumFileSize },
	};
	return {
		json: part?.json ?? {},
		pairedItem: { item: itemIndex },
		[KEY]: kept as unknown as IDataObject,
	};
}

/** Puts the execution to sleep. Its items become the node's input: n8n hands those on, now and at the time limit. */
export async function fallAsleep(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	until: Date,
): Promise<INodeExecutionData[]> {
	context.getExecuteData().data.main = [items];
	await context.putExecutionToWait(until);
	return items.map((item) => ({ ...item }));
}

/** Tasks of sleeping executions that were seen to have ended: they need no second look. Gone after a restart. */
const known = new Map<string, Map<string, Task>>();
const MOST_KNOWN = 200;

function endedTasksOf(executionId: string): Map<string, Task> {
	const ended = known.get(executionId) ?? new Map<string, Task>();
	known.set(executionId, ended);
	[...known.keys()].slice(0, -MOST_KNOWN).forEach((oldest) => known.delete(oldest));
	return ended;
}

/** Executions that are being woken; a second callback at the same moment has nothing left to do. */
const waking = new Set<string>();

/** Takes PiAPI's callback. Never throws: n8n would go on with an empty item. */
export async function wakeByCallback(
	context: IWebhookFunctions,
	families: readonly Family[],
): Promise<IWebhookResponseData> {
	const executionId = context.getExecutionId() ?? '';
	try {
		return await wake(context, families, executionId);
	} catch (thrown) {
		const reason = thrown instanceof Error ? thrown.message : String(thrown);
		context.logger.warn(`A callback of PiAPI could not be dealt with: ${reason}`);
		return answer(context, 503);
	}
}

async function wake(
	context: IWebhookFunctions,
	families: readonly Family[],
	executionId: string,
): Promise<IWebhookResponseData> {
	const items = context.evaluateExpression('{{ $input.all() }}') as unknown as INodeExecutionData[];
	const sleepers = items.map(sleeperOf).filter((sleeper) => sleeper !== undefined);
	const connection = await connect(context, systemClock);
	if (isProblem(connection) || sleepers.length === 0 || waking.has(executionId)) {
		return answer(context, isProblem(connection) ? 503 : 200);
	}
	const ended = endedTasksOf(executionId);
	const status = await lookAtAll(sleepers, toldTaskId(context), connection.client, ended);
	if (status !== 'ended') return answer(context, status);
	if (waking.has(executionId)) return answer(context, 200);
	waking.add(executionId);
	// Before the downloads, which may take longer than PiAPI waits for an answer.
	const answered = answer(context, 200);
	try {
		return {
			...answered,
			workflowData: [await itemsOfWoken(context, families, items, ended, connection.secrets)],
		};
	} finally {
		waking.delete(executionId);
		known.delete(executionId);
	}
}

/** The sleeping items as they come out: those whose task has ended in their final form. */
async function itemsOfWoken(
	context: IWebhookFunctions,
	families: readonly Family[],
	items: readonly INodeExecutionData[],
	ended: ReadonlyMap<string, Task>,
	secrets: readonly string[],
): Promise<INodeExecutionData[]> {
	const deliverTask = createDelivery(context.helpers, families);
	const woken = await Promise.all(
		items.map(async (item) => {
			const sleeper = sleeperOf(item);
			const task = sleeper && ended.get(sleeper.taskId);
			if (!task) return [item];
			const outcome = await outcomeOf(task, sleeper, deliverTask);
			return itemsOfOutcome(outcome, sleeper.itemIndex, secrets);
		}),
	);
	return markProblems(context, woken.flat());
}

export const outcomeOf = async (
	task: Task,
	{ itemIndex, shape }: Pick<Sleeper, 'itemIndex' | 'shape'>,
	deliverTask: Deliver,
): Promise<ItemOutcome> =>
	isCompleted(task) ? await deliverTask(task, itemIndex, shape) : failureOf(task);

const toldTaskId = (context: IWebhookFunctions): string | undefined => {
	const body: unknown = context.getBodyData();
	return isObject(body) ? readTask(body.data)?.id : undefined;
};

/**
 * Adds to the ended tasks; gives the status to answer with when they have not all ended. The task that the callback is
 * about is looked at first, the others until the first that still runs, so that many callbacks cost few looks.
 */
async function lookAtAll(
	sleepers: readonly Sleeper[],
	told: string | undefined,
	client: Client,
	ended: Map<string, Task>,
): Promise<'ended' | number> {
	const ids = [...new Set(sleepers.map(({ taskId }) => taskId))];
	const inOrder = [...ids.filter((id) => id === told), ...ids.filter((id) => id !== told)];
	for (const id of inOrder.filter((taskId) => !ended.has(taskId))) {
		const exchange = await withTimeout(systemClock, LOOK_WITHIN, client.getTask(id));
		const task = exchange?.outcome === 'answered' ? readTask(exchange.envelope.data) : undefined;
		if (task === undefined) return 503;
		if (!isFinal(task)) return 200;
		ended.set(id, task);
	}
	return 'ended';
}
