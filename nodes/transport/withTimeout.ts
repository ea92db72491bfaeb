import type { Clock } from './clock';
import { createStop } from './stopSignal';

/** What a promise gives, or undefined when that takes longer. */
export async function withTimeout<T>(
	clock: Clock,
	milliseconds: number,
	promise: Promise<T>,
): Promise<T | undefined> {
	const over = createStop();
	const timeIsUp = clock.sleep(milliseconds, over.signal).then(() => undefined);
	try {
		return await Promise.race([promise, timeIsUp]);
	} finally {
		over.stop();
	}
}
