import type { Clock } from './clock';
import type { Exchange } from './exchange';
import { pauseFor } from './retryAfter';
import type { StopSignal } from './stopSignal';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

export type Canceled = Extract<Exchange, { outcome: 'canceled' }>;

interface RetryOptions {
	readonly clock: Clock;
	readonly signal?: StopSignal;
	/** Milliseconds since the epoch; no attempt starts later, and the last failure is the answer. */
	readonly giveUpAt: number;
}

/**
 * Repeats a request that costs nothing (a status request, a cancel, an upload) through every passing fault. A refusal
 * is final. `Retry-After` is followed for a minute at most; where the next attempt would come after `giveUpAt`, the
 * failure is returned at once.
 */
export async function retry<E extends Exchange>(
	attempt: () => Promise<E>,
	{ clock, signal, giveUpAt }: RetryOptions,
): Promise<E | Canceled> {
	for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
		if (signal?.aborted) return { outcome: 'canceled' };
		const exchange = await attempt();
		if (exchange.outcome === 'answered' || exchange.outcome === 'refused') return exchange;
		if (exchange.outcome === 'canceled' || signal?.aborted) return { outcome: 'canceled' };
		const wait = pauseFor(pause, exchange.retryAfter);
		if (clock.now() + wait > giveUpAt) return exchange;
		await clock.sleep(wait, signal);
	}
}

/** Repeats a request as `retry` does, for that many milliseconds from the call on. */
export type RetryFor = <E extends Exchange>(
	attempt: () => Promise<E>,
	milliseconds: number,
) => Promise<E | Canceled>;

export const createRetry =
	({ clock, signal }: Omit<RetryOptions, 'giveUpAt'>): RetryFor =>
	async (attempt, milliseconds) =>
		await retry(attempt, { clock, signal, giveUpAt: clock.now() + milliseconds });
