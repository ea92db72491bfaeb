import { factNames, familyFacts, type PriceFact } from '../../tools/facts/facts';

export const priceFacts: readonly PriceFact[] = factNames.flatMap(
	(name) => familyFacts(name).prices ?? [],
);

/** What a price is asked for. */
export interface Priced {
	readonly model: string;
	readonly task_type: string;
	readonly input: Readonly<Record<string, unknown>>;
}

/** A condition such as "version 3.0, 720p" binds the price to that version; of any other all rows are taken. */
function coversVersion(condition: string, { input }: Priced): boolean {
	const [, version] = /\bversion ([^\s,]+)/.exec(condition) ?? [];
	return version === undefined || input.version === version;
}

/** The price rows that may hold for a request, whatever their condition. */
export const pricesOf = (request: Priced, facts: readonly PriceFact[] = priceFacts): PriceFact[] =>
	facts.filter(
		({ model, taskTypes, condition }) =>
			model === request.model &&
			taskTypes.includes(request.task_type) &&
			coversVersion(condition, request),
	);

/** Units of which a request has exactly one, as it asks for one result and sends short texts. */
const SINGLE_UNITS = ['image', 'generation', 'clip', '1000 characters'];

const secondsOf = ({ duration }: Priced['input']): number | undefined => {
	const seconds = Number.parseFloat(String(duration));
	return seconds > 0 ? seconds : undefined;
};

/** How many units a request pays for; undefined where that depends on a file, or on a default that nobody knows. */
function quantityOf(unit: string, { input }: Priced): number | undefined {
	if (SINGLE_UNITS.includes(unit)) return 1;
	return unit === 'second' ? secondsOf(input) : undefined;
}

/** Every amount, in US dollars, that the documented prices allow for a request; undefined when that is not known. */
export function possibleCosts(
	request: Priced,
	facts: readonly PriceFact[] = priceFacts,
): readonly number[] | undefined {
	const costs = pricesOf(request, facts).map(({ usd, unit }) => {
		const quantity = quantityOf(unit, request);
		return quantity === undefined ? undefined : usd * quantity;
	});
	const known = costs.filter((cost) => cost !== undefined);
	return known.length > 0 && known.length === costs.length ? known : undefined;
}

/** The most that a request can cost by the documented prices. */
export function worstCost(
	request: Priced,
	facts: readonly PriceFact[] = priceFacts,
): number | undefined {
	const costs = possibleCosts(request, facts);
	return costs === undefined ? undefined : Math.max(...costs);
}

/** A number of US dollars for people, to a hundredth of a cent. */
export const dollars = (usd: number): string =>
	`$${usd.toFixed(4).replace(/(\.\d\d\d*?)0+$/, '$1')}`;
