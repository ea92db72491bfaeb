import { digestOf, digestOfBytes } from '../../nodes/request/digest';

describe('a digest', () => {
	it('is SHA-256 in hex', () => {
		expect(digestOfBytes(Buffer.from('abc'))).toBe(
			'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
		);
		expect(digestOf('abc')).toBe(digestOfBytes(Buffer.from('"abc"')));
	});

	it('does not see the order of keys, at any depth', () => {
		expect(digestOf({ a: 1, b: { c: [{ d: 1, e: 2 }], f: 3 } })).toBe(
			digestOf({ b: { f: 3, c: [{ e: 2, d: 1 }] }, a: 1 }),
		);
	});

	it.each<[string, unknown, unknown]>([
		['values', { a: 1 }, { a: 2 }],
		['kinds', { a: 1 }, { a: '1' }],
		['keys', { a: 1 }, { b: 1 }],
		['the order of a list', [1, 2], [2, 1]],
		['null and nothing', { a: null }, {}],
		['a list and an object', { 0: 'a' }, ['a']],
	])('sees different %s', (_, a, b) => expect(digestOf(a)).not.toBe(digestOf(b)));

	it('can be taken of nothing', () => {
		expect(digestOf(undefined)).toMatch(/^[0-9a-f]{64}$/);
		expect(digestOf(null)).not.toBe(digestOf(undefined));
	});
});
