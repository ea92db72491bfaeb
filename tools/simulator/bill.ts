import { ASSUMED, megapixelsOf, valueOf, type PricedRequest } from './pricedRequest';
import { quantityOf } from './billQuantity';
import { factsOfRequest } from './factsCheck';
import type { SimulatedFamilyFacts, PriceFact } from '../facts/facts';
import type { TaskRequest } from './options';
import { otherPrices } from './otherPrices';
import { isSame, requirementsOf, type Requirement } from './priceConditions';

/** What PiAPI charges for a task that completes. */
interface Bill {
	readonly usd: number;
	/** It depends on a file or on the result, so that PiAPI reports it only at the end. */
	readonly isMeasured: boolean;
	/** It depends on a field that the request leaves out, and no page documents its default. */
	readonly isAssumed: boolean;
	/** Only the upper end of a range is known. */
	readonly isUpperEnd: boolean;
}

type KnownPrice = Pick<PriceFact, 'model' | 'taskTypes' | 'condition' | 'usd' | 'unit'>;

const isMet = (requirement: Requirement, priced: PricedRequest): boolean => {
	if ('mostMegapixels' in requirement) return megapixelsOf(priced) <= requirement.mostMegapixels;
	const value = valueOf(priced, requirement.paths);
	return requirement.values.some((one) => isSame(one, value) || isSame(`${String(one)}s`, value));
};

/** The price with the most requirements that the request meets; of several, the first. */
const priceOf = (priced: PricedRequest, prices: readonly KnownPrice[]): KnownPrice | undefined => {
	const fitting = prices
		.map((price) => ({ price, requirements: requirementsOf(price.condition, priced.task) }))
		.filter(({ requirements }) => requirements.every((one) => isMet(one, priced)));
	const most = Math.max(...fitting.map(({ requirements }) => requirements.length));
	return fitting.find(({ requirements }) => requirements.length === most)?.price;
};

type Extra = Pick<Bill, 'usd' | 'isMeasured'>;

/** What the notes of fields add to the price for the files in a list. */
const extrasOf = ({ task, input }: PricedRequest, rate: number): Extra[] =>
	task.input.flatMap(({ path, note = '' }): Extra[] => {
		const files: unknown = input[path.replace(/\[\]$/, '')];
		if (!Array.isArray(files) || files.length === 0) return [];
		const [, each] = /\$([\d.]+) for each \w+ after the first/.exec(note) ?? [];
		if (each !== undefined) {
			return [{ usd: Number(each) * (files.length - 1), isMeasured: false }];
		}
		return note.includes('half price per input second')
			? [{ usd: (rate / 2) * ASSUMED.seconds * files.length, isMeasured: true }]
			: [];
	});

/** Prices have few decimals, and sums of them must, too. */
const rounded = (usd: number): number => Math.round(usd * 10_000_000) / 10_000_000;

/** Paid at the provider, with an account of the user's own. */
const NOTHING: Bill = { usd: 0, isMeasured: false, isAssumed: false, isUpperEnd: false };

/** What a task costs by the prices in the facts; undefined where they know none. */
export const billOf = (
	request: TaskRequest,
	families: readonly SimulatedFamilyFacts[],
): Bill | undefined => {
	const { model, task_type: taskType, input, config } = request;
	if (config?.service_mode === 'private') return NOTHING;
	const task = factsOfRequest(request, families);
	if (task === undefined) return undefined;
	const priced: PricedRequest = { task, input, model, open: new Set() };
	const prices = [...families.flatMap(({ prices: known = [] }) => known), ...otherPrices].filter(
		(price) => price.model === model && price.taskTypes.includes(taskType),
	);
	const price = priceOf(priced, prices);
	const quantity = price === undefined ? undefined : quantityOf(priced, price);
	if (price === undefined || quantity === undefined) return undefined;
	const extras = extrasOf(priced, price.usd);
	const extraUsd = extras.reduce((sum, { usd }) => sum + usd, 0);
	return {
		usd: rounded(price.usd * quantity.count + extraUsd),
		isMeasured: quantity.isMeasured || extras.some(({ isMeasured }) => isMeasured),
		isAssumed: priced.open.size > 0,
		isUpperEnd: price.condition.includes('(upper end)'),
	};
};
