import type { StopSignal } from './stopSignal';

/** Time as the engine sees it: handed in, so that tests can run it faster. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Resolves after that many milliseconds, or at once when the signal fires. Never rejects. */
	sleep(milliseconds: number, signal?: StopSignal): Promise<void>;
	/** Milliseconds as handed to the HTTP client, which knows no other clock. */
	timeout(milliseconds: number): number;
}
