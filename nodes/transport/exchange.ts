import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { isObject, readEnvelope, type Envelope } from './envelope';
import { createProblem, adviceFor, type Problem } from './problem';

/**
 * How one request ended, told apart by what it means for a request that costs money:
 * - `answered`: done.
 * - `refused`: PiAPI said no; nothing was made, sending it again changes nothing.
 * - `busy`: PiAPI said not now; nothing was made, it may be sent again after `retryAfter`.
 * - `neverSent`: it did not leave this machine, or nobody took it; it may be sent again.
 * - `unclear`: it went out and no readable answer came back; it may have had its effect.
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
}

export type FailedExchange = Extract<Exchange, { problem: Problem }>;

const NEVER_SENT = new Set([
	'EADDRNOTAVAIL',
	'EAI_AGAIN',
	'ECONNREFUSED',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENOTFOUND',
	'UND_ERR_CONNECT_TIMEOUT',
]);

/** The TLS handshake ends before the request is sent, and trying again gives the same certificate. */
const BAD_CERTIFICATE = /^(CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|ERR_TLS_CERT)/;

/** Milliseconds in a `Retry-After` header: seconds or an HTTP date. */
export function retryAfterOf(headers: IDataObject, now: number): number | undefined {
	const value = headers['retry-after'];
	if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return undefined;
	const seconds = Number(value);
	if (!Number.isNaN(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(String(value));
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

export function classifyResponse(response: IN8nHttpFullResponse, now: number): Exchange {
	const envelope = readEnvelope(response.body);
	const withinSuccess = response.statusCode >= 200 && response.statusCode < 300;
	if (withinSuccess && envelope?.code === 200) return { outcome: 'answered', envelope };
	if (withinSuccess && envelope?.code === undefined) {
		return unreadable(response.statusCode);
	}
	const status = withinSuccess ? (envelope?.code ?? 0) : response.statusCode;
	const retryAfter = retryAfterOf(response.headers, now);
	const problem = problemOf(status, envelope);
	return { outcome: outcomeOf(status, envelope, retryAfter), problem, retryAfter, envelope };
}

function outcomeOf(
	status: number,
	envelope: Envelope | undefined,
	retryAfter: number | undefined,
): FailedExchange['outcome'] {
	if (status === 429) return 'busy';
	if (status === 503 && (retryAfter !== undefined || envelope?.code === 503)) return 'busy';
	if (status === 408) return 'unclear';
	return status >= 300 && status < 500 ? 'refused' : 'unclear';
}

const unreadable = (status: number): FailedExchange => ({
	outcome: 'unclear',
	problem: createProblem({
		message: `PiAPI's answer (HTTP ${status}) could not be read`,
		advice: 'Check that the Base URL of the PiAPI credential leads to PiAPI.',
		httpCode: String(status),
	}),
});

function problemOf(status: number, envelope: Envelope | undefined): Problem {
	const httpCode = String(status);
	if (status >= 300 && status < 400) {
		return createProblem({
			message: `PiAPI answered with a redirect (HTTP ${status}), which is not followed`,
			advice: 'Check the Base URL of the PiAPI credential; the key is sent to no other address.',
			httpCode,
		});
	}
	return createProblem({
		message: envelope?.message || `PiAPI answered with HTTP ${status}`,
		advice: adviceFor(httpCode),
		httpCode,
	});
}

/** n8n wraps what the HTTP client throws, so the code stands somewhere along the causes. */
function* causesOf(thrown: unknown): Generator<IDataObject> {
	let current = thrown;
	for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth++) {
		yield current as IDataObject;
		current = (current as IDataObject).cause;
	}
}

/** `stopped` says whether the request was taken back; else an abort is a fault like any other. */
export function classifyFailure(thrown: unknown, stopped: boolean): Exchange {
	if (stopped) return { outcome: 'canceled' };
	const causes = [...causesOf(thrown)];
	// n8n 1 drops the cause and keeps its code in the place of the HTTP status.
	const codes = causes
		.flatMap(({ code, httpCode }) => [code, httpCode])
		.filter((code): code is string => typeof code === 'string' && /^[A-Z]/.test(code));
	const text =
		causes
			.map(({ message }) => message)
			.find((message): message is string => typeof message === 'string' && message !== '') ??
		'no answer';
	const certificate = codes.some((code) => BAD_CERTIFICATE.test(code));
	if (certificate || codes.includes('ERR_INVALID_URL')) {
		return {
			outcome: 'refused',
			problem: createProblem({
				message: `No safe connection to PiAPI: ${text}`,
				advice: 'Check the Base URL of the PiAPI credential and the certificate behind it.',
			}),
		};
	}
	if (codes.some((code) => NEVER_SENT.has(code)) || causes.some(failedToConnect)) {
		return {
			outcome: 'neverSent',
			problem: createProblem({
				message: 'PiAPI could not be reached',
				advice: `Check the network and the Base URL of the PiAPI credential (${codes[0] ?? 'no connection'}).`,
			}),
		};
	}
	return {
		outcome: 'unclear',
		problem: createProblem({
			message: 'The connection to PiAPI ended before an answer came',
			advice: `Try again later (${codes[0] ?? text}).`,
		}),
	};
}

const failedToConnect = (cause: IDataObject): boolean =>
	cause.syscall === 'connect' || cause.syscall === 'getaddrinfo';

/** The task id in an answer, whatever else the answer says: a task that has an id was made. */
export function taskIdIn(envelope: Envelope | undefined): string | undefined {
	if (!isObject(envelope?.data)) return undefined;
	const id = envelope.data.task_id;
	return typeof id === 'string' && id !== '' ? id : undefined;
}
