import { createHash } from 'crypto';

/** Objects with their keys in order, so that equal content gives equal text. */
const ordered = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(ordered);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, inner]) => [key, ordered(inner)]),
	);
};

/** SHA-256 of a value's content, as hex. */
export const digestOf = (value: unknown): string =>
	createHash('sha256')
		.update(JSON.stringify(ordered(value)) ?? '')
		.digest('hex');

export const digestOfBytes = (bytes: Buffer): string =>
	createHash('sha256').update(bytes).digest('hex');
