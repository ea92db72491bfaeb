import type { IDataObject } from 'n8n-workflow';

import { failureOf } from './reasons';

/** The words for an end that this package uses, whatever PiAPI said. Every other status means: still running. */
export const FINAL_STATUSES: readonly string[] = ['completed', 'failed', 'canceled'];

/**
 * PiAPI documents `completed` and `failed`, and knows both spellings of canceled; the other words were seen in the code
 * of clients only.
 */
const ENDS: Readonly<Record<string, string>> = {
	completed: 'completed',
	success: 'completed',
	succeeded: 'completed',
	complete: 'completed',
	done: 'completed',
	finished: 'completed',
	failed: 'failed',
	error: 'failed',
	rejected: 'failed',
	timeout: 'failed',
	expired: 'failed',
	cancelled: 'canceled',
	canceled: 'canceled',
};

/** Of a task as it was read: PiAPI's other spelling is `canceled` there, and a task that it is still canceling may complete. */
export const isCanceled = (status: string): boolean => status === 'canceled';

/** Words for a task that still runs, even where it tells when an earlier attempt of PiAPI's ended. */
const RUNNING: readonly string[] = [
	'pending',
	'processing',
	'staged',
	'queued',
	'queueing',
	'running',
	'retry',
	'retrying',
	'in_progress',
	'starting',
	'started',
	'submitted',
	'waiting',
];

const hasText = (value: unknown): boolean =>
	typeof value === 'object' && value !== null
		? Object.values(value).some(hasText)
		: typeof value === 'string' && value.trim() !== '';

/** PiAPI gives every task an `error`; most say nothing. */
const tellsError = (error: IDataObject[string]): boolean =>
	failureOf({ error }, 'completed') !== '';

/**
 * The status in this package's words. An unknown status counts as finished when PiAPI tells when: as completed if its
 * output has a text, such as a link, and there is no error; else as failed.
 */
export function statusOf(task: IDataObject, endedAt: string | null): string {
	const word = typeof task.status === 'string' ? task.status.trim().toLowerCase() : '';
	const end = Object.hasOwn(ENDS, word) ? ENDS[word] : undefined;
	if (end !== undefined) return end;
	if (endedAt === null || word === '' || RUNNING.includes(word)) return word;
	return hasText(task.output) && !tellsError(task.error) ? 'completed' : 'failed';
}
