import { KINDS } from '../../nodes/catalog/kinds';
import { paceOf } from '../../nodes/task/pace';
import { nextCheckAge, unlearned, type Expectation } from '../../nodes/task/schedule';

const SECOND = 1000;
const LONGEST_PAUSE = 60 * SECOND;
const JITTER = 0.02;
const GROWTH = 0.2;
const ROUNDING = 1e-6;
const RANDOMS = [0, 0.5, 1];
/** Milliseconds between a check and the time at which its answer is there. */
const DELAYS = [0, 40, 250];

/** The ages at which a lone task is checked, up to the first check at or after its end. */
function checksUntil(end: number, typical: number, random: number, delay = 0): number[] {
	const checks: number[] = [];
	for (let age = 0; ;) {
		const check = nextCheckAge(age, unlearned(typical), random);
		checks.push(check);
		if (check >= end) return checks;
		age = check + delay;
	}
}

const last = (checks: readonly number[]): number => checks[checks.length - 1] ?? 0;

/** How late the end is seen, as a share of the task's age at its end. */
const lateness = (end: number, typical: number, random: number): number =>
	(last(checksUntil(end, typical, random)) - end) / end;

const range = (from: number, to: number, step: number): number[] =>
	Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const typicalOf = (kind: keyof typeof KINDS): number => KINDS[kind].typicalSeconds * SECOND;

describe.each(RANDOMS)('checks of a lone task of a new kind, with random %p', (random) => {
	it.each([5, 15, 60, 120])('are early ones first, for a typical time of %p s', (typical) => {
		expect(checksUntil(4 * SECOND, typical * SECOND, random)).toEqual([1000, 2300, 4000]);
	});

	it.each(DELAYS)('are at most 4 until a task of 2 s is seen, answers taking %p ms', (delay) => {
		const checks = checksUntil(2 * SECOND, typicalOf('image'), random, delay);
		expect(checks.length).toBeLessThanOrEqual(4);
		expect(last(checks)).toBeLessThanOrEqual(2.5 * SECOND);
	});

	it.each(DELAYS)('are at most 12 for a video of 60 s, answers taking %p ms', (delay) => {
		const checks = checksUntil(60 * SECOND, typicalOf('video'), random, delay);
		expect(checks.length).toBeLessThanOrEqual(12);
	});

	it('are at most 12 for an image of 20 s and 18 for one of a minute', () => {
		expect(checksUntil(20 * SECOND, typicalOf('image'), random).length).toBeLessThanOrEqual(12);
		expect(checksUntil(60 * SECOND, typicalOf('image'), random).length).toBeLessThanOrEqual(18);
	});

	it('see a video of 20 s at most 45 % late, though 120 s are usual', () => {
		const late = range(15 * SECOND, 25 * SECOND, 100).map((end) =>
			lateness(end, typicalOf('video'), random),
		);
		expect(Math.max(...late)).toBeLessThanOrEqual(0.45);
	});

	it('are late by at most 10 % of the age in the median, for images of 20 to 200 s', () => {
		const ends = range(20 * SECOND, 200 * SECOND, 300);
		const late = ends.map((end) => lateness(end, typicalOf('image'), random));
		expect(median(late)).toBeLessThanOrEqual(0.1);
	});

	it.each([15, 60, 120])(
		'are late by at most 20 %% of the age beyond 0.4 of a typical time of %p s',
		(typical) => {
			const from = 0.4 * typical * SECOND;
			const late = range(from, 20 * from, from / 97).map((end) =>
				lateness(end, typical * SECOND, random),
			);
			expect(Math.max(...late)).toBeLessThanOrEqual(GROWTH * (1 + JITTER) + ROUNDING);
		},
	);

	it('are few before the end is expected', () => {
		const beforeExpected = checksUntil(0.4 * typicalOf('video'), typicalOf('video'), random).filter(
			(check) => check > 4 * SECOND && check < 0.39 * typicalOf('video'),
		);
		expect(beforeExpected.length).toBeLessThanOrEqual(7);
	});

	it.each([15, 120, 100_000])('are never more than 60 s apart, typical time %p s', (typical) => {
		const checks = [0, ...checksUntil(7200 * SECOND, typical * SECOND, random)];
		const pauses = checks.slice(1).map((check, index) => check - (checks[index] ?? 0));
		expect(Math.max(...pauses)).toBeLessThanOrEqual(LONGEST_PAUSE * (1 + JITTER) + ROUNDING);
		expect(Math.max(...pauses)).toBeGreaterThanOrEqual(LONGEST_PAUSE * (1 - JITTER) - ROUNDING);
	});
});

