import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { StopSignal } from '../../nodes/transport/stopSignal';
import { projectFolder } from '../projectFolder';
import { skipIdleTime } from './idleTime';
import { steadyTime } from './steadyTime';
import type { TestClock, WatchingClock } from './testClock';

/** A request needs real time, however fast the clock runs. */
const SHORTEST_TIMEOUT = 50;

const realNow = (): number => performance.timeOrigin + performance.now();

const pause = async (milliseconds: number, signal?: StopSignal): Promise<void> => {
	await new Promise<void>((resolve) => {
		if (signal?.aborted === true) {
			resolve();
			return;
		}
		const end = (): void => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', end);
			resolve();
		};
		const timer = setTimeout(end, milliseconds);
		signal?.addEventListener('abort', end);
	});
};

/** A clock that runs `speed` times faster than real time, from now on. */
export const scaledClock = (speed: number): TestClock => {
	const base = realNow();
	return {
		now: () => Math.round(base + (realNow() - base) * speed),
		sleep: async (milliseconds, signal) => await pause(milliseconds / speed, signal),
		timeout: (milliseconds) => Math.max(SHORTEST_TIMEOUT, milliseconds / speed),
	};
};

/** Puts a clock into the built engine; `restore` puts the real one back. */
export const installClock = (clock: TestClock): (() => void) => {
	const path = join(projectFolder, 'dist', 'nodes', 'task', 'clock.js');
	const { systemClock } = createRequire(__filename)(path) as { systemClock: TestClock };
	const real = { ...systemClock };
	Object.assign(systemClock, clock);
	return () => {
		Object.assign(systemClock, real);
	};
};

/** A faster clock that skips idle time and standstills. */
export const fastClock = (speed: number): WatchingClock => {
	const steady = steadyTime(scaledClock(speed), speed);
	const clock = skipIdleTime(steady);
	const stop = (): void => {
		clock.stop();
		steady.stop();
	};
	return { ...clock, stop };
};

/** A fast clock, at work in the built engine until it is restored. Give it to the simulator too. */
export const useFastClock = (speed: number): TestClock & { restore: () => void } => {
	const clock = fastClock(speed);
	const putBack = installClock(clock);
	const restore = (): void => {
		clock.stop();
		putBack();
	};
	return { ...clock, restore };
};
