import { variantsOf } from '../../nodes/catalog';
import type { Price } from '../../nodes/catalog/price';
import { priceText } from '../../nodes/catalog/priceText';
import type { Family, MediaKind, Operation } from '../../nodes/catalog/vocabulary';
import type { Confidence } from '../../nodes/catalog/confidence';
import { addressOf } from './headings';
import { code, link, paragraphs, table } from '../../tools/markdown';
import { OTHERS_PAGE } from './resourceTables';

const KINDS: ReadonlyArray<readonly [kind: MediaKind, heading: string, name: string]> = [
	['image', 'Images', 'image'],
	['video', 'Videos', 'video'],
	['audio', 'Audio', 'audio'],
	['model', '3D models', '3D model'],
	['text', 'Text', 'text'],
];

const KNOWN_FROM: Readonly<Record<Confidence, string>> = {
	documented: 'PiAPI',
	'client-code': 'other programs',
	inferred: 'inferred',
};

const NOT_KNOWN = 'Not known';

/** The text of a price ends with its date, which has a column of its own. */
const withoutDate = (text: string): string => text.replace(/ \([^()]*\)$/, '');

const dateIn = (text: string): string => / \(([^()]*)\)$/.exec(text)?.[1] ?? '';

interface Priced {
	readonly models: readonly string[];
	/** Undefined where it is not known. */
	readonly text: string | undefined;
}

/** The models of an operation by what they cost. */
function pricesOf(operation: Operation): Priced[] {
	const { variants } = operation;
	const byText = new Map<string | undefined, string[]>();
	for (const variant of variantsOf(operation)) {
		const text = priceText(operation, variant.value);
		const own = variant.model === '' ? '' : code(variant.model);
		const name = variants === undefined ? own : variant.label;
		byText.set(text, [...(byText.get(text) ?? []), name]);
	}
	return [...byText].map(([text, models]) => ({ text, models }));
}

const origin = ({ confidence, source }: Price): string[] => [
	KNOWN_FROM[confidence],
	URL.canParse(source) ? link('source', source) : source,
];

/** Chat and GPT Image create no tasks, and share a page with other resources. */
const sectionOf = (family: Family, operation: Operation): string =>
	operation.taskType === '' ? OTHERS_PAGE : addressOf(family, operation);

function rowsOf(family: Family, operation: Operation, kindName: string): string[][] {
	const { price, typicalSeconds } = operation;
	return pricesOf(operation).map(({ models, text }) => [
		kindName,
		family.name,
		link(operation.name, sectionOf(family, operation)),
		models.join(', '),
		text === undefined ? NOT_KNOWN : withoutDate(text),
		typicalSeconds === undefined ? '' : `${typicalSeconds} s`,
		...(text === undefined || price === undefined
			? ['', '', '']
			: [dateIn(text), ...origin(price)]),
	]);
}

const HEAD = [
	'Kind',
	'Family',
	'Operation',
	'Model',
	'Price',
	'Usual time',
	'Date',
	'Known from',
	'Source',
];

function kindSection(
	families: readonly Family[],
	[kind, heading, name]: (typeof KINDS)[number],
): string {
	const rows = families.flatMap((family) =>
		family.operations
			.filter((operation) => (operation.kind ?? family.kind) === kind)
			.flatMap((operation) => rowsOf(family, operation, name)),
	);
	return rows.length === 0 ? '' : paragraphs([`## ${heading}`, table(HEAD, rows)]);
}

const INTRODUCTION = `# What each model costs

<!-- Written from the catalog by \`npm run docs\`. Change \`price\` in nodes/catalog, not this page. -->

For everyone who wants to know what a task costs before creating it. Prices change: each is as of its date, and PiAPI's own
[pricing page](https://piapi.ai/pricing) is authoritative. A range means that the price depends on the input, such as the
resolution. **From** means that the price is not known for all inputs: the amount is the lowest known one.
[What it costs and how to cap it](costs-and-limits.md) explains when PiAPI charges.`;

const LEGEND = `A price without a unit is for one task. **Usual time** is empty where PiAPI states none. **Known from** says who stated the
price: PiAPI on its pages, or other programs that use PiAPI. Where it says inferred, the amounts are known, but not exactly
what they are for.`;

const WITHOUT_TASKS =
	'**Chat** is charged by tokens, so its price is not known before the answer. So is **GPT Image**: its prices are for one image of 1024 by 1024 pixels.';

function summary(families: readonly Family[]): string {
	const operations = families.flatMap((family) => family.operations);
	const known = operations.filter(({ price }) => price !== undefined);
	return `The price of ${known.length} of ${operations.length} operations is known.`;
}

/** The page about prices, as markdown that is not formatted yet. */
export const pricesPage = (families: readonly Family[]): string =>
	`${paragraphs([
		INTRODUCTION,
		`${summary(families)} ${WITHOUT_TASKS}`,
		LEGEND,
		...KINDS.map((kind) => kindSection(families, kind)),
	])}\n`;
