import { once } from 'node:events';
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';

/** One webhook that arrived. */
export interface Arrival {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly rawHeaders: readonly string[];
	readonly text: string;
	/** The body as PiAPI's webhook; only to be read when it is one. */
	readonly body: {
		readonly timestamp: number;
		readonly data: Readonly<Record<string, unknown>> & {
			readonly task_id: string;
			readonly status: string;
		};
	};
}

/** What the receiver does with a webhook, by its number from 1: a status, no answer, or an end. */
type Manner = (number: number, arrival: Arrival) => number | 'hang' | 'reset';

export interface Receiver {
	readonly url: string;
	readonly arrivals: Arrival[];
	/** The statuses that arrived, in order. */
	statuses(): string[];
	/** The highest number of requests without an answer at one time. */
	mostAtOnce(): number;
	close(): Promise<void>;
}

const asBody = (text: string): Arrival['body'] => {
	try {
		return JSON.parse(text) as Arrival['body'];
	} catch {
		return { timestamp: NaN, data: { task_id: '', status: '' } };
	}
};

const arrivalOf = async (request: IncomingMessage): Promise<Arrival> => {
	const text = await textOf(request);
	const { method = '', url: path = '', headers, rawHeaders } = request;
	return { method, path, headers, rawHeaders, text, body: asBody(text) };
};

/** Starts a small server that writes down webhooks; it answers 200 unless told otherwise. */
export const startReceiver = async (manner: Manner = () => 200): Promise<Receiver> => {
	const arrivals: Arrival[] = [];
	let atOnce = 0;
	let most = 0;
	const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		atOnce += 1;
		most = Math.max(most, atOnce);
		const arrival = await arrivalOf(request);
		arrivals.push(arrival);
		const answer = manner(arrivals.length, arrival);
		if (answer === 'hang') return;
		// A turn of the loop shows how many others are in flight.
		await setImmediate();
		atOnce -= 1;
		if (answer === 'reset') request.socket.resetAndDestroy();
		else response.writeHead(answer, { location: 'http://127.0.0.1:9/elsewhere' }).end('{}');
	};
	const server = createServer((request, response) => {
		serve(request, response).catch(() => response.destroy());
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		arrivals,
		statuses: () => arrivals.map(({ body }) => body.data.status),
		mostAtOnce: () => most,
		close: async () => {
			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
};
