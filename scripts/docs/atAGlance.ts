import type { AnyModelFamily, AnyModelOperation } from '../../nodes/catalog/anyModel/families';
import { costOfModel, modelsFor, type AnyModel } from '../../nodes/catalog/anyModel/models';
import { inSentence } from '../../nodes/catalog/priceText';
import { headingOf } from './headings';
import { anchorOf, link, paragraphs, table } from '../../tools/markdown';
import { cellOf } from './modelCells';

/** A model in one respect: how good it is, and how that is shown. */
interface Rated {
	readonly name: string;
	/** The higher, the better. */
	readonly value: number;
	readonly text: string;
}

/** More names than these are a number. */
const MOST_NAMES = 4;

/** The names of those with the best value, and the value. Nothing where there is nothing to compare. */
function best(rated: readonly Rated[], fewest = 1): string {
	const [first] = [...rated].sort((one, other) => other.value - one.value);
	if (first === undefined || rated.length < fewest) return '';
	const found = rated.filter(({ value }) => value === first.value);
	const names = [...new Set(found.map(({ name }) => name))];
	const named = names.length > MOST_NAMES ? `${names.length} models` : names.join(', ');
	return `${named}: ${first.text}`;
}

/** Prices compare only where they are for the same thing, such as a second. */
function offerOf(model: AnyModel): Array<Rated & { readonly unit: string }> {
	const [, text = '', per = ''] =
		/^(?:about )?((?:from |at most )?\$[\d.]+(?: to \$[\d.]+)?)(.*) \(/.exec(
			inSentence(costOfModel(model) ?? ''),
		) ?? [];
	const unit = per || ' per task';
	const usd = Number(/[\d.]+/.exec(text)?.[0]);
	return text === '' ? [] : [{ name: model.name, value: -usd, text: `${text}${unit}`, unit }];
}

function cheapest(models: readonly AnyModel[]): string {
	const offers = models.flatMap(offerOf);
	const units = [...new Set(offers.map(({ unit }) => unit))];
	return units.map((unit) => best(offers.filter((offer) => offer.unit === unit))).join('; ');
}

const quickest = (models: readonly AnyModel[]): string =>
	best(
		models.flatMap(({ name, operation: { typicalSeconds } }) =>
			typicalSeconds === undefined
				? []
				: [{ name, value: -typicalSeconds, text: `${typicalSeconds} s` }],
		),
		2,
	);

/** The highest number in a cell, such as 15 of "3 to 15". */
const highestOf = (cell: string): number => Math.max(0, ...(cell.match(/\d+/g) ?? []).map(Number));

const longest = (operation: AnyModelOperation, models: readonly AnyModel[]): string =>
	best(
		models
			.map((model) => ({
				name: model.name,
				value: highestOf(cellOf(operation, model, 'duration')),
			}))
			.filter(({ value }) => value > 0)
			.map(({ name, value }) => ({ name, value, text: `${value} s` })),
	);

/** Lines of the picture: 4K has 2160 of them. */
const linesOf = (resolution: string): number =>
	/k$/i.test(resolution) ? Number.parseFloat(resolution) * 540 : Number.parseFloat(resolution);

const sharpest = (operation: AnyModelOperation, models: readonly AnyModel[]): string =>
	best(
		models.flatMap((model) =>
			cellOf(operation, model, 'resolution')
				.split(', ')
				.filter((text) => /^\d+(p|k)$/i.test(text))
				.map((text) => ({ name: model.name, value: linesOf(text), text })),
		),
	);

const rowOf = (family: AnyModelFamily, operation: AnyModelOperation): string[] => {
	const models = modelsFor(operation.value);
	const heading = headingOf(family, operation);
	return [
		link(heading, anchorOf(heading)),
		String(models.length),
		cheapest(models),
		quickest(models),
		longest(operation, models),
		sharpest(operation, models),
	];
};

/** The models that are best in one respect, for those who do not want to read all tables. */
export const atAGlance = (families: readonly AnyModelFamily[]): string =>
	paragraphs([
		'## At a glance',
		'The models that are best in one respect, as far as PiAPI documents it. Prices are as of the dates in the tables below. To judge the results, see [Six image models on one prompt](recipes/compare-models.md).',
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
