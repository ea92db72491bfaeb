import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../transport/json';
import type { Problem } from '../transport/problem';
import type { FailedAttempt } from './failedAttempt';

/** The index of an item, with the number of the model where several are tried for it. */
export type RecordKey = number | string;

/** What PiAPI refused a request with because of its content. */
export type Refusal = Pick<Problem, 'message' | 'advice' | 'httpCode'>;

/** What was sent for an item and may cost money: enough to find its task, or its answer, again on another try. */
export interface TaskRecord {
	/** Milliseconds since the epoch. */
	readonly sentAt: number;
	/** Of what was asked for, see `digestOf`. */
	readonly digest: string;
	readonly executionId: string;
	/** Of what created, or may have created, its task: see `TaskClaims`. Requests that are answered at once have none. */
	readonly createId?: string;
	/** Of the item and the node's own settings, before expressions are resolved. */
	readonly source?: string;
	/** Milliseconds since the epoch of PiAPI's clock: the create cannot have reached it earlier. */
	readonly sentAtPiApi?: number;
	/** The input as it went out, to know the task by; kept until the task ID is known. */
	readonly sent?: IDataObject;
	/** Unknown while, or because, the answer has not come. */
	readonly taskId?: string;
	/** Models that were tried before this one. */
	readonly earlier?: readonly FailedAttempt[];
	/** What an endpoint that answers at once has sent, as long as that is not the item's output. */
	readonly received?: IDataObject;
	/** What the item got from it. */
	readonly answer?: readonly IDataObject[];
	/** The request was refused, and nothing came of it. */
	readonly refusal?: Refusal;
	/** The task failed because of its content. */
	readonly hasRefusedTask?: boolean;
	/** The task took too long and was to be canceled, so that another model could be tried. */
	readonly isGivenUp?: boolean;
	/** All models have failed: another try begins with the first one, to which this record belongs. */
	readonly isOver?: boolean;
	/** How much of the Spending Limit it takes. US dollars. */
	readonly committedUsd?: number;
	/** Its run of the node ended without a result, so that another run may resume it. */
	readonly isKeptForRetry?: boolean;
}

/** Whether PiAPI or the model refused the content, so that nothing is sent again. */
export const isRefusedContent = ({ refusal, hasRefusedTask }: TaskRecord): boolean =>
	refusal !== undefined || hasRefusedTask === true;

/** The item of a key, and the place of the model in its chain. */
export function partsOf(key: RecordKey): { item: string; attempt: string } {
	const [item = '', attempt = '0'] = String(key).split('.');
	return { item, attempt };
}

function readRefusal({
	refusal,
	hasRefusedTask,
}: IDataObject): Pick<TaskRecord, 'refusal' | 'hasRefusedTask'> {
	if (hasRefusedTask === true) return { hasRefusedTask };
	if (!isObject(refusal) || typeof refusal.message !== 'string') return {};
	const { message, advice, httpCode } = refusal;
	return {
		refusal: {
			message,
			advice: String(advice),
			...(typeof httpCode === 'string' ? { httpCode } : {}),
		},
	};
}

function readAttempt(value: unknown): FailedAttempt | undefined {
	if (!isObject(value) || typeof value.reason !== 'string') return undefined;
	const { model, taskId, status, reason, costUsd } = value;
	return {
		model: String(model),
		taskId: typeof taskId === 'string' ? taskId : null,
		status: String(status),
		reason,
		...(typeof costUsd === 'number' ? { costUsd } : {}),
	};
}

export const readRecord = (value: unknown): TaskRecord | undefined =>
	isObject(value) && typeof value.sentAt === 'number' && typeof value.digest === 'string'
		? {
				sentAt: value.sentAt,
				digest: value.digest,
				executionId: String(value.executionId),
				...(typeof value.createId === 'string' ? { createId: value.createId } : {}),
				...(typeof value.source === 'string' ? { source: value.source } : {}),
				...(typeof value.sentAtPiApi === 'number' ? { sentAtPiApi: value.sentAtPiApi } : {}),
				...(isObject(value.sent) ? { sent: value.sent } : {}),
				...(typeof value.taskId === 'string' ? { taskId: value.taskId } : {}),
				...(Array.isArray(value.earlier)
					? { earlier: value.earlier.flatMap((one) => readAttempt(one) ?? []) }
					: {}),
				...(isObject(value.received) ? { received: value.received } : {}),
				...(Array.isArray(value.answer) ? { answer: value.answer.filter(isObject) } : {}),
				...readRefusal(value),
				...(value.isGivenUp === true ? { isGivenUp: true } : {}),
				...(value.isOver === true ? { isOver: true } : {}),
				...(typeof value.committedUsd === 'number' ? { committedUsd: value.committedUsd } : {}),
				...(value.isKeptForRetry === true ? { isKeptForRetry: true } : {}),
			}
		: undefined;
