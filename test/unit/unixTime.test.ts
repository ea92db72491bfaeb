import { DateTime } from 'luxon';

import { toTime, toUnixSeconds } from '../../nodes/actions/unixTime';

const NEW_YORK = 'America/New_York';
const iso = (given: unknown, zone = NEW_YORK): string | undefined => {
	const time = toTime(given, zone);
	return time === undefined ? undefined : new Date(time).toISOString();
};

it.each([
	['2026-01-01T12:00:00', '2026-01-01T17:00:00.000Z'],
	[' 2026-01-01T12:00 ', '2026-01-01T17:00:00.000Z'],
	['2026-07-01T12:00:00', '2026-07-01T16:00:00.000Z'],
	['2026-01-01', '2026-01-01T05:00:00.000Z'],
	['2026-01-01 12:00:00', '2026-01-01T17:00:00.000Z'],
	['20260101', '2026-01-01T05:00:00.000Z'],
	[20260101, '2026-01-01T05:00:00.000Z'],
	['20260101T120000', '2026-01-01T17:00:00.000Z'],
	['January 1, 2026 12:00', '2026-01-01T17:00:00.000Z'],
	['2026/01/01 12:00', '2026-01-01T17:00:00.000Z'],
	['2026-1-5 12:00', '2026-01-05T17:00:00.000Z'],
])('%p without an offset is read in the zone', (given, expected) =>
	expect(iso(given)).toBe(expected),
);

it.each<[unknown, string]>([
	['2026-01-01T12:00:00Z', '2026-01-01T12:00:00.000Z'],
	['2026-01-01T12:00:00+02:00', '2026-01-01T10:00:00.000Z'],
	['2026-01-01T12:00:00.000+0200', '2026-01-01T10:00:00.000Z'],
	['2026-01-01 12:00:00 -03:00', '2026-01-01T15:00:00.000Z'],
	['Thu, 01 Jan 2026 12:00:00 GMT', '2026-01-01T12:00:00.000Z'],
	['Thu, 01 Jan 2026 12:00:00 +0200', '2026-01-01T10:00:00.000Z'],
	[
		'Thu Jan 01 2026 12:00:00 GMT+0100 (Central European Standard Time)',
		'2026-01-01T11:00:00.000Z',
	],
	[1767268800, '2026-01-01T12:00:00.000Z'],
	['1767268800', '2026-01-01T12:00:00.000Z'],
	[1767268800.9, '2026-01-01T12:00:00.000Z'],
	[1767268800123, '2026-01-01T12:00:00.123Z'],
	['1767268800123', '2026-01-01T12:00:00.123Z'],
	[new Date('2026-01-01T12:00:00Z'), '2026-01-01T12:00:00.000Z'],
	[DateTime.fromISO('2026-01-01T12:00:00', { zone: 'Asia/Tokyo' }), '2026-01-01T03:00:00.000Z'],
])('%p is read as it says itself', (given, expected) => {
	expect(iso(given)).toBe(expected);
	expect(iso(given, 'Asia/Tokyo')).toBe(expected);
});

it.each<[unknown]>([
	[''],
	['soon'],
	['task 5'],
	['foo 2026'],
	['5'],
	['-5'],
	[-20260101],
	['5-6'],
	['12:00'],
	[5],
	[0],
	[true],
	[null],
	[undefined],
	[{}],
	[[]],
	[['2026-01-01']],
	['12345678901234567'],
	['2026-13-45'],
	[Number.NaN],
	[Number.POSITIVE_INFINITY],
	[new Date(Number.NaN)],
	[DateTime.invalid('made up')],
])('%p is not a date', (given) => expect(toTime(given, NEW_YORK)).toBeUndefined());

it('whole Unix seconds are the second that has begun', () => {
	expect(toUnixSeconds('2026-01-01T12:00:00.999Z', NEW_YORK)).toBe(1767268800);
	expect(toUnixSeconds('soon', NEW_YORK)).toBeUndefined();
});
