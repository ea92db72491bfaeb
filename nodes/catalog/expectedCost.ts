import { estimateOf, type PricedRequest } from './estimate';
import { labelOf } from './labels';
import type { Price } from './price';
import { inputAt, isSet } from './pricedRequest';
import { dateText, dollars } from './priceText';
import type { Operation } from './vocabulary';

/** What a request will cost, for people. */
export interface ExpectedCost {
	/** US dollars; undefined where nobody can tell. */
	readonly usd?: number;
	/** Whether `usd` is the most that it can cost. */
	readonly isMost: boolean;
	/** "About $0.75 (Feb 2026)", or why it is not known. */
	readonly text: string;
}

export const unknownCost = (reason: string): ExpectedCost => ({
	isMost: false,
	text: `Unknown: ${reason}`,
});

/** What decides about the price, beside the rate. */
const factorOf = (
	operation: Operation,
	{ per, count, openWith = [] }: Price,
	{ input }: PricedRequest,
): string => {
	const open = openWith.find((path) => isSet(inputAt(input, path)));
	const path = open ?? count;
	if (typeof path === 'string') return labelOf(operation, path);
	return per === 'megapixel' ? 'the size of the file' : 'the length of the file';
};

/**
 * Why there is no estimate. With a known quantity there would be one where only that is missing, and with a rate for everything
 * where other choices have a price.
 */
function reasonOf(operations: readonly Operation[], request: PricedRequest): string {
	let subject = 'operation';
	for (const operation of operations) {
		const { price } = operation;
		if (price === undefined) continue;
		const known = { count: 1, entries: undefined, openWith: undefined };
		const has = (more: Partial<Price>): boolean =>
			estimateOf([{ ...operation, price: { ...price, ...known, ...more } }], request) !== undefined;
		if (has({})) return `PiAPI's price depends on ${factorOf(operation, price, request)}`;
		if (has({ rates: [{ usd: 0 }] })) subject = 'choice';
	}
	return `no price is known for this ${subject}`;
}

/** `operations` are those that may be asked for: see `estimateOf`. */
export function expectedCost(
	operations: readonly Operation[],
	request: PricedRequest,
): ExpectedCost {
	const estimate = estimateOf(operations, request);
	if (estimate === undefined) return unknownCost(reasonOf(operations, request));
	const { usd, isMost, price } = estimate;
	return {
		usd,
		isMost,
		text: `${isMost ? 'At most' : 'About'} ${dollars(usd)} (${dateText(price)})`,
	};
}
