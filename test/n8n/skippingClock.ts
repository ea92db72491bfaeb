import { realClock, type Clock } from '../../tools/simulator/clock';

/** Longer than any test takes, so that no task ends before a test says so. */
export const LONG = 10_000;

/** Continues by itself, and forward when a test says so. */
export class SkippingClock implements Clock {
	private skipped = 0;

	readonly sleep = realClock.sleep;

	now(): number {
		return realClock.now() + this.skipped;
	}

	skip(seconds: number): void {
		this.skipped += seconds * 1000;
	}
}
