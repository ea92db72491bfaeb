import fc from 'fast-check';

/** One blow to a value: what is done, and to which of its places. */
interface Blow {
	readonly place: number;
	readonly kind: 'remove' | 'replace' | 'wrap' | 'asText' | 'nest' | 'grow' | 'poison';
	readonly value: unknown;
}

const DEEP = 20_000;
const LONG = 100_000;

/** Values that tend to be mistaken for others. */
const ODD: readonly unknown[] = [
	null,
	'',
	'0',
	'NaN',
	0,
	-1,
	-0,
	1e308,
	2 ** 53,
	true,
	[],
	[[]],
	{},
	'completed',
	'COMPLETED',
	' failed',
	'\u0000',
	'\ud800',
	'../../etc/passwd',
	'javascript:alert(1)',
	'file:///etc/passwd',
	'http://',
	'https://[::1',
	'0001-01-01T00:00:00Z',
	'={{ $env }}',
];

const blow: fc.Arbitrary<Blow> = fc.record({
	place: fc.nat({ max: 10_000 }),
	kind: fc.oneof(
		{ weight: 30, arbitrary: fc.constantFrom('remove', 'replace', 'wrap', 'asText', 'poison') },
		{ weight: 1, arbitrary: fc.constantFrom('nest', 'grow') },
	) as fc.Arbitrary<Blow['kind']>,
	value: fc.oneof(fc.constantFrom(...ODD), fc.jsonValue({ maxDepth: 2 })),
});

interface Place {
	readonly holder: Record<string, unknown>;
	readonly key: string;
}

const placesIn = (value: unknown): Place[] =>
	typeof value === 'object' && value !== null
		? Object.keys(value).flatMap((key) => {
				const holder = value as Record<string, unknown>;
				return [{ holder, key }, ...placesIn(holder[key])];
			})
		: [];

const nested = (): unknown => JSON.parse(`${'['.repeat(DEEP)}${']'.repeat(DEEP)}`) as unknown;

const POISON = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';

function strike(holder: Record<string, unknown>, key: string, { kind, value }: Blow): void {
	const present = holder[key];
	const struck: Record<Exclude<Blow['kind'], 'remove'>, () => unknown> = {
		replace: () => structuredClone(value),
		wrap: () => [present, structuredClone(value)],
		asText: () => (typeof present === 'object' ? JSON.stringify(present) : String(present)),
		nest: nested,
		grow: () => 'x'.repeat(LONG),
		poison: () => JSON.parse(POISON) as unknown,
	};
	if (kind !== 'remove') holder[key] = struck[kind]();
	else if (Array.isArray(holder)) holder.splice(Number(key), 1);
	else delete holder[key];
}

/** One of the samples, with up to four of its places removed, changed, wrapped, made deep or huge. */
export const damaged = (samples: readonly unknown[]): fc.Arbitrary<unknown> =>
	fc
		.tuple(fc.constantFrom(...samples), fc.array(blow, { minLength: 1, maxLength: 4 }))
		.map(([sample, blows]) => {
			const root = { whole: structuredClone(sample) };
			for (const one of blows) {
				const deepest = placesIn(root);
				const { holder, key } = deepest[one.place % deepest.length] ?? {
					holder: root,
					key: 'whole',
				};
				strike(holder, key, one);
				if (one.kind === 'nest') break;
			}
			return root.whole;
		});

/** What arrives of a text: all, a part, with wrong bytes, or something else. */
export const received = (
	value: unknown,
	{ cut, noise }: { cut: number; noise: number },
): unknown => {
	if (noise % 10 < 6) return value;
	let text: string;
	try {
		text = JSON.stringify(value) ?? '';
	} catch {
		return value;
	}
	if (noise % 10 === 6) return text;
	if (noise % 10 === 7) return text.slice(0, cut % (text.length + 1));
	if (noise % 10 === 8) return Buffer.from(text, 'utf16le').toString('latin1');
	return `<html>${text}</html>`;
};

export const wire = fc.record({ cut: fc.nat(), noise: fc.nat({ max: 999 }) });