describe.each(RANDOMS)('whatever is known, with random %p', (random) => {
	const expectations = [
		unlearned(typicalOf('image')),
		{ typical: 15_000, known: [], peers: 50 },
		{ typical: 15_000, known: [20_000], peers: 1 },
		{ typical: 120_000, known: [2_000, 30_000, 31_000, 290_000], peers: 7 },
	];

	it.each(expectations)('the next check is clearly later: %j', (expectation) => {
		for (const age of range(0, 400 * SECOND, 333)) {
			const pause = nextCheckAge(age, expectation, random) - age;
			const share = expectation.known.length > 0 ? 0.035 : age < 4 * SECOND ? JITTER : 0.12;
			const least = expectation.known.length > 0 ? 190 : 0;
			expect(pause).toBeGreaterThan(Math.max(Math.min(age * share, 10 * SECOND), least));
			expect(Number.isFinite(pause)).toBe(true);
		}
	});
});

it('spreads the checks of lone tasks by 2 % of the pause', () => {
	const [low, middle, high] = RANDOMS.map((random) =>
		nextCheckAge(100_000, unlearned(15_000), random),
	);
	expect(middle).toBeCloseTo(120_000, 6);
	expect(low).toBeCloseTo(120_000 - 400, 6);
	expect(high).toBeCloseTo(120_000 + 400, 6);
});

describe('a task of which others tell', () => {
	const known = [50_000, 55_000, 60_000, 65_000, 70_000];
	const checks = (end: number, expectation: Expectation): number[] => {
		const ages: number[] = [];
		for (let age = 0; age < end; ages.push(age)) age = nextCheckAge(age, expectation, 0.5);
		return ages;
	};

	it('is checked rarely before the shortest of them, then more often', () => {
		const ages = checks(62_000, { typical: 15_000, known, peers: 1 });
		expect(ages.filter((age) => age < 45_000).length).toBeLessThanOrEqual(3);
		expect(ages.length).toBeLessThanOrEqual(8);
		expect(last(ages)).toBeLessThanOrEqual(62_000 * 1.07);
	});

	it('is checked rarely between two times that are usual', () => {
		const ages = checks(300_000, {
			typical: 15_000,
			known: [10_000, 10_000, 10_000, 300_000],
			peers: 1,
		});
		expect(ages.filter((age) => age > 15_000 && age < 250_000).length).toBeLessThanOrEqual(3);
	});

	it('is checked as a lone one when it takes longer than all of them', () => {
		const next = nextCheckAge(200_000, { typical: 15_000, known, peers: 1 }, 0.5);
		expect(next).toBeCloseTo(240_000, 6);
	});

	it.each([1, 10, 50])(
		'is checked like any other where all are quick, %p side by side',
		(peers) => {
			const quick = { typical: 15_000, known: [1_900, 2_200, 2_400], peers };
			expect(checks(2_200, quick)).toEqual([1_000, 2_300]);
			expect(checks(4_500, quick).length).toBeLessThanOrEqual(4);
			const mixed = { ...quick, known: [2_200, 6_000] };
			expect(checks(6_200, mixed)).not.toEqual(checks(6_200, quick));
		},
	);

	it('is checked the less often, the more tasks are awaited beside it', () => {
		const pauses = [1, 2, 4, 50].map(
			(peers) => nextCheckAge(30_000, { typical: 15_000, known: [], peers }, 0.5) - 30_000,
		);
		expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
		expect(new Set(pauses).size).toBe(4);
	});
});

describe('pace', () => {
	it('is that of the kind, in milliseconds', () => {
		expect(paceOf('video', {})).toEqual({ typical: 120_000, timeout: 3_600_000 });
		expect(paceOf('image', {})).toEqual({ typical: 15_000, timeout: 600_000 });
		expect(paceOf('audio', {})).toEqual({ typical: 60_000, timeout: 1_200_000 });
	});

	it('is that of the operation and the user where they say so', () => {
		expect(paceOf('video', { typicalSeconds: 40, timeoutSeconds: 0.5 })).toEqual({
			typical: 40_000,
			timeout: 500,
		});
	});
});
