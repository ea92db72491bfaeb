import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { createStop, type StopSignal } from '../../nodes/transport/stopSignal';
import type { TestClock, WatchingClock } from './testClock';

interface OpenRequests {
	readonly requests: ReadonlySet<object>;
	/** No later request is seen. */
	stop(): void;
}

/** Requests from now on whose answers are not complete: those of Node's own client, and those of fetch. */
function watchRequests(): OpenRequests {
	const requests = new Set<object>();
	const requestOf = (message: unknown): object => (message as { request: object }).request;
	const add = (message: unknown): void => void requests.add(requestOf(message));
	const forget = (message: unknown): void => void requests.delete(requestOf(message));
	const addOwn = (message: unknown): void => {
		const request = requestOf(message) as ClientRequest;
		requests.add(request);
		request.once('close', () => requests.delete(request));
	};
	const listeners = [
		['http.client.request.start', addOwn],
		['undici:request:create', add],
		['undici:request:trailers', forget],
		['undici:request:error', forget],
	] as const;
	listeners.forEach(([channel, listener]) => subscribe(channel, listener));
	return {
		requests,
		stop: () => listeners.forEach(([channel, listener]) => unsubscribe(channel, listener)),
	};
}

/** Turns of the event loop without a request after which everybody waits for time to pass. */
const IDLE_TURNS = 3;

/** What Node calls work of the system that is on its way, such as the write of a file or a new connection. */
const WORK = /Req|Zlib|WriteWrap|ConnectWrap/;

interface Pause {
	readonly until: number;
	end(): void;
}

/** A clock that skips to the end of the shortest pause while nothing happens, until it is stopped. */
export function skipIdleTime(clock: TestClock): WatchingClock {
	const { requests, stop } = watchRequests();
	const pauses = new Set<Pause>();
	let skipped = 0;
	let idleTurns = 0;
	let isWatching = false;

	const now = (): number => clock.now() + skipped;

	const isIdle = (): boolean =>
		requests.size === 0 && !process.getActiveResourcesInfo().some((name) => WORK.test(name));

	const watch = (): void => {
		isWatching = pauses.size > 0;
		if (!isWatching) return;
		idleTurns = isIdle() ? idleTurns + 1 : 0;
		if (idleTurns >= IDLE_TURNS) {
			idleTurns = 0;
			const [first] = [...pauses].sort((one, other) => one.until - other.until);
			if (first !== undefined) {
				skipped += Math.max(0, first.until - now());
				first.end();
			}
		}
		setTimeout(watch, 1);
	};

	const sleep = async (milliseconds: number, signal?: StopSignal): Promise<void> => {
		const over = createStop(signal);
		const pause = { until: now() + milliseconds, end: over.stop };
		pauses.add(pause);
		if (!isWatching) watch();
		await clock.sleep(milliseconds, over.signal);
		over.stop();
		pauses.delete(pause);
	};

	return { now, sleep, timeout: (milliseconds) => clock.timeout(milliseconds), stop };
}
