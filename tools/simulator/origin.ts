import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { bytesOf } from './answers';
import { headerTime, type Clock } from './clock';
import type { Delivery } from './faultDelivery';
import type { Ledger } from './ledger';
import type { OriginName, RequestRecord } from './requestRecord';
import type { Behaviour } from './options';
import { kindOf } from './routes';

const HOST = '127.0.0.1';

/** Clients may keep connections; closing idle ones early would look like faults. */
const IDLE_MILLISECONDS = 120_000;

interface OriginOptions {
	readonly name: OriginName;
	/** 0 takes a free one. */
	readonly port: number;
	readonly ledger: Ledger;
	readonly clock: Clock;
	/** Does the work of a request and returns what is sent. */
	readonly answer: (request: RequestRecord) => Delivery;
	readonly behaviour: Behaviour;
}

/** One address of the simulator. */
export interface Origin {
	readonly url: string;
	/** How many clients are connected. */
	readonly connections: () => Promise<number>;
	/** Ends the server and every connection, also those that hang. */
	readonly close: () => Promise<void>;
}

const asJson = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
};

const formIn = async (body: Buffer, type = ''): Promise<FormData | undefined> => {
	if (!type.startsWith('multipart/form-data')) return undefined;
	const form = new Response(body, { headers: { 'content-type': type } }).formData();
	return await form.catch(() => undefined);
};

const play = async (
	delivery: Delivery,
	response: ServerResponse,
	record: RequestRecord,
	clock: Clock,
): Promise<void> => {
	if (delivery.way === 'hang') return;
	if (delivery.way === 'reset') {
		record.answered = 'reset';
		response.socket?.resetAndDestroy();
		return;
	}
	const { status, headers } = delivery.answer;
	const bytes = bytesOf(delivery.answer);
	const isWhole = Buffer.isBuffer(bytes);
	record.answered = status;
	response.writeHead(status, {
		date: headerTime(clock.now()),
		...headers,
		...(isWhole && { 'content-length': bytes.length }),
	});
	if (delivery.way === 'answer') {
		await (isWhole ? response.end(bytes) : pipeline(bytes, response));
		return;
	}
	// Of a stream, the first chunk counts as its first half.
	const [half = Buffer.alloc(0)] = isWhole
		? [bytes.subarray(0, Math.ceil(bytes.length / 2))]
		: bytes;
	await new Promise((resolve) => response.write(half, resolve));
	if (delivery.way === 'truncated') {
		response.destroy();
		return;
	}
	await (delivery.way === 'held' ? delivery.released : clock.sleep(delivery.seconds * 1000));
	response.end(isWhole ? bytes.subarray(half.length) : undefined);
};

export const openOrigin = async (options: OriginOptions): Promise<Origin> => {
	const { name, port, ledger, clock, answer, behaviour } = options;
	/** Answers in flight, so that the ledger is complete once the origin is closed. */
	const open = new Set<Promise<void>>();

	const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const url = new URL(request.url ?? '/', `http://${HOST}`);
		const { method = 'GET', headers } = request;
		const content = await buffer(request);
		const rawBody = content.toString('utf8');
		const record = ledger.begin({
			origin: name,
			kind: kindOf(name, method, url.pathname),
			method,
			path: url.pathname,
			query: Object.fromEntries(url.searchParams),
			headers,
			rawBody,
			body: asJson(rawBody),
			form: await formIn(content, headers['content-type']),
		});
		const closed = new Promise<void>((resolve) => {
			response.once('close', resolve);
		}).then(() => {
			record.abandoned = !response.writableFinished && record.answered !== 'reset';
			ledger.end(record);
			open.delete(closed);
		});
		open.add(closed);
		const delivery = answer(record);
		const { answerSeconds } = behaviour;
		if (answerSeconds > 0) await clock.sleep(answerSeconds * 1000);
		if (!response.destroyed) await play(delivery, response, record, clock);
	};

	const server = createServer({ keepAliveTimeout: IDLE_MILLISECONDS }, (request, response) => {
		serve(request, response).catch(() => response.destroy());
	});
	server.listen(port, HOST);
	await once(server, 'listening');
	return {
		url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
		connections: promisify(server.getConnections.bind(server)),
		close: async () => {
			if (!server.listening) return;
			const ended = once(server.close(), 'close');
			server.closeAllConnections();
			await ended;
			await Promise.all(open);
		},
	};
};
