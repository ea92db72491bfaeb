import type { IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { Connection } from './client';
import type { Clock } from './clock';
import type { ChatAnswer } from './eventStream';
import { classifyResponse, isInPlaceOfPiApi, type Exchange, type FailedExchange } from './exchange';
import { classifyFailure } from './failure';
import { parseAnswer } from './json';
import type { Limiter } from './limiter';
import { isForeign, plainTextIn } from './notPiApi';
import {
	fromElsewhere,
	readChat,
	readImages,
	textOf,
	type Answer,
	type PaidCall,
	type Reading,
} from './paidAnswer';
import { refused, tooLate } from './paidRefusals';
import { isOtherService, PROBE_TIMEOUT } from './probe';
import { retryAfterOf } from './retryAfter';
import { abortable, createStop } from './stopSignal';
import { withTimeout } from './withTimeout';

export type { PaidCall } from './paidAnswer';

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
/** Nobody knows whether such a call was charged. */
const unclearAsSuch = <T>(call: PaidCall<T>): PaidCall<T> =>
	call.outcome === 'unclear' ? { ...call, problem: { ...call.problem, unclear: true } } : call;

/** Sends again only what PiAPI did not accept: too many requests, or no connection at all. */
async function untilTaken<T>(
	attempt: () => Promise<PaidCall<T>>,
	{ clock, limiter, signal }: Pick<Connection, 'clock' | 'limiter' | 'signal'>,
	giveUpAt: number,
): Promise<PaidCall<T>> {
	for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
		const call = unclearAsSuch(await limiter.run(attempt));
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
		read: (response: Answer, reading: Reading) => Promise<PaidCall<T>>,
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
				const retryAfter = retryAfterOf(headers, clock.now());
				if (statusCode >= 200 && statusCode < 300) {
					return await read(response, { isElsewhere, retryAfter });
				}
				const body = await textOf(response.body);
				return isInPlaceOfPiApi({ statusCode, headers, body })
					? fromElsewhere({ statusCode, headers, body })
					: refused(statusCode, parseAnswer(body), retryAfter, plainTextIn(headers, body));
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
						readChat,
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
						readImages,
					),
				connection,
				clock.now() + timeout,
			),
	};
}
