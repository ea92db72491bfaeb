import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { createClient, type Client } from '../../nodes/transport/client';
import type { Clock } from '../../nodes/transport/clock';
import { createLimiter } from '../../nodes/transport/limiter';
import { abortable, createStop, type StopSignal } from '../../nodes/transport/stopSignal';
import { parseJson } from '../../nodes/transport/json';
import { createPiApiTime, type PiApiTime } from '../../nodes/transport/piApiTime';
import { fieldsOf } from './fields';

/** An answer as it came over the wire. */
export interface RawAnswer {
	readonly status: number;
	/** Read as JSON where it is some, as text otherwise. */
	readonly body: unknown;
	readonly isJson: boolean;
}

/** A request that no client of the product would send. */
export interface PlainRequest {
	readonly method: string;
	readonly path: string;
	/** The text of the body. */
	readonly body?: string;
	/** Sent in place of the user's key. */
	readonly key?: string;
}

/** The product's own client over plain HTTP, with every answer as it came. */
export interface LiveConnection {
	readonly client: Client;
	readonly clock: Clock;
	readonly time: PiApiTime;
	/** The answer to the request that was sent last; undefined when none came. */
	lastAnswer(): RawAnswer | undefined;
	/** Resolves with undefined when no whole answer came. */
	send(request: PlainRequest): Promise<RawAnswer | undefined>;
	/** Every text that was sent or received, so that a report can be searched for them. */
	texts(): ReadonlySet<string>;
}

export interface ConnectionOptions {
	readonly baseUrl: string;
	readonly key: string;
	readonly clock: Clock;
	readonly signal: AbortSignal;
}

const PLAIN_TIMEOUT = 30_000;

function parsed(text: string): Pick<RawAnswer, 'body' | 'isJson'> {
	const body = parseJson(text);
	return body === undefined ? { body: text, isJson: false } : { body, isJson: true };
}

/** With a timer of its own: Node may collect an `AbortSignal.timeout` that is joined with another before it fires. */
async function limited<T>(
	milliseconds: number,
	parent: StopSignal | undefined,
	use: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const limit = createStop(parent);
	const timer = setTimeout(limit.stop, milliseconds);
	try {
		return await abortable(limit.signal, use);
	} finally {
		clearTimeout(timer);
		// Listens to its parent no longer.
		limit.stop();
	}
}

export function openConnection({ baseUrl, key, clock, signal }: ConnectionOptions): LiveConnection {
	const texts = new Set([key]);
	let last: RawAnswer | undefined;
	const time = createPiApiTime();

	const note = (value: unknown): void => {
		for (const text of [value, ...fieldsOf(value).map((field) => field.value)]) {
			if (typeof text === 'string') texts.add(text);
		}
	};

	const exchange = async (
		url: URL,
		init: RequestInit,
		ownKey = key,
		milliseconds = clock.timeout(PLAIN_TIMEOUT),
		stop: StopSignal | undefined = signal,
	): Promise<{ answer: RawAnswer; headers: Headers }> =>
		await limited(milliseconds, stop, async (limit) => {
			last = undefined;
			const headers = { 'x-api-key': ownKey, 'content-type': 'application/json' };
			// The key must not follow a redirect to another host.
			const response = await fetch(url, { ...init, headers, signal: limit, redirect: 'manual' });
			last = { status: response.status, ...parsed(await response.text()) };
			note(last.body);
			return { answer: last, headers: response.headers };
		});

	const sendForProduct = async (options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> => {
		const { method = 'GET', body, timeout } = options;
		const url = new URL(options.url);
		for (const [name, value] of Object.entries(options.qs ?? {})) {
			url.searchParams.set(name, String(value));
		}
		note(body);
		const sent = { method, body: body === undefined ? undefined : JSON.stringify(body) };
		const stop = options.abortSignal as StopSignal | undefined;
		const { answer, headers } = await exchange(url, sent, key, timeout, stop);
		return {
			statusCode: answer.status,
			headers: Object.fromEntries(headers),
			body: answer.body as IN8nHttpFullResponse['body'],
		};
	};

	const client = createClient({
		send: sendForProduct,
		baseUrl,
		uploadUrl: baseUrl,
		clock,
		// One request at a time keeps the answers in the order of the requests.
		limiter: createLimiter(1, clock, signal),
		signal,
		time,
	});

	return {
		client,
		clock,
		time,
		lastAnswer: () => last,
		texts: () => texts,
		async send({ method, path, body, key: ownKey = key }) {
			texts.add(ownKey);
			if (body !== undefined) note(parsed(body).body);
			return await exchange(new URL(path, baseUrl), { method, body }, ownKey).then(
				({ answer }) => answer,
				() => undefined,
			);
		},
	};
}
