/** Shorter secrets would match ordinary words. */
const SHORTEST_SECRET = 4;

const ESCAPED_IN_PATTERNS = /[\\^$.*+?()[\]{}|/]/g;

const BLANKS = '(?:_|\\s+(?!\\s)|\\++|(?:%(?:25)?(?:20|09))+)';
const HTML_ENTITY = '&(?:[a-z]+|#\\w+);';

const hexOf = (code: number, digits: number): string =>
	code
		.toString(16)
		.padStart(digits, '0')
		.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

const percentEncoded = (letter: string): string =>
	[...Buffer.from(letter)].map((byte) => `%(?:25)?${hexOf(byte, 2)}`).join('');

const jsonEscaped = (letter: string): string =>
	letter
		.split('')
		.map((unit) => `\\\\{1,2}u${hexOf(unit.charCodeAt(0), 4)}`)
		.join('');

/** A letter as it is, and as JSON, JSON within JSON, an address, a form, a page or the name of a file has it; or a run of blanks or `\`. */
function partOf(part: string): string {
	if (/^\w$/.test(part)) return part;
	if (/^\s/.test(part)) return BLANKS;
	const { length } = part;
	if (part.startsWith('\\'))
		return `(?:\\\\{${length},${length * 4}}|(?:%(?:25)?5[cC]){${length}})`;
	return `(?:${[
		`\\\\{0,3}${part.replace(ESCAPED_IN_PATTERNS, '\\$&')}`,
		jsonEscaped(part),
		percentEncoded(part),
		'_',
		...(/[&<>"']/.test(part) ? [HTML_ENTITY] : []),
	].join('|')})`;
}

const partsOf = (secret: string): readonly string[] => secret.match(/\s+|\\+|[^]/gu) ?? [];

/**
 * A secret in any of these forms, and what is left of one in a text that this package has cut: up to the mark of the cut,
 * or without the marks that end a sentence.
 */
function patternOf(secret: string): string {
	const { length: withoutEnd } = partsOf(secret.replace(/[.;,]+$/, ''));
	return partsOf(secret)
		.map((part, index) => {
			if (index < SHORTEST_SECRET) return partOf(part);
			// Where the text is cut, all further parts are nothing.
			return `(?:${partOf(part)}|(?=\\s*…))${index < withoutEnd ? '' : '?'}`;
		})
		.join('');
}

/** Finds every secret of four letters and more; undefined where there is none. */
export function secretPattern(secrets: readonly string[]): RegExp | undefined {
	const patterns = secrets
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		// A secret that another begins with would leave the rest of that one.
		.sort((one, other) => other.length - one.length)
		.map(patternOf);
	return patterns.length === 0 ? undefined : new RegExp(patterns.join('|'), 'g');
}
