import type { IDataObject } from 'n8n-workflow';

import type { Exchange } from './exchange';
import { createProblem, unreachable, type Problem } from './problem';

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

/** Both ends speak TLS and find no common way, which another try does not change. Seen as EPROTO and ERR_SSL_…. */
const NO_HANDSHAKE =
	/alert handshake failure|HANDSHAKE_FAILURE|unsupported protocol|UNSUPPORTED_PROTOCOL|alert protocol version|PROTOCOL_VERSION|unrecognized name|UNRECOGNIZED_NAME/;

/** The first bytes of the other end are not TLS: OpenSSL's words for a plain HTTP server on the port. */
const NOT_TLS =
	/wrong version number|WRONG_VERSION_NUMBER|packet length too long|PACKET_LENGTH_TOO_LONG/;

const HANDSHAKE_CUT_OFF = 'disconnected before secure TLS connection was established';
const PROXY_HUNG_UP = 'ended before receiving CONNECT response';

/** n8n wraps what the HTTP client throws, so the code is somewhere along the causes. */
export function* causesOf(thrown: unknown): Generator<IDataObject> {
	let current = thrown;
	for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth++) {
		yield current as IDataObject;
		current = (current as IDataObject).cause;
	}
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** What is known of a request without an answer. */
interface Fault {
	/** Codes of the network and of TLS, best source first. */
	readonly codes: readonly string[];
	readonly message: string;
	/** Codes and all messages: n8n replaces those of some network errors and keeps the first ones in a list. */
	readonly text: string;
	readonly failedToConnect: boolean;
}

function faultOf(thrown: unknown): Fault {
	const causes = [...causesOf(thrown)];
	// n8n 1 drops the cause and keeps its code in the place of the HTTP status.
	const codes = causes
		.flatMap(({ code, httpCode }) => [code, httpCode])
		.filter((code): code is string => isText(code) && /^[A-Z]/.test(code));
	const texts = causes
		.flatMap(({ message, description, messages }) => [message, description, messages])
		.flat()
		.filter(isText);
	return {
		codes,
		message: causes.map(({ message }) => message).find(isText) ?? 'no answer',
		text: [...codes, ...texts].join('\n'),
		failedToConnect: causes.some(
			({ syscall }) => syscall === 'connect' || syscall === 'getaddrinfo',
		),
	};
}

const isBadCertificate = ({ codes }: Fault): boolean =>
	codes.some((code) => BAD_CERTIFICATE.test(code));

/** No request was sent, and another try would end the same way. */
function lastingProblem(fault: Fault): Problem | undefined {
	const { codes, message, text } = fault;
	if (NOT_TLS.test(text)) {
		return createProblem({
			message: 'The address does not speak HTTPS',
			advice:
				'Nothing was sent. Check the protocol and the port in the Base URL of the PiAPI credential, and in the address of the proxy if n8n uses one.',
			type: 'unavailable',
		});
	}
	const isRefused = isBadCertificate(fault) || codes.includes('ERR_INVALID_URL');
	if (!isRefused && !NO_HANDSHAKE.test(text)) return undefined;
	return createProblem({
		message: `Secure connection to PiAPI failed: ${message}`,
		advice:
			'Nothing was sent. Check the Base URL of the PiAPI credential and the certificate of its server.',
		type: 'unavailable',
	});
}

/** No request was sent, and another try may succeed. */
function passingProblem({ codes, text, failedToConnect }: Fault): Problem | undefined {
	if (text.includes(PROXY_HUNG_UP)) {
		return unreachable('The proxy closed the connection without an answer. Nothing was sent.');
	}
	if (text.includes(HANDSHAKE_CUT_OFF)) {
		return unreachable(
			'The server or a proxy closed the connection before the TLS connection was established. Nothing was sent.',
		);
	}
	return failedToConnect || codes.some((code) => NEVER_SENT.has(code))
		? unreachable(`Nothing was sent (${codes[0] ?? 'no connection'}).`)
		: undefined;
}

/** `stopped` says whether the request was taken back; else an abort is a fault like any other. */
export function classifyFailure(thrown: unknown, stopped: boolean): Exchange {
	if (stopped) return { outcome: 'canceled' };
	const fault = faultOf(thrown);
	const lasting = lastingProblem(fault);
	const speaksTls = isBadCertificate(fault) || NO_HANDSHAKE.test(fault.text);
	if (lasting) return { outcome: 'refused', problem: lasting, speaksTls };
	const passing = passingProblem(fault);
	if (passing) return { outcome: 'neverSent', problem: passing };
	return {
		outcome: 'unclear',
		problem: createProblem({
			message: `The connection to PiAPI ended before an answer arrived (${fault.codes[0] ?? fault.message})`,
			advice: 'Try again later. If this persists, check the Base URL of the PiAPI credential.',
			type: 'unavailable',
		}),
	};
}
