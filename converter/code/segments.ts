/** The keys of a path in an expression: names and places in lists. */
export type Segment = string | number;

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

export const written = (segments: readonly Segment[]): string =>
	segments
		.map((segment) => {
			if (typeof segment === 'number') return `[${segment}]`;
			return IDENTIFIER.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
		})
		.join('');

const SEGMENT = /\.([A-Za-z_$][\w$]*)|\[(\d+)\]|\["([^"]*)"\]|\['([^']*)'\]/g;

/** The keys of a path, which begins with a dot or a bracket. */
export const segmentsOf = (path: string): Segment[] =>
	[...path.matchAll(SEGMENT)].map(([, name, place, double, single]) =>
		place === undefined ? (name ?? double ?? single ?? '') : Number(place),
	);

export const samePath = (one: readonly Segment[], other: readonly Segment[]): boolean =>
	one.length === other.length && one.every((segment, index) => segment === other[index]);
