/** How many cases each property gets; a seed of its own repeats a run. */
export const RUNS = {
	numRuns: Number(process.env.FUZZ_RUNS ?? 100_000),
	seed: Number(process.env.FUZZ_SEED ?? 20261124),
	endOnFailure: true,
	interruptAfterTimeLimit: 300_000,
	markInterruptAsFailure: true,
};
