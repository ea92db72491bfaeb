import type { SimulatorHost } from './simulatorHost';

/** What each benchmark gets. */
export interface Bench {
	readonly host: SimulatorHost;
	readonly rounds: number;
	/** Fires when the whole is to end. */
	readonly stop: AbortSignal;
}

/** Runs a measurement several times, one after the other. */
export async function inRounds<T>(
	{ rounds, stop }: Bench,
	measure: (round: number) => Promise<T>,
): Promise<T[]> {
	const measured: T[] = [];
	for (let round = 0; round < rounds; round++) {
		stop.throwIfAborted();
		measured.push(await measure(round));
	}
	return measured;
}
