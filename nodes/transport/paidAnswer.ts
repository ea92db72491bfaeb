import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { topicOf } from './advice';
import { errorNumberIn } from './errorInside';
import { addChunk, createEventReader, emptyAnswer, type ChatAnswer } from './eventStream';
import type { FailedExchange } from './exchange';
import { isObject, parseAnswer, withinDepth } from './json';
import { notPiApi } from './notPiApi';
import { brokeOff, failedInside } from './paidRefusals';
import { createProblem } from './problem';

/** How a call ended; see `Exchange` for what the outcomes mean for one that costs money. */
export type PaidCall<T> =
	| { readonly outcome: 'answered'; readonly answer: T }
	| FailedExchange
	| { readonly outcome: 'canceled' };

/** An error answer has no reason to be longer. */
const LONGEST_ERROR = 1_000_000;

type Chunks = AsyncIterable<Uint8Array | string>;

const isChunks = (body: unknown): body is Chunks =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

export async function textOf(body: unknown): Promise<string> {
	if (typeof body === 'string') return body;
	if (!isChunks(body)) return JSON.stringify(withinDepth(body) ?? '');
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of body) {
		text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
		if (text.length > LONGEST_ERROR) break;
	}
	return text;
}

/** An answer as it came; its body may still be on its way. */
export type Answer = Pick<IN8nHttpFullResponse, 'statusCode' | 'headers'> & {
	readonly body: unknown;
};

/** Not from PiAPI, so no model has answered. */
export const fromElsewhere = ({ statusCode, headers, body }: Answer): FailedExchange => ({
	outcome: 'refused',
	problem: notPiApi(statusCode, headers, body),
});

export interface Reading {
	/** Whether a successful answer is certain to come from something else than PiAPI. */
	isElsewhere(answer: Answer): Promise<boolean>;
	/** Milliseconds that the answer asks to wait. */
	readonly retryAfter?: number;
}

/** Reads a chat answer, streamed or not. */
export async function readChat(
	{ statusCode, headers, body }: Answer,
	{ isElsewhere, retryAfter }: Reading,
): Promise<PaidCall<ChatAnswer>> {
	const answer = emptyAnswer();
	const isStream = String(headers['content-type']).includes('event-stream');
	try {
		if (isStream && isChunks(body)) {
			const decoder = new TextDecoder();
			const reader = createEventReader(answer);
			for await (const chunk of body) {
				reader.add(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
			}
			reader.end();
		} else {
			const text = await textOf(body);
			const read = { statusCode, headers, body: text };
			if (await isElsewhere(read)) return fromElsewhere(read);
			const whole = parseAnswer(text);
			const failed = failedInside(whole, retryAfter);
			if (failed) return failed;
			addChunk(answer, whole);
			answer.complete ||= answer.text !== '';
		}
	} catch {
		return brokeOff(answer.text);
	}
	if (answer.failure !== undefined) return failedAnswer(answer, retryAfter);
	if (answer.complete) return { outcome: 'answered', answer };
	const told = answer.text === '' ? failedInside(answer.odd, retryAfter) : undefined;
	return told ?? brokeOff(answer.text);
}

/** A model that fails in the middle of its answer has been charged, or has not, and nothing says which. */
function failedAnswer(
	{ text, failure = '', failed = {} }: ChatAnswer,
	retryAfter: number | undefined,
): FailedExchange {
	const told = errorNumberIn(failed) === undefined ? undefined : failedInside(failed, retryAfter);
	if (told) return told.outcome === 'busy' && text !== '' ? { ...told, outcome: 'unclear' } : told;
	const topic = topicOf(failure);
	return {
		outcome: 'refused',
		problem: createProblem({
			message: failure || 'The model failed without a reason',
			advice: topic?.advice ?? 'Change the request, or try another model.',
			type: topic?.type ?? 'failed',
			isContent: topic?.name === 'content',
		}),
	};
}

/** Reads an answer with images. */
export async function readImages(
	response: Answer,
	{ isElsewhere, retryAfter }: Reading,
): Promise<PaidCall<IDataObject>> {
	if (await isElsewhere(response)) return fromElsewhere(response);
	const { body } = response;
	const answer = typeof body === 'string' ? parseAnswer(body) : withinDepth(body);
	const failed = failedInside(answer, retryAfter);
	if (failed) return failed;
	return isObject(answer) ? { outcome: 'answered', answer } : brokeOff('');
}
