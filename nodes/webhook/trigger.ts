import type {
	IDataObject,
	IHookFunctions,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { isOfFamily } from '../catalog';
import type { Family } from '../catalog/vocabulary';
import { answer, responseOf } from '../execute/respond';
import { connect } from '../execute/connection';
import { itemsOf } from '../execute/outcome';
import { partsOf } from '../result/item';
import { systemClock } from '../task/clock';
import { isObject } from '../transport/envelope';
import { isProblem } from '../transport/problem';
import type { Task } from '../transport/task';
import { withTimeout } from '../transport/withTimeout';
import { receive, type Call } from './receive';
import { openSeen, type Claim } from './seen';

/** PiAPI wants its answer soon; a look that takes longer is tried with PiAPI's next call. */
const CONFIRM_WITHIN = 8_000;

interface HistoryOptions {
	readonly events: readonly string[];
	readonly families: readonly string[];
	readonly taskTypes: readonly string[];
	readonly confirms: boolean;
	readonly raw: boolean;
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const wordsOf = (value: unknown): string[] =>
	(typeof value === 'string' ? value : '')
		.split(',')
		.map((word) => word.trim())
		.filter((word) => word !== '');

function readOptions(context: IWebhookFunctions | IHookFunctions): HistoryOptions {
	const given = context.getNodeParameter('options', {});
	const options = isObject(given) ? given : {};
	return {
		events: listOf(context.getNodeParameter('events', [])),
		families: listOf(options.families),
		taskTypes: wordsOf(options.taskTypes),
		confirms: options.confirmWithPiApi !== false,
		raw: options.output === 'raw',
	};
}

/** PiAPI's two words for a task that somebody cancelled belong to the event Failed. */
const eventOf = (status: string): string => (status.startsWith('cancel') ? 'failed' : status);

function wants(task: Task, families: readonly Family[], options: HistoryOptions): boolean {
	const chosen = families.filter(({ value }) => options.families.includes(value));
	return (
		(options.families.length === 0 ||
			chosen.some((family) => isOfFamily(families, family, task.model, task.taskType))) &&
		(options.taskTypes.length === 0 || options.taskTypes.includes(task.taskType))
	);
}

function callOf(context: IWebhookFunctions): Call {
	const headers = context.getHeaderData();
	const { rawBody } = context.getRequestObject() as { rawBody?: unknown };
	const said = Number(headers['content-length']);
	return {
		secretHeader: headers['x-webhook-secret'],
		contentType: headers['content-type'] ?? '',
		size: Buffer.isBuffer(rawBody) ? rawBody.length : Number.isNaN(said) ? 0 : said,
		body: context.getBodyData(),
	};
}

/** A credential without secret is enough only while each call is confirmed with the key. */
export async function assertCanReceive(context: IHookFunctions): Promise<void> {
	const { webhookSecret } = await context.getCredentials('piApi');
	if (
		readOptions(context).confirms ||
		(typeof webhookSecret === 'string' && webhookSecret !== '')
	) {
		return;
	}
	// n8n shows no more than the message of what it meets on activation.
	throw new NodeOperationError(
		context.getNode(),
		'Without a Webhook Secret anybody could start this workflow. Give the PiAPI credential a Webhook Secret, or switch the option Confirm With PiAPI on.',
	);
}

/** Answers a call of PiAPI. Never throws: n8n would start the workflow with an empty item. */
export async function receiveWebhook(
	context: IWebhookFunctions,
	families: readonly Family[],
): Promise<IWebhookResponseData> {
	try {
		return await received(context, families);
	} catch (thrown) {
		const reason = thrown instanceof Error ? thrown.message : String(thrown);
		context.logger.warn(`A webhook of PiAPI could not be dealt with: ${reason}`);
		return answer(context, 503, 'try again later');
	}
}

async function received(
	context: IWebhookFunctions,
	families: readonly Family[],
): Promise<IWebhookResponseData> {
	const options = readOptions(context);
	const connection = await connect(context, systemClock);
	if (isProblem(connection)) return answer(context, 503, 'not set up');
	const { client, secrets, webhookSecret } = connection;
	const isTest = context.getMode() === 'manual';
	const place = `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
	const verdict = await receive(callOf(context), {
		secret: webhookSecret,
		confirm: options.confirms
			? async (taskId) => await withTimeout(systemClock, CONFIRM_WITHIN, client.getTask(taskId))
			: undefined,
		wantsState: (status) => options.events.includes(eventOf(status)),
		wantsTask: (task) => wants(task, families, options),
		seen: isTest ? undefined : openSeen(place, context.getWorkflowStaticData('node'), systemClock),
	});
	if ('status' in verdict) return answer(context, verdict.status, verdict.reason);
	const { task, claim } = verdict;
	let isHandedOn = false;
	try {
		const parts = partsOf(task, families, { form: options.raw ? 'raw' : 'simplified' }, false);
		const items = parts.map(({ json }) => ({ json }));
		const start = answerWhenStarted(context, [itemsOf([items], secrets)], claim);
		isHandedOn = true;
		return start;
	} finally {
		if (!isHandedOn) claim?.release();
	}
}

/**
 * Starts the workflow and leaves the answer to n8n 2, which gives it when it has stored the execution: when it could
 * not, it answers 500 and PiAPI calls again. (n8n 1 answers before.)
 */
function answerWhenStarted(
	context: IWebhookFunctions,
	workflowData: INodeExecutionData[][],
	claim?: Claim,
): IWebhookResponseData {
	responseOf(context).once('finish', () => claim?.release());
	return {
		workflowData,
		/**
		 * n8n asks for the body when it makes its answer, just before it saves static data. What was put there earlier
		 * would not be saved: with the start of an execution n8n forgets that it changed.
		 */
		get webhookResponse(): IDataObject {
			claim?.keep();
			return { received: true };
		},
	};
}
