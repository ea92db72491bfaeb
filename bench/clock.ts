import { scaledClock } from '../tools/engine/clock';
import type { TestClock } from '../tools/engine/testClock';

/** Milliseconds since 1970, finer than `Date.now`; the same in every process of a machine. */
export const realNow = (): number => performance.timeOrigin + performance.now();

/** A clock that runs faster and shows the same time in every process that is given the same start. */
export const sharedClock = (start: number, speed: number): TestClock => ({
	...scaledClock(speed),
	now: () => Math.round(start + (realNow() - start) * speed),
});
