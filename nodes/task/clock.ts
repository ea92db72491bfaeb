import { sleep } from 'n8n-workflow';

import type { Clock } from '../transport/clock';

/** Real time. Tests replace its methods to run faster. */
export const systemClock: Clock = {
	now: () => Date.now(),
	// n8n's sleep knows the signal only from 2.35 on, so the stop is raced as well.
	sleep: async (milliseconds, signal) => {
		if (signal === undefined) return await sleep(milliseconds);
		if (signal.aborted) return;
		let stopped = () => {};
		const stop = new Promise<void>((resolve) => {
			stopped = resolve;
		});
		signal.addEventListener('abort', stopped, { once: true });
		try {
			await Promise.race([sleep(milliseconds, signal).catch(() => undefined), stop]);
		} finally {
			signal.removeEventListener('abort', stopped);
		}
	},
	timeout: (milliseconds) => milliseconds,
};
