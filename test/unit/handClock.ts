import type { Clock } from '../../nodes/transport/clock';
import type { StopSignal } from '../../nodes/transport/stopSignal';

interface Sleeper {
	readonly at: number;
	readonly wake: () => void;
}

/** Lets everything run that does not wait for the clock. */
export const settle = async (): Promise<void> => {
	await new Promise<void>((resolve) => setImmediate(resolve));
};

/** A clock that does not move until a test moves it on. */
export class HandClock implements Clock {
	private time: number;

	private sleepers: Sleeper[] = [];

	private sleepsAfterStop = 0;

	constructor(startsAt = 1_000_000_000_000) {
		this.time = startsAt;
	}

	now(): number {
		return this.time;
	}

	timeout(milliseconds: number): number {
		return milliseconds;
	}

	async sleep(milliseconds: number, signal?: StopSignal): Promise<void> {
		if (signal?.aborted) {
			// Whoever continues for ever after a stop would never let the test end.
			if (++this.sleepsAfterStop > 1000) throw new Error('Somebody ignores the stop');
			return;
		}
		await new Promise<void>((resolve) => {
			this.sleepers.push({ at: this.time + milliseconds, wake: resolve });
			signal?.addEventListener('abort', () => resolve());
		});
	}

	/** Moves on, stopping at every time at which somebody resumes. */
	async advance(milliseconds: number): Promise<void> {
		const until = this.time + milliseconds;
		await settle();
		for (;;) {
			const next = Math.min(...this.sleepers.map(({ at }) => at));
			if (next > until) break;
			this.time = Math.max(this.time, next);
			const due = this.sleepers.filter(({ at }) => at <= this.time);
			this.sleepers = this.sleepers.filter(({ at }) => at > this.time);
			due.forEach(({ wake }) => wake());
			await settle();
		}
		this.time = until;
	}
}
