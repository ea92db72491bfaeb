import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { topicOf } from './advice';
import { errorNumberIn } from './errorInside';
import { addChunk, emptyAnswer, hasContent, type ChatAnswer } from './chatAnswer';
import { createEventReader } from './eventStream';
import type { FailedExchange } from './exchange';
import { isObject, readAnswer, withinDepth } from './json';
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

/** Letters; a longer text does not fit into the memory of JavaScript. */
const LONGEST_ANSWER = 2 ** 28;

/** Reads what arrives of a body, and returns what is not of an event stream. */
async function readEvents(body: unknown, answer: ChatAnswer): Promise<string> {
	const reader = createEventReader(answer);
	const decoder = new TextDecoder();
	let length = 0;
	try {
		for await (const chunk of isChunks(body) ? body : [await textOf(body)]) {
			const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
			reader.add(text);
			length += text.length;
			if (reader.isOver() || length > LONGEST_ANSWER) break;
		}
	} catch {
		// The connection broke: what has arrived tells whether the answer is whole.
	}
	return reader.end();
}

/** PiAPI puts most of its answers into an envelope, but not the documented ones of these endpoints. */
function unpacked(answer: unknown, list: 'choices' | 'data'): unknown {
	const inner = isObject(answer) ? answer.data : undefined;
	return isObject(inner) && Array.isArray(inner[list]) ? inner : answer;
}

const isBlank = (answer: ChatAnswer): boolean =>
	!hasContent(answer) && answer.failure === undefined && answer.odd === undefined;

/** Reads a chat answer, streamed or not: its own form tells that, not its header. */
export async function readChat(
	{ statusCode, headers, body }: Answer,
	{ isElsewhere, retryAfter }: Reading,
): Promise<PaidCall<ChatAnswer>> {
	const answer = emptyAnswer();
	const others = await readEvents(body, answer);
	if (others !== '' && !answer.complete) {
		const whole = readAnswer(others);
		if (isBlank(answer)) {
			const read = { statusCode, headers, body: others };
			if (await isElsewhere(read)) return fromElsewhere(read);
			const failed = failedInside(whole, retryAfter);
			if (failed) return failed;
		}
		addChunk(answer, unpacked(whole, 'choices'));
		answer.complete ||= whole !== undefined && hasContent(answer);
	}
	if (answer.failure !== undefined) return failedAnswer(answer, retryAfter);
	if (answer.complete) return { outcome: 'answered', answer };
	const told = hasContent(answer) ? undefined : failedInside(answer.odd, retryAfter);
	return told ?? brokeOff(answer.text);
}

/** A model that fails in the middle of its answer has been charged, or has not, and nothing says which. */
function failedAnswer(answer: ChatAnswer, retryAfter: number | undefined): FailedExchange {
	const { failure = '', failed = {} } = answer;
	const told = errorNumberIn(failed) === undefined ? undefined : failedInside(failed, retryAfter);
	const hasBegun = hasContent(answer);
	if (told) return told.outcome === 'busy' && hasBegun ? { ...told, outcome: 'unclear' } : told;
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
	const answer = readAnswer(body);
	const failed = failedInside(answer, retryAfter);
	if (failed) return failed;
	const images = unpacked(answer, 'data');
	return isObject(images) ? { outcome: 'answered', answer: images } : brokeOff('');
}
