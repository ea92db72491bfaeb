import type { IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { topicOf } from './advice';
import type { Connection } from './client';
import type { Clock } from './clock';
import { isObject, parseJson } from './json';
import { addChunk, createEventReader, emptyAnswer, type ChatAnswer } from './eventStream';
import { classifyResponse, isInPlaceOfPiApi, type Exchange, type FailedExchange } from './exchange';
import { classifyFailure } from './failure';
import type { Limiter } from './limiter';
import { isForeign, notPiApi } from './notPiApi';
import { isOtherService, PROBE_TIMEOUT } from './probe';
import { createProblem } from './problem';
import { brokeOff, refused, refusedInside, tooLate } from './paidRefusals';
import { retryAfterOf } from './retryAfter';
import { abortable, createStop } from './stopSignal';
import { withTimeout } from './withTimeout';

/** How a call ended; see `Exchange` for what the outcomes mean for one that costs money. */
export type PaidCall<T> =
	| { readonly outcome: 'answered'; readonly answer: T }
	| FailedExchange
	| { readonly outcome: 'canceled' };

/** PiAPI's endpoints in the form of the OpenAI API. Each call is paid, so none is sent twice. */
export interface OpenAi {
	/** `timeout` in milliseconds. Source: https://piapi.ai/docs/llm-api/completions */
	chat(body: IDataObject, timeout: number): Promise<PaidCall<ChatAnswer>>;
	/** Source: https://piapi.ai/docs/gpt-image/gpt-image-api */
	images(path: ImagesPath, body: ImagesBody, timeout: number): Promise<PaidCall<IDataObject>>;
}

type ImagesPath = '/v1/images/generations' | '/v1/images/edits';

export type ImagesBody =
	| { readonly json: IDataObject }
	| { readonly bytes: Buffer; readonly contentType: string };

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
/** An error answer has no reason to be longer. */
const LONGEST_ERROR = 1_000_000;

type Chunks = AsyncIterable<Uint8Array | string>;

const isChunks = (body: unknown): body is Chunks =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

async function textOf(body: unknown): Promise<string> {
	if (typeof body === 'string') return body;
	if (!isChunks(body)) return JSON.stringify(body ?? '');
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of body) {
		text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
		if (text.length > LONGEST_ERROR) break;
	}
	return text;
}

type Answer = Pick<IN8nHttpFullResponse, 'statusCode' | 'headers'> & { readonly body: unknown };

/** Not from PiAPI, so no model has answered. */
const fromElsewhere = ({ statusCode, headers, body }: Answer): FailedExchange => ({
	outcome: 'refused',
	problem: notPiApi(statusCode, headers, body),
});

/** Reads a chat answer, streamed or not. */
async function readChat(
	{ statusCode, headers, body }: Answer,
	isElsewhere: (answer: Answer) => Promise<boolean>,
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
			const whole = parseJson(text);
			const refusal = refusedInside(whole);
			if (refusal) return refusal;
			addChunk(answer, whole);
			answer.complete ||= answer.text !== '';
		}
	} catch {
		return brokeOff(answer.text);
	}
	if (answer.failure !== undefined) {
		const topic = topicOf(answer.failure);
		return {
			outcome: 'refused',
			problem: createProblem({
				message: answer.failure || 'The model failed without a reason',
				advice: topic?.advice ?? 'Change the request, or try another model.',
				isContent: topic?.name === 'content',
			}),
		};
	}
	return answer.complete ? { outcome: 'answered', answer } : brokeOff(answer.text);
}

/** Sends again only what PiAPI did not accept: too many requests, or no connection at all. */
async function untilTaken<T>(
	attempt: () => Promise<PaidCall<T>>,
	{ clock, limiter, signal }: Pick<Connection, 'clock' | 'limiter' | 'signal'>,
	giveUpAt: number,
): Promise<PaidCall<T>> {
	for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
		const call = await limiter.run(attempt);
		if (call.outcome !== 'busy' && call.outcome !== 'neverSent') return call;
		// A longer Retry-After than the time limit ends with the refusal at once.
		const wait = Math.max(pause, call.retryAfter ?? 0);
		if (clock.now() + wait > giveUpAt) return call;
		await clock.sleep(wait, signal);
		if (signal?.aborted) return { outcome: 'canceled' };
	}
}

export function createOpenAi(
	connection: Pick<Connection, 'send' | 'baseUrl' | 'signal'> & {
		readonly clock: Clock;
		/** Bounds the requests in flight. */
		readonly limiter: Limiter;
	},
): OpenAi {
	const { send, clock, signal } = connection;
	const api = connection.baseUrl.replace(/\/+$/, '');

	const ask = async (options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> =>
		await send({
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			...options,
		});

	const probe = {
		api,
		exchange: async (options: IHttpRequestOptions): Promise<Exchange> => {
			try {
				const timeout = clock.timeout(PROBE_TIMEOUT);
				return classifyResponse(await ask({ json: true, ...options, timeout }), clock.now());
			} catch (thrown) {
				return classifyFailure(thrown, false);
			}
		},
	};

	/** Whether a successful answer is certain to come from something else than PiAPI, which then charges nothing. */
	const isElsewhere = async ({ headers, body }: Answer): Promise<boolean> =>
		isForeign(headers, body) && (await isOtherService(probe));

	/** One attempt, which ends with the stop and with the time limit. */
	const call = async <T>(
		options: IHttpRequestOptions,
		timeout: number,
		read: (response: IN8nHttpFullResponse) => Promise<PaidCall<T>>,
	): Promise<PaidCall<T>> => {
		const ending = createStop(signal);
		const attempt = abortable(ending.signal, async (abortSignal): Promise<PaidCall<T>> => {
			if (ending.signal.aborted) return { outcome: 'canceled' };
			try {
				const response = await ask({
					method: 'POST',
					abortSignal,
					...options,
					timeout: clock.timeout(timeout),
				});
				const { statusCode, headers } = response;
				if (statusCode >= 200 && statusCode < 300) return await read(response);
				const body = await textOf(response.body);
				return isInPlaceOfPiApi({ statusCode, headers, body })
					? fromElsewhere({ statusCode, headers, body })
					: refused(statusCode, parseJson(body), retryAfterOf(headers, clock.now()));
			} catch (thrown) {
				return classifyFailure(thrown, false) as FailedExchange;
			}
		});
		try {
			const ended = await withTimeout(clock, timeout, attempt);
			if (signal?.aborted) return { outcome: 'canceled' };
			return ended ?? tooLate(timeout);
		} finally {
			ending.stop();
		}
	};

	return {
		chat: async (body, timeout) =>
			await untilTaken(
				async () =>
					await call(
						{
							url: `${api}/v1/chat/completions`,
							// The network before PiAPI cuts answers that are not streamed after two minutes.
							body: { ...body, stream: true },
							json: true,
							encoding: 'stream',
						},
						timeout,
						async (response) => await readChat(response, isElsewhere),
					),
				connection,
				clock.now() + timeout,
			),
		images: async (path, body, timeout) =>
			await untilTaken(
				async () =>
					await call(
						{
							url: `${api}${path}`,
							...('json' in body
								? { body: body.json, json: true }
								: { body: body.bytes, headers: { 'content-type': body.contentType } }),
						},
						timeout,
						async (response) => {
							if (await isElsewhere(response)) return fromElsewhere(response);
							const { body: given } = response;
							const answer = typeof given === 'string' ? parseJson(given) : given;
							return (
								refusedInside(answer) ??
								(isObject(answer) ? { outcome: 'answered', answer } : brokeOff(''))
							);
						},
					),
				connection,
				clock.now() + timeout,
			),
	};
}
