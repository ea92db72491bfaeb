import { sleep } from 'n8n-workflow';

import type { Clock } from '../transport/clock';
import { abortable } from '../transport/stopSignal';

/**
 * Milliseconds of one piece of a wait. n8n's `sleep` knows the signal only from 2.35 on: before, a wait that was stopped
 * keeps its timer until the piece is over. A timer could not hold more than 24 days anyway.
 */
const PIECE = 5_000;
/** Milliseconds that a timer can hold; with more, it fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

const pause: (milliseconds: number, signal?: AbortSignal) => Promise<void> = sleep;

async function sleepInPieces(milliseconds: number, signal?: AbortSignal): Promise<void> {
	for (let left = milliseconds; left > 0 && !signal?.aborted; left -= PIECE) {
		await pause(Math.min(left, PIECE), signal);
	}
}

/** Real time. Tests replace its methods to run faster. */
export const systemClock: Clock = {
	now: () => Date.now(),
	sleep: async (milliseconds, stop) =>
		await abortable(stop, async (signal) => {
			if (signal.aborted) return;
			// Where `sleep` does not end with the signal, the race does.
			const stopped = new Promise<void>((resolve) =>
				signal.addEventListener('abort', () => resolve()),
			);
			await Promise.race([sleepInPieces(milliseconds, signal).catch(() => undefined), stopped]);
		}),
	timeout: (milliseconds) => Math.min(milliseconds, LONGEST_TIMER),
};
