const SECOND = 1000;
/** For quick tasks and quick refusals. */
const EARLY_LOOKS = [1 * SECOND, 2.3 * SECOND, 4 * SECOND];
/** Between the early looks and the time from which the end is expected: a few, in case it comes sooner. */
const SPARSE_GROWTH = 2;
const EXPECTED_FROM = 0.4;
const DENSE_GROWTH = 1.13;
const LONGEST_PAUSE = 30 * SECOND;
const JITTER = 0.02;

/**
 * The age at which to look at a task next, so that its end is seen within about 13 % of its age, with few looks.
 * All in milliseconds. `random` is between 0 and 1; it spreads looks of tasks that were made together.
 */
export function nextLookAge(age: number, typical: number, random: number): number {
	const early = EARLY_LOOKS.find((look) => look > age * (1 + JITTER));
	if (early !== undefined) return early;
	const expectedFrom = typical * EXPECTED_FROM;
	const growth =
		age >= expectedFrom
			? DENSE_GROWTH
			: Math.min(SPARSE_GROWTH, Math.max(expectedFrom / age, DENSE_GROWTH));
	const pause = Math.min(age * (growth - 1), LONGEST_PAUSE);
	return age + pause * (1 + JITTER * (2 * random - 1));
}
