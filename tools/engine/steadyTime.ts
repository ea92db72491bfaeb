import type { StopSignal } from '../../nodes/transport/stopSignal';
import type { TestClock, WatchingClock } from './testClock';

/**
 * What a standstill of the process counts for, at most. On a busy machine it gets no turn for a while, and what it would
 * have done meanwhile must not be late. Real milliseconds.
 */
const LONGEST_STANDSTILL = 20;

/** How often time is read, so that only a standstill makes a longer gap. Real milliseconds. */
const BEAT = 5;

/**
 * A clock that does not count a standstill of the process, until it is stopped. `speed`: how many times faster than real time the
 * given one runs.
 */
export function steadyTime(clock: TestClock, speed: number): WatchingClock {
	let last = clock.now();
	let stoodStill = 0;

	const now = (): number => {
		const time = clock.now();
		stoodStill += Math.max(0, time - last - LONGEST_STANDSTILL * speed);
		last = time;
		return time - stoodStill;
	};

	const sleep = async (milliseconds: number, signal?: StopSignal): Promise<void> => {
		const until = now() + milliseconds;
		for (let rest = milliseconds; rest > 0 && signal?.aborted !== true; rest = until - now()) {
			await clock.sleep(rest, signal);
		}
	};

	const beat = setInterval(now, BEAT).unref();
	return {
		now,
		sleep,
		timeout: (milliseconds) => clock.timeout(milliseconds),
		stop: () => clearInterval(beat),
	};
}
