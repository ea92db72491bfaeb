import type { FieldFact, SimulatedTaskFacts } from '../facts/facts';

/** A price holds where the first of these fields that is set has one of the values. */
interface ValueRequirement {
	readonly paths: readonly string[];
	readonly values: readonly unknown[];
}

interface SizeRequirement {
	readonly mostMegapixels: number;
}

export type Requirement = ValueRequirement | SizeRequirement;

export const isSame = (one: unknown, other: unknown): boolean =>
	String(one).toLowerCase() === String(other).toLowerCase();

/** `768p` and `768` are the same size. */
const isSameSize = (one: unknown, other: unknown): boolean =>
	isSame(String(one).replace(/p$/i, ''), String(other).replace(/p$/i, ''));

const AUDIO = /^(?:enable_|generate_)?audio$/;

/** The only fields with prices are those directly in the input. */
const topFields = ({ input }: SimulatedTaskFacts): readonly FieldFact[] =>
	input.filter(({ path }) => !/[.[]/.test(path));

const named = (task: SimulatedTaskFacts, pattern: RegExp): string[] =>
	topFields(task)
		.map(({ path }) => path)
		.filter((path) => pattern.test(path));

const requirement = (paths: readonly string[], ...values: unknown[]): ValueRequirement[] => [
	{ paths, values },
];

/** A word is a value of the field whose list has it. */
const listed = (word: string, task: SimulatedTaskFacts): ValueRequirement[] => {
	const isWord = (choice: unknown): boolean => isSameSize(choice, word);
	const fields = topFields(task).filter(({ enum: choices = [] }) => choices.some(isWord));
	const paths = fields.map(({ path }) => path);
	return requirement(paths, fields[0]?.enum?.find(isWord) ?? word);
};

/** A field may say in its note which of its values stands for a size: `std 720p, pro 1080p`. */
const noted = (size: string, task: SimulatedTaskFacts): ValueRequirement[] =>
	topFields(task).flatMap(({ path, note = '', enum: choices = [] }) => {
		const [, word] = new RegExp(`(\\w+) ${size}\\b`).exec(note) ?? [];
		return word !== undefined && choices.includes(word) ? requirement([path], word) : [];
	});

const sizeOf = (size: string, task: SimulatedTaskFacts): Requirement[] => {
	const found = [...listed(size, task), ...noted(size, task)].find(({ paths }) => paths.length > 0);
	return found === undefined ? requirement(named(task, /^(resolution|size)$/), size) : [found];
};

/** `pro` is a mode in some tasks and a switch in others. */
const modeOf = (mode: string, task: SimulatedTaskFacts): Requirement[] => {
	const [toggle] = named(task, /^professional_mode$/);
	return toggle === undefined ? listed(mode, task) : requirement([toggle], mode === 'pro');
};

/** The cheapest of what the price depends on. */
const lowerEnd = (task: SimulatedTaskFacts): Requirement[] =>
	topFields(task)
		.filter(({ path }) => ['duration', 'resolution'].includes(path))
		.map(({ path, enum: [first] = [] }) => ({ paths: [path], values: [first] }));

const none = (): Requirement[] => [];

/** What the words of a condition mean; the first that fits counts. */
const READINGS: ReadonlyArray<
	readonly [RegExp, (word: string, task: SimulatedTaskFacts) => Requirement[]]
> = [
	[/^[\s,()]+/, none],
	[/^version (\S+?)(?=[\s,]|$)/, (word, task) => requirement(named(task, /^version$/), word)],
	[/^without audio/, (_, task) => requirement(named(task, AUDIO), false)],
	[/^with audio/, (_, task) => requirement(named(task, AUDIO), true)],
	[/^to ([\d.]+)(?: megapixel)?/, (word) => [{ mostMegapixels: Number(word) }]],
	[/^lower end/, (_, task) => lowerEnd(task)],
	// About the unit, or about the page.
	[/^(?:at most \d+ s|by reference length|rounded up|per 1000 characters|four outputs)/, none],
	[/^(?:name inferred|from points of the example|older page [\d.]+|older page)/, none],
	[/^(?:upper end|above|output)/, none],
	[/^(\d+) s\b/, (word, task) => requirement(named(task, /^duration$/), word)],
	[/^(\d+[pk])\b/i, sizeOf],
	[/^(std|pro)\b/, modeOf],
	[/^([\w.-]+)/, listed],
];

/** Values of the same fields are alternatives: `1K, 2K`. */
const merged = (requirements: readonly Requirement[]): Requirement[] => {
	const byPaths = new Map<string, Requirement>();
	for (const one of requirements) {
		const key = JSON.stringify('paths' in one ? one.paths : one);
		const former = byPaths.get(key);
		byPaths.set(
			key,
			'paths' in one && former !== undefined && 'paths' in former
				? { ...one, values: [...new Set([...former.values, ...one.values])] }
				: one,
		);
	}
	return [...byPaths.values()];
};

/** What the text of a price's condition requires of a request. An unknown word gives a requirement that nothing meets. */
export const requirementsOf = (condition: string, task: SimulatedTaskFacts): Requirement[] => {
	const found: Requirement[] = [];
	let rest = condition;
	while (rest !== '') {
		const reading = READINGS.find(([pattern]) => pattern.test(rest));
		if (reading === undefined) throw new Error(`Cannot read the condition of a price: ${rest}`);
		const [pattern, read] = reading;
		const [text = '', word = text] = pattern.exec(rest) ?? [];
		found.push(...read(word, task));
		rest = rest.slice(text.length);
	}
	return merged(found);
};
