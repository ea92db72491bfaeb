import type { StopSignal } from '../../nodes/transport/stopSignal';

/** Time as engine and simulator take it. */
export interface TestClock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Ends early, without an error, when the signal fires. */
	sleep(milliseconds: number, signal?: StopSignal): Promise<void>;
	timeout(milliseconds: number): number;
}

/** A clock that watches the process until it is stopped. */
export interface WatchingClock extends TestClock {
	stop(): void;
}
