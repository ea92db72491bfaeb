import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bytesOf } from './answers';
import { headerTime, type Clock } from './clock';
import type { Delivery } from './faults';
import type { Ledger, OriginName, RequestRecord } from './ledger';
import { kindOf } from './routes';

const HOST = '127.0.0.1';

/** Above the largest upload, so that a body too large meets the endpoint's own refusal. */
const LARGEST_BODY = 64 * 1024 * 1024;

/** Clients may keep connections; closing idle ones early would look like faults. */
const IDLE_MILLISECONDS = 120_000;

/** Does the work of a request and says what goes over the wire. */
export type Answerer = (request: RequestRecord, query: URLSearchParams) => Delivery;

const readBody = async (request: IncomingMessage): Promise<string> => {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > LARGEST_BODY) throw new Error('The body is too large');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
};

const asJson = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
};

const write = async (response: ServerResponse, bytes: Buffer): Promise<void> => {
	await new Promise<void>((resolve) => {
		response.write(bytes, () => resolve());
	});
};

const sendAll = async (response: ServerResponse, bytes: Buffer | Readable): Promise<void> => {
	if (bytes instanceof Buffer) response.end(bytes);
	else await pipeline(bytes, response);
};

/** Sends the first half, or the first chunk of a stream, and gives the rest. */
const sendHalf = async (response: ServerResponse, bytes: Buffer | Readable): Promise<Buffer> => {
	if (bytes instanceof Buffer) {
		const middle = Math.ceil(bytes.length / 2);
		await write(response, bytes.subarray(0, middle));
		return bytes.subarray(middle);
	}
	for await (const chunk of bytes as AsyncIterable<Buffer>) {
		await write(response, chunk);
		break;
	}
	return Buffer.alloc(0);
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
	const length = bytes instanceof Buffer ? { 'content-length': String(bytes.length) } : {};
	record.answered = status;
	response.writeHead(status, { date: headerTime(clock.now()), ...headers, ...length });
	if (delivery.way === 'answer') {
		await sendAll(response, bytes);
		return;
	}
	const rest = await sendHalf(response, bytes);
	if (delivery.way === 'truncated') {
		response.destroy();
		return;
	}
	await clock.sleep(delivery.seconds * 1000);
	response.end(rest);
};

/** One address of the simulator. */
export class Origin {
	private readonly server: Server;

	private address = '';

	/** Answers in flight, so that the ledger is complete once the origin is closed. */
	private readonly open = new Set<Promise<void>>();

	constructor(
		private readonly name: OriginName,
		private readonly ledger: Ledger,
		private readonly clock: Clock,
		private readonly answer: Answerer,
		private readonly answerSeconds: () => number,
	) {
		this.server = createServer((request, response) => {
			this.serve(request, response).catch(() => response.destroy());
		});
		this.server.keepAliveTimeout = IDLE_MILLISECONDS;
	}

	async listen(port: number): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(port, HOST, resolve);
		});
		this.address = `http://${HOST}:${(this.server.address() as AddressInfo).port}`;
	}

	/** Stays the same once the origin is closed. */
	get url(): string {
		return this.address;
	}

	/** Ends the server and every connection, also those that hang. */
	async close(): Promise<void> {
		if (!this.server.listening) return;
		await new Promise<void>((resolve) => {
			this.server.close(() => resolve());
			this.server.closeAllConnections();
		});
		await Promise.all(this.open);
	}

	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', `http://${HOST}`);
		const method = request.method ?? 'GET';
		const rawBody = await readBody(request);
		const record = this.ledger.begin({
			origin: this.name,
			kind: kindOf(this.name, method, url.pathname),
			method,
			path: url.pathname,
			query: Object.fromEntries(url.searchParams),
			headers: request.headers,
			rawBody,
			body: asJson(rawBody),
		});
		const closed = new Promise<void>((resolve) => {
			response.once('close', () => {
				record.abandoned = !response.writableFinished && record.answered !== 'reset';
				this.ledger.end(record);
				this.open.delete(closed);
				resolve();
			});
		});
		this.open.add(closed);
		const delivery = this.answer(record, url.searchParams);
		const seconds = this.answerSeconds();
		if (seconds > 0) await this.clock.sleep(seconds * 1000);
		if (!response.destroyed) await play(delivery, response, record, this.clock);
	}
}
