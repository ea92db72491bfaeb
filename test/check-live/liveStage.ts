import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { allOffers } from '../../scripts/check-live/offers';
import { readOptions } from '../../scripts/check-live/options';
import { planOf } from '../../scripts/check-live/plan';
import { runLiveCheck, type RunResult } from '../../scripts/check-live/run';
import { fastClock } from '../../tools/engine/clock';
import type { SimulatorOptions } from '../../tools/simulator/options';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

/** Faster, and a busy machine takes an answer for a lost one. */
const SPEED = 5;

/** An answer on its way; what is changed in `json` is what the client gets. */
export interface Passing {
	readonly method: string;
	readonly path: string;
	status: number;
	json: Record<string, unknown>;
	/** Sent in place of the JSON. */
	html?: string;
}

export type Rewrite = (answer: Passing) => void;

/** Passes every request on to the simulator, and every answer through a change. */
async function startRewriter(target: () => string, rewrite: Rewrite): Promise<Server> {
	const server = createServer((request, response) => {
		const pass = async (): Promise<void> => {
			const { method = 'GET', url = '/', headers } = request;
			const body = await buffer(request);
			const answer = await fetch(`${target()}${url}`, {
				method,
				headers: {
					'x-api-key': String(headers['x-api-key']),
					'content-type': 'application/json',
				},
				...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
				redirect: 'manual',
			});
			const text = await answer.text();
			const date = answer.headers.get('date') ?? '';
			const retryAfter = answer.headers.get('retry-after');
			const passing = read(text, method, url, answer.status);
			if (passing) rewrite(passing);
			response.writeHead(passing?.status ?? answer.status, {
				date,
				...(retryAfter === null ? {} : { 'retry-after': retryAfter }),
			});
			response.end(passing === undefined ? text : (passing.html ?? JSON.stringify(passing.json)));
		};
		// What the simulator cuts off is cut off here, too.
		pass().catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return server;
}

function read(text: string, method: string, path: string, status: number): Passing | undefined {
	try {
		return { method, path, status, json: JSON.parse(text) as Record<string, unknown> };
	} catch {
		return undefined;
	}
}

export const dataOf = ({ json }: Passing): Record<string, Record<string, unknown>> =>
	typeof json.data === 'object' && json.data !== null
		? (json.data as Record<string, Record<string, unknown>>)
		: {};

export interface LiveStage {
	readonly simulator: Simulator;
	readonly folder: string;
	/** Every text that went either way. */
	readonly texts: ReadonlySet<string>;
	/** What the tasks of this account cost, by the documented prices. */
	spentUsd(): number;
	run(given: readonly string[], signal?: AbortSignal): Promise<RunResult & { lines: string[] }>;
	report(): Promise<{ json: string; markdown: string }>;
	close(): Promise<void>;
}

function collect(value: unknown, texts: Set<string>): void {
	if (typeof value === 'string') texts.add(value);
	else if (typeof value === 'object' && value !== null) {
		for (const inner of Object.values(value)) collect(inner, texts);
	}
}

export const USER_KEY = 'k3y-of-a-user-0123456789';

/** `check:live` against a simulator on this machine, over HTTP. `rewrite` plants what PiAPI might answer otherwise. */
export async function openLiveStage(
	options: SimulatorOptions = {},
	rewrite: Rewrite = () => undefined,
): Promise<LiveStage> {
	const clock = fastClock(SPEED);
	const simulator = await startSimulator({
		apiKey: USER_KEY,
		clock,
		accountConcurrency: 5,
		prices: 'documented',
		...options,
	});
	const texts = new Set<string>();
	const rewriter = await startRewriter(
		() => simulator.url,
		(answer) => {
			rewrite(answer);
			collect(answer.json, texts);
		},
	);
	const folder = await mkdtemp(join(tmpdir(), 'check-live-'));
	const baseUrl = `http://127.0.0.1:${(rewriter.address() as AddressInfo).port}`;
	return {
		simulator,
		folder,
		texts,
		spentUsd: () => simulator.ledger.committedUsd(),
		async run(given, signal = new AbortController().signal) {
			const read = readOptions([...given, '--base-url', baseUrl, '--output', folder]);
			const plan = planOf(allOffers(read.links, read.input), allOffers({}), read);
			const lines: string[] = [];
			const result = await runLiveCheck({
				...read,
				plan,
				key: USER_KEY,
				clock,
				signal,
				say: (line) => lines.push(line),
			});
			for (const { headers, rawBody, body } of simulator.ledger.requests) {
				collect(headers['x-api-key'], texts);
				collect(body ?? rawBody, texts);
			}
			return { ...result, lines };
		},
		async report() {
			return {
				json: await readFile(join(folder, 'report.json'), 'utf8'),
				markdown: await readFile(join(folder, 'report.md'), 'utf8'),
			};
		},
		async close() {
			await new Promise<void>((resolve) => {
				rewriter.close(() => resolve());
				rewriter.closeAllConnections();
			});
			await simulator.close();
			clock.stop();
			await rm(folder, { recursive: true });
		},
	};
}
