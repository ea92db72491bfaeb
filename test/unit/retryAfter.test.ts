import { pauseFor, retryAfterOf } from '../../nodes/transport/retryAfter';

const NOW = Date.parse('2026-11-22T10:00:00Z');

describe('Retry-After', () => {
	it.each<[string, unknown, number | undefined]>([
		['seconds', '120', 120_000],
		['seconds as a number', 5, 5000],
		['part of a second', '0.5', 500],
		['no time', '0', 0],
		['a negative number', '-5', 0],
		['a date to come', 'Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
		['a date that has passed', 'Sun, 22 Nov 2026 09:00:00 GMT', 0],
		['words', 'soon', undefined],
		['no number', 'NaN', undefined],
		['an endless time', 'Infinity', undefined],
		['more than a number can hold', '9'.repeat(400), undefined],
		['a number that is none', Number.NaN, undefined],
		['a blank', ' ', undefined],
		['an empty text', '', undefined],
		['a list', ['3'], undefined],
		['nothing', undefined, undefined],
	])('as %s', (_, value, milliseconds) => {
		expect(retryAfterOf({ 'retry-after': value as string }, NOW)).toBe(milliseconds);
	});

	it.each([
		['five minutes ahead', NOW + 300_000],
		['five minutes behind', NOW - 300_000],
	])("as a date counts from the answer's own date when the local clock is %s", (_, now) => {
		const headers = {
			date: 'Sun, 22 Nov 2026 10:00:00 GMT',
			'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT',
		};
		expect(retryAfterOf(headers, now)).toBe(30_000);
	});

	it('as a date counts from the local clock when the answer has no readable date', () => {
		const headers = { date: 'today', 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT' };
		expect(retryAfterOf(headers, NOW)).toBe(30_000);
	});
});

describe('the pause before the next attempt', () => {
	it.each<[number, number | undefined, number]>([
		[500, undefined, 500],
		[500, 0, 500],
		[500, -1, 500],
		[500, Number.NaN, 500],
		[500, 700, 700],
		[15_000, 700, 15_000],
		[500, 60_000, 60_000],
		[500, 60_001, 60_000],
		[500, Number.POSITIVE_INFINITY, 60_000],
	])('of %p ms with a Retry-After of %p ms is %p ms', (own, retryAfter, pause) => {
		expect(pauseFor(own, retryAfter)).toBe(pause);
	});
});
