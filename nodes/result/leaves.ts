/** A plain value in a task's output, and the way to it. */
export interface Leaf {
	/** The keys on the way; lists have none. */
	readonly keys: readonly string[];
	/** The positions in the lists on the way. */
	readonly at: readonly number[];
	readonly value: unknown;
}

/** A link without the blanks around it. */
const withoutBlanks = (value: unknown): unknown =>
	typeof value === 'string' && /^\s*https?:/i.test(value) ? value.trim() : value;

export function leavesOf(
	value: unknown,
	keys: readonly string[] = [],
	at: readonly number[] = [],
): Leaf[] {
	if (typeof value !== 'object' || value === null) {
		return [{ keys, at, value: withoutBlanks(value) }];
	}
	return Array.isArray(value)
		? value.flatMap((inner, index) => leavesOf(inner, keys, [...at, index]))
		: Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...keys, key], at));
}

/** Lists in a path need no mark: all their entries count. */
export const keysOf = (path: string): string[] => path.replace(/\[\d*\]/g, '').split('.');

export const isAt = ({ keys }: Leaf, path: string): boolean =>
	keys.join('.') === keysOf(path).join('.');

/** At a path that may begin anywhere. */
export const endsAt = ({ keys }: Leaf, path: string): boolean =>
	`.${keys.join('.')}`.endsWith(`.${path}`);
