import type { Clock } from './clock';
import type { Exchange } from './exchange';
import type { StopSignal } from './stopSignal';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

export interface Persistence {
	readonly clock: Clock;
	readonly signal?: StopSignal;
	/** Milliseconds since the epoch; after that the last failure is the answer. */
	readonly giveUpAt: number;
}

/**
 * Repeats a request that may be repeated (a look, a cancel, an upload) through every passing fault.
 * A refusal is final.
 */
export async function persist(
	attempt: () => Promise<Exchange>,
	{ clock, signal, giveUpAt }: Persistence,
): Promise<Exchange> {
	for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
		const exchange = await attempt();
		if (exchange.outcome === 'answered' || exchange.outcome === 'refused') return exchange;
		if (exchange.outcome === 'cancelled' || signal?.aborted) return { outcome: 'cancelled' };
		const wait = exchange.retryAfter ?? pause;
		if (clock.now() + wait > giveUpAt) return exchange;
		await clock.sleep(wait, signal);
	}
}
