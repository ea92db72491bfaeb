const SAMPLE_EVERY = 5;
const KILOBYTE = 1024;

const bytesNow = (): number => process.memoryUsage.rss();

/** The highest that this process ever had. */
const highestEver = (): number => process.resourceUsage().maxRSS * KILOBYTE;

/** Runs something and tells by how many bytes memory grew at its highest, from just before. */
export async function growthDuring(run: () => Promise<void>): Promise<number> {
	// What is garbage by now would hide growth.
	globalThis.gc?.();
	const highestBefore = highestEver();
	const before = bytesNow();
	let highest = before;
	const sampling = setInterval(() => {
		highest = Math.max(highest, bytesNow());
	}, SAMPLE_EVERY);
	try {
		await run();
	} finally {
		clearInterval(sampling);
	}
	// A peak between two samples shows only when it is the highest of all.
	const peak = highestEver();
	return Math.max(highest, peak > highestBefore ? peak : 0, bytesNow()) - before;
}
