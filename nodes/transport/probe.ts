import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Exchange, FailedExchange } from './exchange';
import { causesOf } from './failure';
import { isObject } from './json';
import { createProblem, unreachable } from './problem';

/** Milliseconds. */
export const PROBE_TIMEOUT = 10_000;

/** How a probe is sent. It costs nothing. */
export interface Probe {
	/** The address of the API, without a slash at the end. */
	readonly api: string;
	exchange(options: IHttpRequestOptions): Promise<Exchange>;
	/** An error status is thrown, with all that is known of its connection. */
	send(options: IHttpRequestOptions): Promise<unknown>;
}

const ACCOUNT = '/account/info';

const hasNoAnswer = ({ outcome, problem }: FailedExchange): boolean =>
	outcome === 'unclear' && problem.httpCode === undefined;

/**
 * Settles whether PiAPI can have received a create that has no readable answer. Only what is certain counts: otherwise it
 * stays unclear, and the task is searched for.
 */
export async function probedCreate(answer: FailedExchange, probe: Probe): Promise<Exchange> {
	if (answer.foreign === true) {
		return (await isOtherService(probe)) ? { ...answer, outcome: 'refused' } : answer;
	}
	const status = Number(answer.problem.httpCode);
	if (probe.api.startsWith('https:') && status >= 500 && answer.envelope === undefined) {
		return (await isRefusedByProxy(probe, status)) ? proxyAnswered(status) : answer;
	}
	return await probedRead(answer, probe);
}

/** Settles whether another try of a request that costs nothing can succeed. */
export async function probedRead(answer: FailedExchange, probe: Probe): Promise<Exchange> {
	if (answer.foreign === true) return { ...answer, outcome: 'refused' };
	const needsHttps = probe.api.startsWith('http:') && hasNoAnswer(answer);
	return needsHttps && (await speaksTls(probe)) ? httpsOnly : answer;
}

/** What is at the address of the account is not PiAPI's either. */
export async function isOtherService({
	api,
	exchange,
}: Pick<Probe, 'api' | 'exchange'>): Promise<boolean> {
	const answer = await exchange({ method: 'GET', url: `${api}${ACCOUNT}` });
	if (!('problem' in answer)) return false;
	const isRefusal = answer.outcome === 'refused' && answer.problem.httpCode !== undefined;
	return answer.foreign === true || (isRefusal && answer.envelope === undefined);
}

/** Over `https`, an answer without TLS is that of a proxy which opened no connection: the request went no further. */
async function isRefusedByProxy({ api, send }: Probe, status: number): Promise<boolean> {
	try {
		await send({ method: 'GET', url: `${api}${ACCOUNT}` });
		return false;
	} catch (thrown) {
		return [...causesOf(thrown)].some(({ request, response }) => {
			const socket = isObject(request) ? request.socket : undefined;
			const isSame = isObject(response) && response.status === status;
			return isSame && isObject(socket) && socket.encrypted !== true;
		});
	}
}

const proxyAnswered = (status: number): Exchange => ({
	outcome: 'neverSent',
	problem: unreachable(
		`The proxy answered with HTTP ${status} in place of PiAPI. Nothing was sent.`,
	),
});

/** A port that speaks TLS reads no request without it. The key is not sent, as this is another address. */
async function speaksTls({ api, exchange }: Probe): Promise<boolean> {
	const url = `${api.replace(/^http:/, 'https:')}${ACCOUNT}`;
	const answer = await exchange({ method: 'GET', url });
	if (!('problem' in answer)) return answer.outcome === 'answered';
	return answer.problem.httpCode !== undefined || answer.speaksTls === true;
}

const httpsOnly: Exchange = {
	outcome: 'refused',
	problem: createProblem({
		message: 'The address speaks only HTTPS',
		advice:
			'PiAPI received nothing. Check the protocol and the port in the Base URL of the PiAPI credential, which starts with http://.',
		type: 'unavailable',
	}),
};
