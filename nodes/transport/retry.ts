import type { Clock } from './clock';
import type { Exchange } from './exchange';
import type { StopSignal } from './stopSignal';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

export interface RetryOptions {
	readonly clock: Clock;
	readonly signal?: StopSignal;
	/** Milliseconds since the epoch; after that the last failure is the answer. */
	readonly giveUpAt: number;
}

/**
 * Repeats a request that may be repeated (a look, a cancel, an upload) through every passing fault.
 * A refusal is final.
 */
export async function retry(
	attempt: () => Promise<Exchange>,
	{ clock, signal, giveUpAt }: RetryOptions,
): Promise<Exchange> {
	for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
		const exchange = await attempt();
		if (exchange.outcome === 'answered' || exchange.outcome === 'refused') return exchange;
		if (exchange.outcome === 'canceled' || signal?.aborted) return { outcome: 'canceled' };
		const wait = exchange.retryAfter ?? pause;
		if (clock.now() + wait > giveUpAt) return exchange;
		await clock.sleep(wait, signal);
	}
}
