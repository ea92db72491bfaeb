/** Every text in a value, with the names on the way to it. */
export function* textsIn(
	value: unknown,
	path: readonly string[] = [],
): Generator<readonly [path: readonly string[], text: string]> {
	if (typeof value === 'string') yield [path, value];
	if (typeof value !== 'object' || value === null) return;
	for (const [key, inner] of Object.entries(value)) yield* textsIn(inner, [...path, key]);
}

const PAIR = /(["']?)([\w-]+)\1\s*:\s*(["'`])((?:Bearer\s+)?[^"'`\s]*)\3/gi;

/** Names and the texts after them, in JSON or code that cannot be read as a whole. */
export const pairsIn = (text: string): Array<readonly [name: string, text: string]> =>
	[...text.matchAll(PAIR)].map(([, , name = '', , value = '']) => [name, value] as const);
