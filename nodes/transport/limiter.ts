import type { Clock } from './clock';
import { boundedRetryAfter } from './retryAfter';
import type { StopSignal } from './stopSignal';

/** Lets a limited number of requests through at a time, and none while PiAPI asks for a pause. */
export interface Limiter {
	run<T>(request: () => Promise<T>): Promise<T>;
	/** Holds back every request that has not started yet, for a minute at most. */
	pause(milliseconds: number): void;
}

export function createLimiter(limit: number, clock: Clock, signal?: StopSignal): Limiter {
	const waiting: Array<() => void> = [];
	let inFlight = 0;
	let openAt = 0;

	const enter = async (): Promise<void> => {
		if (inFlight < limit) inFlight++;
		else await new Promise<void>((resolve) => waiting.push(resolve));
	};

	/** The place goes straight to the next in line, so nobody can overtake. */
	const leave = (): void => {
		const next = waiting.shift();
		if (next) next();
		else inFlight--;
	};

	return {
		async run(request) {
			await enter();
			try {
				while (openAt > clock.now() && !signal?.aborted) {
					await clock.sleep(openAt - clock.now(), signal);
				}
				return await request();
			} finally {
				leave();
			}
		},
		pause(milliseconds) {
			openAt = Math.max(openAt, clock.now() + boundedRetryAfter(milliseconds));
		},
	};
}
