const SECOND = 1000;
/** For quick tasks and quick refusals. */
const EARLY_CHECKS = [1 * SECOND, 2.3 * SECOND, 4 * SECOND];
/** Tasks that are done by then are seen soon enough by the early checks; denser ones would cost more than they gain. */
const QUICK = 5 * SECOND;
/** How much of its age a lone task waits between two checks: few before the end is expected, more after. */
const LONE_GROWTH = 1.2;
const SPARSE_GROWTH = 1.42;
const EXPECTED_FROM = 0.4;
const SHORTEST_PAUSE = 0.3 * SECOND;
const LONGEST_PAUSE = 60 * SECOND;
/** Tasks side by side share the checks: whichever is seen finished first tells when to check the others. */
const SHARED_GROWTH = { atFirst: 2, perTenfoldAge: 0.53 };
const FIRST_SHARED_CHECKS = { from: 1 * SECOND, to: 8 * SECOND };
/** How far a check may skip ahead to a time known from other tasks, by how many there were. */
const TRUST_BY_TASK = 1.5;
const MOST_TRUST = 8;
/** Around each known duration checks are dense; the fewer there are, the wider around each. */
const NEAR = { from: 0.95, to: 1.25, unsure: 0.25 };
const NEAR_GROWTH = { most: 0.08, halfAt: 10 * SECOND };
const JITTER = 0.02;
const NEAR_JITTER = 0.1;
const SHARED_JITTER = 0.05;

/** What is known of how long a task takes. All times in milliseconds. */
export interface Expectation {
	/** From the catalog. */
	readonly typical: number;
	/** Ages at which tasks of the same kind finished; it may be empty. */
	readonly known: readonly number[];
	/** How many tasks of the same kind are awaited side by side, this one included. */
	readonly peers: number;
}

/** Of a task whose kind is new and which is awaited alone. */
export const unlearned = (typical: number): Expectation => ({ typical, known: [], peers: 1 });

/**
 * The age at which to check a task next, given the age of its last check (0 before the first one), so that its
 * completion is seen soon relative to its age and with few checks. All in milliseconds. `random` is between 0 and 1;
 * it spreads the checks of tasks that were created together.
 */
export function nextCheckAge(age: number, expectation: Expectation, random: number): number {
	const { known, typical } = expectation;
	if (known.length > 0 && known.every((duration) => duration < QUICK)) {
		return loneCheckAge(age, typical, random);
	}
	const unsure = NEAR.unsure / Math.max(known.length, 1);
	const from = NEAR.from - unsure;
	const to = NEAR.to + unsure;
	const isNear = (duration: number): boolean =>
		age + nearPause(age) >= duration * from && age < duration * to;
	if (known.some(isNear)) return age + nearPause(age) * around(NEAR_JITTER, random);
	const ahead = known
		.map((duration) => duration * from + nearPause(duration) * random)
		.filter((start) => start > age);
	return Math.min(...ahead, blindCheckAge(age, expectation, ahead.length > 0, random));
}

const around = (jitter: number, random: number): number => 1 + jitter * (2 * random - 1);

// A long task has had more checks by the time that its end is near, so its checks are further apart.
const nearPause = (age: number): number => {
	const share = (NEAR_GROWTH.most * age) / (age + NEAR_GROWTH.halfAt);
	return Math.min(Math.max(age * share, SHORTEST_PAUSE), LONGEST_PAUSE);
};
const sharedGrowth = (age: number, peers: number): number =>
	Math.min(
		LONE_GROWTH ** peers,
		SHARED_GROWTH.atFirst +
			SHARED_GROWTH.perTenfoldAge * Math.log10(Math.max(age, SECOND) / SECOND),
	);

/** The next check as long as nothing tells that the end is near. */
function blindCheckAge(
	age: number,
	{ typical, known, peers }: Expectation,
	isEarly: boolean,
	random: number,
): number {
	if (peers === 1 && known.length === 0) return loneCheckAge(age, typical, random);
	const shared = sharedGrowth(age, peers);
	const trusted = isEarly ? Math.min(1 + TRUST_BY_TASK * known.length, MOST_TRUST) : 1;
	const growth = Math.max(shared, trusted, LONE_GROWTH);
	if (age < FIRST_SHARED_CHECKS.from) {
		const { from, to } = FIRST_SHARED_CHECKS;
		const spread = Math.min(Math.max(LONE_GROWTH ** peers, trusted, 2), to / from);
		return Math.max(from * spread ** random, age * LONE_GROWTH);
	}
	const next = age * growth ** around(SHARED_JITTER, random);
	return isEarly ? next : Math.min(next, age + LONGEST_PAUSE * peers);
}

function loneCheckAge(age: number, typical: number, random: number): number {
	const early = EARLY_CHECKS.find((check) => check > age * (1 + JITTER));
	if (early !== undefined) return early;
	const expectedFrom = typical * EXPECTED_FROM;
	const growth =
		age >= expectedFrom
			? LONE_GROWTH
			: Math.min(SPARSE_GROWTH, Math.max(expectedFrom / age, LONE_GROWTH));
	return age + Math.min(age * (growth - 1), LONGEST_PAUSE) * around(JITTER, random);
}
