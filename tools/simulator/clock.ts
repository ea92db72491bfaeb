import { setTimeout as sleep } from 'node:timers/promises';

/** Where the simulator takes its time from. Tests pass one that runs faster. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Ends early when the signal is aborted. */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: Clock = {
	now: () => Date.now(),
	sleep: async (milliseconds, signal) => {
		// A slow answer that nobody waits for any more must not keep the process alive.
		await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
	},
};

/** A clock that is `offset` milliseconds ahead of another one. */
export const shiftedClock = (clock: Clock, offset: number): Clock => ({
	now: () => clock.now() + offset,
	sleep: async (milliseconds, signal) => await clock.sleep(milliseconds, signal),
});

/** A time as HTTP headers write it. */
export const headerTime = (milliseconds: number): string => new Date(milliseconds).toUTCString();

const NOT_REACHED = '0001-01-01T00:00:00Z';

/** RFC 3339 with whole seconds, or PiAPI's zero time for a time that is not reached. */
export const wireTime = (milliseconds: number | undefined): string =>
	milliseconds === undefined
		? NOT_REACHED
		: new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
