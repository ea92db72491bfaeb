import { createPiApiTime, piApiTimeOf, type PiApiTime } from '../../nodes/transport/piApiTime';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const MINUTE = 60_000;

/** As a server writes its clock: whole seconds, the part that has begun left out. */
const dateOf = (time: number): string => new Date(time).toUTCString();

/** One answer: sent at a local time, on its way for `there` ms, and back for `back` ms. */
function answer(
	time: PiApiTime,
	{
		at,
		offset,
		there = 40,
		back = 40,
	}: { at: number; offset: number; there?: number; back?: number },
): void {
	time.observe(dateOf(at + there + offset), at, at + there + back);
}

/** Answers all over a second, so that the whole seconds of the header tell more than one could. */
function learn(time: PiApiTime, offset: number, from = NOW, answers = 40): number {
	for (let index = 0; index < answers; index++) {
		answer(time, { at: from + index * 337, offset });
	}
	return from + answers * 337;
}

describe("PiAPI's time", () => {
	it('is the local time while nothing is known', () => {
		const time = createPiApiTime();
		expect(time.earliest(NOW)).toBe(NOW);
		expect(time.ahead()).toBeUndefined();
	});

	it.each([0, 5 * MINUTE, -5 * MINUTE, 26 * 60 * MINUTE])(
		'is never taken for later than it is, with an offset of %p ms, and is near',
		(offset) => {
			const time = createPiApiTime();
			answer(time, { at: NOW, offset });
			expect(time.earliest(NOW)).toBeLessThanOrEqual(NOW + offset);
			expect(time.earliest(NOW)).toBeGreaterThan(NOW + offset - 1100);
			expect(Math.abs((time.ahead() ?? Number.NaN) + offset)).toBeLessThan(600);
		},
	);

	it('gets closer with each answer', () => {
		const time = createPiApiTime();
		const until = learn(time, 5 * MINUTE);
		expect(time.earliest(until)).toBeLessThanOrEqual(until + 5 * MINUTE);
		expect(time.earliest(until)).toBeGreaterThan(until + 5 * MINUTE - 150);
		expect(Math.abs((time.ahead() ?? Number.NaN) + 5 * MINUTE)).toBeLessThan(100);
	});

	it.each([
		['on the way there', { there: 59_000, back: 40 }],
		['on the way back', { there: 40, back: 59_000 }],
	])('is not spoiled by an answer that took a minute %s', (_, slow) => {
		const time = createPiApiTime();
		const until = learn(time, MINUTE);
		const before = time.earliest(until);
		answer(time, { at: until, offset: MINUTE, ...slow });
		expect(time.earliest(until)).toBe(before);
	});

	it.each([
		['there', { there: 59_000, back: 40 }],
		['back', { there: 40, back: 59_000 }],
	])('is not taken for later when the only answer was slow %s', (_, slow) => {
		const time = createPiApiTime();
		answer(time, { at: NOW, offset: MINUTE, ...slow });
		expect(time.earliest(NOW)).toBeLessThanOrEqual(NOW + MINUTE);
	});

	it.each([5 * MINUTE, -5 * MINUTE, 2000, -2000])(
		'is learned again after the local clock was set by %p ms',
		(jump) => {
			const time = createPiApiTime();
			const until = learn(time, 0) + jump;
			answer(time, { at: until, offset: -jump });
			expect(time.earliest(until)).toBeLessThanOrEqual(until - jump);
			expect(time.earliest(until)).toBeGreaterThan(until - jump - 1100);
		},
	);

	it.each([5 * MINUTE, -5 * MINUTE])(
		'is learned again when the local clock was set by %p ms while a request was out',
		(jump) => {
			const time = createPiApiTime();
			const sentAt = learn(time, 0);
			time.observe(dateOf(sentAt + 40), sentAt, sentAt + 80 + jump);
			const until = learn(time, -jump, sentAt + 1000 + jump);
			expect(time.earliest(until)).toBeLessThanOrEqual(until - jump);
			expect(time.earliest(until)).toBeGreaterThan(until - jump - 300);
		},
	);

	it('is right at once when the local clock was set back while the first request was out', () => {
		const time = createPiApiTime();
		time.observe(dateOf(NOW + 40), NOW, NOW + 80 - 5 * MINUTE);
		const now = NOW + 80 - 5 * MINUTE;
		expect(time.earliest(now)).toBeLessThanOrEqual(now + 5 * MINUTE);
		expect(time.earliest(now)).toBeGreaterThan(now + 5 * MINUTE - 1100);
		expect(time.ahead()).toBeLessThan(-4 * MINUTE);
	});

	it('is kept up with a local clock that runs fast or slow', () => {
		for (const drift of [0.001, -0.001]) {
			const time = createPiApiTime();
			let offset = 0;
			for (let index = 0; index < 1000; index++) {
				const at = NOW + index * 10_337;
				offset = -drift * (at - NOW);
				answer(time, { at, offset });
			}
			const at = NOW + 1000 * 10_337;
			expect(Math.abs(time.earliest(at) - (at + offset))).toBeLessThan(1200);
		}
	});

	it.each<[unknown]>([
		[undefined],
		[null],
		[''],
		['yesterday'],
		['5'],
		['2026'],
		['2026-11-22T10:00:00Z'],
		['Sun, 22 Nov 2026 10:00:00 +0200'],
		['Sun, 99 Nov 2026 10:00:00 GMT'],
		[['Sun, 22 Nov 2026 10:00:00 GMT']],
		[NOW],
	])('does not come from %p', (date) => {
		const time = createPiApiTime();
		time.observe(date, NOW, NOW + 80);
		expect(time.ahead()).toBeUndefined();
	});
});

describe('the time of a PiAPI address', () => {
	it('is shared by all its paths, and by no other address', () => {
		const time = piApiTimeOf('https://one.example.com');
		expect(piApiTimeOf('https://one.example.com/v1/')).toBe(time);
		expect(piApiTimeOf(' HTTPS://ONE.example.com:443 ')).toBe(time);
		expect(piApiTimeOf('https://one.example.com:8443')).not.toBe(time);
		expect(piApiTimeOf('http://one.example.com')).not.toBe(time);
	});

	it('is forgotten when fifty others were used since', () => {
		const kept = piApiTimeOf('https://kept.example.com');
		const forgotten = piApiTimeOf('https://forgotten.example.com');
		for (let index = 0; index < 49; index++) {
			piApiTimeOf(`https://other-${index}.example.com`);
			piApiTimeOf('https://kept.example.com');
		}
		expect(piApiTimeOf('https://kept.example.com')).toBe(kept);
		expect(piApiTimeOf('https://forgotten.example.com')).not.toBe(forgotten);
	});

	it('of something that is not an address is shared with nobody', () => {
		expect(piApiTimeOf('nowhere')).not.toBe(piApiTimeOf('nowhere'));
	});
});
