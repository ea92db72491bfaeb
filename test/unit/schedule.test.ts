import { KINDS } from '../../nodes/catalog/kinds';
import { paceOf } from '../../nodes/task/pace';
import { nextLookAge } from '../../nodes/task/schedule';

const SECOND = 1000;
const LONGEST_PAUSE = 30 * SECOND;
const JITTER = 0.02;
const ROUNDING = 1e-6;
const RANDOMS = [0, 0.5, 1];
/** Milliseconds between a look and the moment at which its answer is there. */
const DELAYS = [0, 40, 250];

/** The ages at which a task is looked at, up to the first look at or after its end. */
function looksUntil(end: number, typical: number, random: number, delay = 0): number[] {
	const looks: number[] = [];
	for (let age = 0; ; ) {
		const look = nextLookAge(age, typical, random);
		looks.push(look);
		if (look >= end) return looks;
		age = look + delay;
	}
}

const last = (looks: readonly number[]): number => looks[looks.length - 1] ?? 0;

/** How late the end is seen, as a share of the task's age at its end. */
const lateness = (end: number, typical: number, random: number): number =>
	(last(looksUntil(end, typical, random)) - end) / end;

const range = (from: number, to: number, step: number): number[] =>
	Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const typicalOf = (kind: keyof typeof KINDS): number => KINDS[kind].typicalSeconds * SECOND;

describe.each(RANDOMS)('looks at a task, with random %p', (random) => {
	it.each([5, 15, 60, 120])('are early ones first, for a typical time of %p s', (typical) => {
		expect(looksUntil(4 * SECOND, typical * SECOND, random)).toEqual([1000, 2300, 4000]);
	});

	it.each(DELAYS)('see the end of a task of 2 s with at most 4, answers taking %p ms', (delay) => {
		const looks = looksUntil(2 * SECOND, typicalOf('image'), random, delay);
		expect(looks.length).toBeLessThanOrEqual(4);
		expect(last(looks)).toBeLessThanOrEqual(2.5 * SECOND);
	});

	it.each(DELAYS)(
		'see the end of a video of 60 s with at most 12, answers taking %p ms',
		(delay) => {
			const looks = looksUntil(60 * SECOND, typicalOf('video'), random, delay);
			expect(looks.length).toBeLessThanOrEqual(12);
		},
	);

	it('are late by at most 10 % of the age in the median, for images of 20 to 200 s', () => {
		const ends = range(20 * SECOND, 200 * SECOND, 300);
		const late = ends.map((end) => lateness(end, typicalOf('image'), random));
		expect(median(late)).toBeLessThanOrEqual(0.1);
	});

	it.each([15, 60, 120])(
		'are late by at most 13 %% of the age beyond 0.4 of a typical time of %p s',
		(typical) => {
			const from = 0.4 * typical * SECOND;
			const late = range(from, 20 * from, from / 97).map((end) =>
				lateness(end, typical * SECOND, random),
			);
			expect(Math.max(...late)).toBeLessThanOrEqual(0.13 * (1 + JITTER) + ROUNDING);
		},
	);

	it('are few before the end is expected', () => {
		const beforeExpected = looksUntil(0.4 * typicalOf('video'), typicalOf('video'), random).filter(
			(look) => look > 4 * SECOND && look < 0.39 * typicalOf('video'),
		);
		expect(beforeExpected.length).toBeLessThanOrEqual(3);
	});

	it.each([15, 120, 100_000])('are never more than 30 s apart, typical time %p s', (typical) => {
		const looks = [0, ...looksUntil(7200 * SECOND, typical * SECOND, random)];
		const pauses = looks.slice(1).map((look, index) => look - (looks[index] ?? 0));
		expect(Math.max(...pauses)).toBeLessThanOrEqual(LONGEST_PAUSE * (1 + JITTER) + ROUNDING);
		expect(Math.max(...pauses)).toBeGreaterThanOrEqual(LONGEST_PAUSE * (1 - JITTER) - ROUNDING);
	});

	it('always lie clearly ahead, whatever the age', () => {
		for (const age of range(0, 400 * SECOND, 333)) {
			const pause = nextLookAge(age, typicalOf('image'), random) - age;
			const share = age < 4 * SECOND ? JITTER : 0.12;
			expect(pause).toBeGreaterThan(Math.min(age * share, 10 * SECOND));
		}
	});
});

it('spreads the looks of tasks that were made together by 2 % of the pause', () => {
	const [low, middle, high] = RANDOMS.map((random) => nextLookAge(100_000, 15_000, random));
	expect(middle).toBeCloseTo(113_000, 6);
	expect(low).toBeCloseTo(113_000 - 260, 6);
	expect(high).toBeCloseTo(113_000 + 260, 6);
});

describe('pace', () => {
	it('is that of the kind, in milliseconds', () => {
		expect(paceOf('video', {})).toEqual({ typical: 120_000, timeLimit: 3_600_000 });
		expect(paceOf('image', {})).toEqual({ typical: 15_000, timeLimit: 600_000 });
		expect(paceOf('audio', {})).toEqual({ typical: 60_000, timeLimit: 1_200_000 });
	});

	it('is that of the operation and the user where they say so', () => {
		expect(paceOf('video', { typicalSeconds: 40, timeLimitSeconds: 0.5 })).toEqual({
			typical: 40_000,
			timeLimit: 500,
		});
	});
});
