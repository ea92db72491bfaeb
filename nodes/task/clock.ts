import { sleep } from 'n8n-workflow';

import type { Clock } from '../transport/clock';
import { abortable } from '../transport/stopSignal';

/** The longest time that a timer can hold; a longer one would end at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** n8n's sleep knows the signal only from 2.35 on. */
const pause: (milliseconds: number, signal?: AbortSignal) => Promise<void> = sleep;

async function sleepInPieces(milliseconds: number, signal?: AbortSignal): Promise<void> {
	for (let left = milliseconds; left > 0 && !signal?.aborted; left -= LONGEST_TIMER) {
		await pause(Math.min(left, LONGEST_TIMER), signal);
	}
}

/** Real time. Tests replace its methods to run faster. */
export const systemClock: Clock = {
	now: () => Date.now(),
	sleep: async (milliseconds, stop) =>
		await abortable(stop, async (signal) => {
			if (signal.aborted) return;
			// Where the sleep does not end with the signal, the race does.
			const stopped = new Promise<void>((resolve) =>
				signal.addEventListener('abort', () => resolve()),
			);
			await Promise.race([sleepInPieces(milliseconds, signal).catch(() => undefined), stopped]);
		}),
	timeout: (milliseconds) => milliseconds,
};
