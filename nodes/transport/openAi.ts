import type { IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { Connection } from './client';
import type { ChatAnswer } from './chatAnswer';
import type { Clock } from './clock';
import { classifyResponse, isInPlaceOfPiApi, type Exchange, type FailedExchange } from './exchange';
import { classifyFailure } from './failure';
import { readAnswer } from './json';
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
import { abortable, createStop, type StopSignal } from './stopSignal';
import { withTimeout } from './withTimeout';

export type { PaidCall } from './paidAnswer';

/** PiAPI's endpoints in the form of the OpenAI API. Each call is paid, so none is sent twice. */
export interface OpenAi {
	/** Source: https://piapi.ai/docs/llm-api/completions */
	chat(body: IDataObject, tries: Tries): Promise<PaidCall<ChatAnswer>>;
	/** Source: https://piapi.ai/docs/gpt-image/gpt-image-api */
	images(path: ImagesPath, body: ImagesBody, tries: Tries): Promise<PaidCall<IDataObject>>;
}

type ImagesPath = '/v1/images/generations' | '/v1/images/edits';

export type ImagesBody =
	| { readonly json: IDataObject }
	| { readonly bytes: Buffer; readonly contentType: string };

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
/** Tries in a row that reach nobody. */
const MOST_UNSENT_TRIES = 5;
/** Milliseconds in which a request that is cut off ends. */
const CUT_OFF_WITHIN = 1_000;

export interface Tries {
	/** Milliseconds, for all of them. */
	readonly timeout: number;
	/** Nothing more is sent when it fires; what is in flight is waited for. */
	readonly ending: StopSignal;
}

/** Nobody knows whether such a call was charged. */
const unclearAsSuch = <T>(call: PaidCall<T>): PaidCall<T> =>
	call.outcome === 'unclear' ? { ...call, problem: { ...call.problem, unclear: true } } : call;

/** Sends again only what PiAPI did not accept: too many requests, or no connection at all. */
async function untilTaken<T>(
	attempt: (timeLeft: number) => Promise<PaidCall<T>>,
	{ clock, limiter }: Pick<Connection, 'clock' | 'limiter'>,
	{ timeout, ending }: Tries,
): Promise<PaidCall<T>> {
	let giveUpAt = Infinity;
	let unsent = 0;
	for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
		const taken = await limiter.run(async (): Promise<PaidCall<T>> => {
			if (ending.aborted) return { outcome: 'canceled' };
			giveUpAt = Math.min(giveUpAt, clock.now() + timeout);
			return await attempt(giveUpAt - clock.now());
		});
		const call = unclearAsSuch(taken);
		if (call.outcome !== 'busy' && call.outcome !== 'neverSent') return call;
		unsent = call.outcome === 'neverSent' ? unsent + 1 : 0;
		// A longer Retry-After than the time limit ends with the refusal at once.
		const wait = Math.max(pause, call.retryAfter ?? 0);
		if (unsent >= MOST_UNSENT_TRIES || clock.now() + wait >= giveUpAt) return call;
		await clock.sleep(wait, ending);
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

	/** One attempt, which ends with the stop and with the time that is left. */
	const attemptOf = async <T>(
		options: IHttpRequestOptions,
		timeLeft: number,
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
					timeout: clock.timeout(timeLeft),
				});
				const { statusCode, headers } = response;
				const retryAfter = retryAfterOf(headers, clock.now());
				if (statusCode >= 200 && statusCode < 300) {
					return await read(response, { isElsewhere, retryAfter });
				}
				const body = await textOf(response.body);
				return isInPlaceOfPiApi({ statusCode, headers, body })
					? fromElsewhere({ statusCode, headers, body })
					: refused(statusCode, readAnswer(body), retryAfter, plainTextIn(headers, body));
			} catch (thrown) {
				return classifyFailure(thrown, false) as FailedExchange;
			}
		});
		try {
			const ended = await withTimeout(clock, timeLeft, attempt);
			if (signal?.aborted) return { outcome: 'canceled' };
			if (ended !== undefined) return ended;
			ending.stop();
			// Only the end of the connection may be missing.
			const cutOff = await withTimeout(clock, CUT_OFF_WITHIN, attempt);
			return cutOff?.outcome === 'answered' ? cutOff : tooLate(timeout);
		} finally {
			ending.stop();
		}
	};

	const call = async <T>(
		options: IHttpRequestOptions,
		tries: Tries,
		read: (response: Answer, reading: Reading) => Promise<PaidCall<T>>,
	): Promise<PaidCall<T>> =>
		await untilTaken(
			async (timeLeft) => await attemptOf(options, timeLeft, tries.timeout, read),
			connection,
			tries,
		);

	return {
		chat: async (body, tries) =>
			await call(
				{
					url: `${api}/v1/chat/completions`,
					// The network before PiAPI cuts answers that are not streamed after two minutes.
					body: { ...body, stream: true },
					json: true,
					encoding: 'stream',
				},
				tries,
				readChat,
			),
		images: async (path, body, tries) =>
			await call(
				{
					url: `${api}${path}`,
					...('json' in body
						? { body: body.json, json: true }
						: { body: body.bytes, headers: { 'content-type': body.contentType } }),
				},
				tries,
				readImages,
			),
	};
}
