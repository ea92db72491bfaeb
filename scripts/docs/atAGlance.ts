import type { AnyModelFamily, AnyModelOperation } from '../../nodes/catalog/anyModel/families';
import { costOfModel, modelsFor, type AnyModel } from '../../nodes/catalog/anyModel/models';
import { headingOf } from './headings';
import { anchorOf, link, paragraphs, table } from '../../tools/markdown';
import { cellOf } from './modelCells';

/** Prices compare only where they are for the same thing, such as a second. */
interface Offer {
	readonly name: string;
	readonly usd: number;
	readonly text: string;
	readonly unit: string;
}

function offerOf(model: AnyModel): Offer[] {
	const [, text = '', unit = ''] =
		/^About (\$[\d.]+(?: to \$[\d.]+)?)(.*) \(/.exec(costOfModel(model) ?? '') ?? [];
	const usd = Number(/[\d.]+/.exec(text)?.[0]);
	return text === '' ? [] : [{ name: model.name, usd, text, unit: unit || ' per task' }];
}

/** More names than these are a number. */
const MOST_NAMES = 4;

/** The names of those with the best value, and the value. Nothing where there is nothing to compare. */
function best<Item extends { readonly name: string }>(
	items: readonly Item[],
	valueOf: (item: Item) => number,
	textOf: (item: Item) => string,
	fewest = 1,
): string {
	const highest = Math.max(...items.map(valueOf));
	const found = items.filter((item) => valueOf(item) === highest);
	const [first] = found;
	if (first === undefined || items.length < fewest) return '';
	const names = [...new Set(found.map(({ name }) => name))];
	const named = names.length > MOST_NAMES ? `${names.length} models` : names.join(', ');
	return `${named}: ${textOf(first)}`;
}

function cheapest(models: readonly AnyModel[]): string {
	const offers = models.flatMap(offerOf);
	return [...new Set(offers.map(({ unit }) => unit))]
		.map((wanted) =>
			best(
				offers.filter(({ unit }) => unit === wanted),
				({ usd }) => -usd,
				({ text, unit }) => `${text}${unit}`,
			),
		)
		.join('; ');
}

const quickest = (models: readonly AnyModel[]): string =>
	best(
		models.flatMap(({ name, operation: { typicalSeconds } }) =>
			typicalSeconds === undefined ? [] : [{ name, seconds: typicalSeconds }],
		),
		({ seconds }) => -seconds,
		({ seconds }) => `${seconds} s`,
		2,
	);

/** The highest number in a cell, such as 15 of "3 to 15". */
const highestOf = (cell: string): number => Math.max(0, ...(cell.match(/\d+/g) ?? []).map(Number));

const longest = (models: readonly AnyModel[]): string =>
	best(
		models
			.map((model) => ({ name: model.name, seconds: highestOf(cellOf(model, 'duration')) }))
			.filter(({ seconds }) => seconds > 0),
		({ seconds }) => seconds,
		({ seconds }) => `${seconds} s`,
	);

/** Lines of the picture: 4K has 2160 of them. */
const linesOf = (resolution: string): number =>
	/k$/i.test(resolution) ? Number.parseFloat(resolution) * 540 : Number.parseFloat(resolution);

const sharpest = (models: readonly AnyModel[]): string =>
	best(
		models.flatMap((model) => {
			const values = cellOf(model, 'resolution').split(', ');
			const [highest = ''] = values
				.filter((value) => /^\d+(p|k)$/i.test(value))
				.sort((one, other) => linesOf(other) - linesOf(one));
			return highest === '' ? [] : [{ name: model.name, highest }];
		}),
		({ highest }) => linesOf(highest),
		({ highest }) => highest,
	);

const rowOf = (family: AnyModelFamily, operation: AnyModelOperation): string[] => {
	const models = modelsFor(operation.value);
	const heading = headingOf(family, operation);
	return [
		link(heading, anchorOf(heading)),
		String(models.length),
		cheapest(models),
		quickest(models),
		longest(models),
		sharpest(models),
	];
};

/** The models that are best in one respect, for those who do not want to read all tables. */
export const atAGlance = (families: readonly AnyModelFamily[]): string =>
	paragraphs([
		'## At a glance',
		'The models that are best in one respect, as far as PiAPI documents it. Prices are as of the dates in the tables below. To judge the results, see [One prompt, three image models](recipes/compare-models.md).',
		table(
			[
				'Operation',
				'Models',
				'Lowest price',
				'Shortest usual time',
				'Longest',
				'Highest resolution',
			],
			families.flatMap((family) => family.operations.map((operation) => rowOf(family, operation))),
		),
	]);
