import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

/** Several values of one header go out as several lines; undefined leaves the header out. */
export type PostHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface Post {
	readonly endpoint: string;
	readonly headers: PostHeaders;
	readonly body: Buffer;
}

/** A request in flight. */
export interface Posting {
	/** The status of the answer; rejects when there is none. */
	readonly answered: Promise<number>;
	/** Ends once the connection is gone, also after an answer. */
	readonly closed: Promise<void>;
	readonly destroy: () => void;
}

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Why nothing may be sent there: the simulator speaks to this machine only. */
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

const lines = (headers: PostHeaders): Record<string, string | string[]> =>
	Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, typeof value === 'string' ? value : [...value]]],
		),
	);

/** Sends it on a connection of its own. Throws when Node refuses an address or a header. */
export const post = ({ endpoint, headers, body }: Post): Posting => {
	const url = new URL(endpoint);
	const send = url.protocol === 'https:' ? requestHttps : requestHttp;
	const request = send(url, {
		method: 'POST',
		// A connection that is kept may end exactly when it is used again, which looks like a fault.
		agent: false,
		headers: lines(joinHeaders({ 'content-length': String(body.length) }, headers)),
	});
	const answered = new Promise<number>((resolve, reject) => {
		request.once('response', (response: IncomingMessage) => {
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
	return { answered, closed, destroy: () => request.destroy() };
};
