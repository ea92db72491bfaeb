/** Where the simulator takes its time from. Tests pass one that runs faster. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
}

export const realClock: Clock = {
	now: () => Date.now(),
	sleep: async (milliseconds) => {
		await new Promise<void>((resolve) => {
			// A slow answer that nobody waits for any more must not keep the process alive.
			setTimeout(resolve, milliseconds).unref();
		});
	},
};

const NOT_REACHED = '0001-01-01T00:00:00Z';

/** RFC 3339 with whole seconds, or PiAPI's zero time for a moment that has not come. */
export const wireTime = (milliseconds: number | undefined): string =>
	milliseconds === undefined
		? NOT_REACHED
		: new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
