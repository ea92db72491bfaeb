import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** Several values of one header are sent as several lines; undefined leaves the header out. */
export type PostHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface Post {
	readonly endpoint: string;
	readonly headers: PostHeaders;
	readonly body: Buffer;
}

/** A request in flight. */
interface Posting {
	/** The status of the answer; rejects when there is none. */
	readonly answered: Promise<number>;
	/** Resolves once the connection is closed, also after an answer. */
	readonly closed: Promise<void>;
}

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Why nothing may be sent there: the simulator calls this machine only. */
export const endpointProblem = (endpoint: string): string | undefined => {
	if (!URL.canParse(endpoint)) return 'refused: the endpoint is not a URL';
	const { protocol, hostname } = new URL(endpoint);
	if (protocol !== 'http:' && protocol !== 'https:') return 'refused: neither http nor https';
	return LOOPBACK.includes(hostname) ? undefined : 'refused: only loopback addresses are allowed';
};

/** Joins headers; a later one replaces an earlier one in any spelling. */
export const joinHeaders = (base: PostHeaders, changes: PostHeaders): PostHeaders => {
	const changed = new Set(Object.keys(changes).map((name) => name.toLowerCase()));
	const kept = Object.entries(base).filter(([name]) => !changed.has(name.toLowerCase()));
	return { ...Object.fromEntries(kept), ...changes };
};

/** Sends it on a connection of its own, until the signal is aborted. Throws when Node refuses an address or a header. */
export const post = ({ endpoint, headers, body }: Post, signal: AbortSignal): Posting => {
	const url = new URL(endpoint);
	const send = url.protocol === 'https:' ? requestHttps : requestHttp;
	const sent = joinHeaders({ 'content-length': String(body.length) }, headers);
	const request = send(url, {
		method: 'POST',
		signal,
		// A connection that is kept may end exactly when it is used again, which looks like a fault.
		agent: false,
		headers: Object.fromEntries(
			Object.entries(sent).filter(([, value]) => value !== undefined),
		) as Record<string, string | string[]>,
	});
	const answered = new Promise<number>((resolve, reject) => {
		request.once('response', (response) => {
			resolve(response.statusCode ?? 0);
			response.on('error', () => request.destroy());
			response.resume();
		});
		request.on('error', reject);
	});
	const closed = new Promise<void>((resolve) => {
		request.once('close', resolve);
	});
	request.end(body);
	return { answered, closed };
};
