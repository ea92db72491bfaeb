import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { isAccount } from './accountAnswer';
import { adviceOn } from './advice';
import { readEnvelope, type Envelope } from './envelope';
import { saysNothing } from './errorCode';
import { isObject } from './json';
import { isForeign, isPage, notPiApi, plainTextIn } from './notPiApi';
import { createProblem, unreachable, type Problem } from './problem';
import { retryAfterOf } from './retryAfter';

/**
 * How one request ended, told apart by what it means for a request that costs money:
 * - `answered`: done.
 * - `refused`: PiAPI said no; nothing was created, sending it again changes nothing.
 * - `busy`: PiAPI said not now; nothing was created, it may be sent again after `retryAfter`.
 * - `neverSent`: it was not sent, or nobody accepted it; it may be sent again.
 * - `unclear`: it was sent and no readable answer came back; it may have had its effect.
 * - `canceled`: the execution was stopped.
 */
export type Exchange =
	| { readonly outcome: 'answered'; readonly envelope: Envelope }
	| Failed<'refused'>
	| Failed<'busy'>
	| Failed<'neverSent'>
	| Failed<'unclear'>
	| { readonly outcome: 'canceled' };

interface Failed<O extends string> {
	readonly outcome: O;
	readonly problem: Problem;
	/** Milliseconds that PiAPI asks to wait. */
	readonly retryAfter?: number;
	readonly envelope?: Envelope;
	/** A successful answer, and not PiAPI's. */
	readonly foreign?: boolean;
	/** No answer, since the TLS connection that the other end offers was not accepted. */
	readonly speaksTls?: boolean;
}

export type FailedExchange = Extract<Exchange, { problem: Problem }>;

/** Codes of a success; PiAPI's is 200, and some answers tell none or a word. */
const isSuccess = (code: number | undefined): boolean =>
	code === undefined || code === 0 || (code >= 200 && code < 300);

/** Network Authentication Required: by its definition only something before the server sends it. */
const LOGIN_REQUIRED = 511;

/** What Squid says in place of PiAPI, in a header of its own, when it never reached it. */
const PROXY_WITHOUT_CONNECTION = /^ERR_(CONNECT|DNS|SECURE_CONNECT)_FAIL/;

export function classifyResponse(response: IN8nHttpFullResponse, now: number): Exchange {
	const envelope = readEnvelope(response.body);
	const withinSuccess = response.statusCode >= 200 && response.statusCode < 300;
	if (withinSuccess && envelope !== undefined) {
		// A 2xx answer whose data is a task, or that is an account, is one, however it words its code.
		const isKnown = taskIdIn(envelope) !== undefined || isAccount(envelope.body);
		if (envelope.code === 200 || (isSuccess(envelope.code) && isKnown)) {
			return { outcome: 'answered', envelope };
		}
	}
	if (PROXY_WITHOUT_CONNECTION.test(String(response.headers['x-squid-error']))) {
		return {
			outcome: 'neverSent',
			problem: unreachable('The proxy could not connect to it. Nothing was sent.'),
		};
	}
	if (withinSuccess && isForeign(response.headers, response.body)) {
		return { outcome: 'unclear', problem: notPiApiIn(response), foreign: true };
	}
	if (withinSuccess && envelope?.code === undefined) {
		return unreadableOf(response.statusCode, envelope);
	}
	const status = withinSuccess ? (envelope?.code ?? 0) : response.statusCode;
	const retryAfter = retryAfterOf(response.headers, now);
	const problem = isInPlaceOfPiApi(response)
		? notPiApiIn(response)
		: problemOf(status, envelope?.message ?? '', plainTextIn(response.headers, response.body));
	return { outcome: outcomeOf(status, envelope, retryAfter), problem, retryAfter, envelope };
}

const notPiApiIn = ({ statusCode, headers, body }: IN8nHttpFullResponse): Problem =>
	notPiApi(statusCode, headers, body);

/** HTTP statuses whose meaning the form of the answer does not change. */
const OWN_MEANING = [407, 408, 413, 429];

/** A page or a plain text with an error status. From 500 on it may come from the gateway before PiAPI. */
export const isInPlaceOfPiApi = ({
	statusCode,
	headers,
	body,
}: Pick<IN8nHttpFullResponse, 'statusCode' | 'headers'> & { readonly body: unknown }): boolean =>
	(statusCode === LOGIN_REQUIRED || (statusCode >= 400 && statusCode < 500)) &&
	!OWN_MEANING.includes(statusCode) &&
	(isPage(headers, body) || plainTextIn(headers, body) !== '');

function outcomeOf(
	status: number,
	envelope: Envelope | undefined,
	retryAfter: number | undefined,
): FailedExchange['outcome'] {
	if (status === 429) return 'busy';
	if (status === 503 && (retryAfter !== undefined || envelope?.code === 503)) return 'busy';
	if (status === 408) return 'unclear';
	if (status === LOGIN_REQUIRED) return 'refused';
	return status >= 300 && status < 500 ? 'refused' : 'unclear';
}

const unreadable = (status: number): Problem =>
	createProblem({
		message: `PiAPI's answer (HTTP ${status}) could not be read`,
		advice: 'Check that the Base URL of the PiAPI credential leads to PiAPI.',
		type: 'unavailable',
		httpCode: String(status),
	});

/** A successful answer without a code that says what it means. Its text, if any, says more than its form. */
function unreadableOf(status: number, envelope: Envelope | undefined): FailedExchange {
	const told = envelope?.message ?? '';
	const problem = saysNothing(told) ? unreadable(status) : problemOf(status, told);
	return { outcome: 'unclear', problem, envelope };
}

/**
 * What an answer with an error status means; `told` is PiAPI's own text, if any, and `plain` that of an answer without its
 * form.
 */
export function problemOf(status: number, told: string, plain = ''): Problem {
	const httpCode = String(status);
	if (status >= 300 && status < 400) {
		return createProblem({
			message: `PiAPI answered with a redirect (HTTP ${status}), which is not followed`,
			advice: 'Check the Base URL of the PiAPI credential; the key is sent to no other address.',
			type: 'unavailable',
			httpCode,
		});
	}
	if (status === 407) {
		return createProblem({
			message: 'The proxy between n8n and PiAPI asks for a login',
			advice:
				'Nothing was sent to PiAPI. Add the user name and the password to the proxy address in the environment of n8n (HTTPS_PROXY or HTTP_PROXY).',
			type: 'unavailable',
			httpCode,
		});
	}
	const { advice, type } = adviceOn(httpCode, told);
	return createProblem({
		message: told || `PiAPI answered with HTTP ${status}${plain === '' ? '' : `: ${plain}`}`,
		advice,
		type,
		httpCode,
	});
}

/** The task id in an answer, whatever else the answer says: a task that has an id was created. */
export function taskIdIn(envelope: Envelope | undefined): string | undefined {
	if (!isObject(envelope?.data)) return undefined;
	const id = envelope.data.task_id;
	return typeof id === 'string' && id !== '' ? id : undefined;
}
