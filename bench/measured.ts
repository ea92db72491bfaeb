import { realNow } from './clock';

const SAMPLE_EVERY = 5;
const KILOBYTE = 1024;

const bytesNow = (): number => process.memoryUsage.rss();

/** The highest that this process ever had. */
const highestEver = (): number => process.resourceUsage().maxRSS * KILOBYTE;

export interface Measured<T> {
	readonly result: T;
	/** Real time. */
	readonly seconds: number;
	/** By how many bytes memory grew at its highest, from just before. */
	readonly growth: number;
}

/** Runs something and tells what it took. */
export async function measured<T>(run: () => Promise<T>): Promise<Measured<T>> {
	// What is garbage by now would hide growth.
	globalThis.gc?.();
	const highestBefore = highestEver();
	const before = bytesNow();
	let highest = before;
	const sampling = setInterval(() => {
		highest = Math.max(highest, bytesNow());
	}, SAMPLE_EVERY);
	const startedAt = realNow();
	try {
		const result = await run();
		const seconds = (realNow() - startedAt) / 1000;
		// A peak between two samples shows only when it is the highest of all.
		const peak = highestEver();
		const growth = Math.max(highest, peak > highestBefore ? peak : 0, bytesNow()) - before;
		return { result, seconds, growth };
	} finally {
		clearInterval(sampling);
	}
}
