import type { IDataObject } from 'n8n-workflow';

import { isObject, isTooDeep, parseJson, textsAnywhere } from './json';
import { beginsAsLink } from './link';
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
	succeed: 'completed',
	complete: 'completed',
	done: 'completed',
	finished: 'completed',
	failed: 'failed',
	fail: 'failed',
	failure: 'failed',
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

/** Keys of a text that is a result; under another key it may be the prompt, a kind or the reason of a failure. */
const TEXT_RESULTS =
	/^(?:answer|caption|content|description|lyrics|text|transcript|transcription)s?$/i;

/** The object or list in a text that is JSON; undefined for every other text. */
function jsonIn(text: string): unknown {
	const inner = /^[[{]/.test(text) ? parseJson(text) : undefined;
	return typeof inner === 'object' && inner !== null && !isTooDeep(inner) ? inner : undefined;
}

/** Whether an output has a link that was not sent, or a text that is a result: one without a key, or by its key. */
function hasResult(output: unknown, sent: readonly string[], isText = true): boolean {
	if (Array.isArray(output)) {
		return (output as unknown[]).some((inner) => hasResult(inner, sent, isText));
	}
	if (isObject(output)) {
		return Object.entries(output).some(([key, inner]) =>
			hasResult(inner, sent, TEXT_RESULTS.test(key)),
		);
	}
	const text = typeof output === 'string' ? output.trim() : '';
	const inner = jsonIn(text);
	if (inner !== undefined) return hasResult(inner, sent, isText);
	return beginsAsLink(text) ? !sent.includes(text) : isText && text !== '';
}

/** PiAPI gives every task an `error`; most say nothing. */
const tellsError = (error: IDataObject[string]): boolean =>
	failureOf({ error }, 'completed') !== '';

/**
 * The status in this package's words. An unknown status counts as finished when PiAPI tells when: as completed if its
 * output has a result and there is no error; else as failed.
 */
export function statusOf(task: IDataObject, endedAt: string | null): string {
	const word = typeof task.status === 'string' ? task.status.trim().toLowerCase() : '';
	const end = Object.hasOwn(ENDS, word) ? ENDS[word] : undefined;
	if (end !== undefined) return end;
	if (endedAt === null || word === '' || RUNNING.includes(word)) return word;
	const isResult = hasResult(task.output, textsAnywhere(task.input));
	return isResult && !tellsError(task.error) ? 'completed' : 'failed';
}
