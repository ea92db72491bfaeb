import { listedChoices } from './fields';
import { variantsOf } from './index';
import { possibleRates } from './possibleRates';
import type { Price } from './price';
import {
	fieldAt,
	inputAt,
	isPrivate,
	isSame,
	isSet,
	numberAt,
	sumAt,
	valueAt,
	type Known,
	type Priced,
	type PricedRequest,
} from './pricedRequest';
import type { Field, Operation } from './vocabulary';

export type { PricedRequest };

/** What a task costs by PiAPI's price list, in US dollars. */
export interface Estimate {
	readonly usd: number;
	/** This is the most that it can cost: the request or the facts leave open what decides about the price. */
	readonly isMost: boolean;
	readonly price: Price;
}

/** The largest number that a field takes, or that it is known to take. */
function largestOf(field: Field | undefined): Known<number> {
	if (field?.type === 'number' && field.maximum !== undefined) return field.maximum;
	const numbers = listedChoices(field).map(({ value }) => Number.parseFloat(String(value)));
	return numbers.length > 0 && numbers.every(Number.isFinite) ? Math.max(...numbers) : undefined;
}

interface Quantity {
	readonly count: number;
	readonly isMost: boolean;
}

const exactly = (count: number): Quantity => ({ count, isMost: false });

const atMost = (most: Known<number>): Known<Quantity> =>
	most === undefined ? undefined : { count: most, isMost: true };

/** How many units a field says. */
function saidAt(priced: Priced, path: string): Known<Quantity> {
	const { per, usualCount, mostCount } = priced.price;
	if (per === '1000 characters') {
		const text = valueAt(priced, path);
		return typeof text === 'string' ? exactly(text.length / 1000) : undefined;
	}
	const number = numberAt(priced, path) ?? usualCount;
	return number === undefined
		? atMost(mostCount ?? largestOf(fieldAt(priced, path)))
		: exactly(number);
}

function quantityOf(priced: Priced): Known<Quantity> {
	const { per, count, entries, mostCount } = priced.price;
	if (entries !== undefined && isSet(inputAt(priced.input, entries.path))) {
		const sum = sumAt(priced, entries.path, entries.count);
		return sum === undefined ? undefined : exactly(sum);
	}
	if (typeof count === 'number') return exactly(count);
	if (count !== undefined) return saidAt(priced, count);
	return per === 'task' || per === 'image' ? exactly(1) : atMost(mostCount);
}

function surchargeOf({ price: { surcharge }, variant, input }: Priced): number {
	if (surcharge === undefined) return 0;
	if (surcharge.models !== undefined && !surcharge.models.includes(variant.value)) return 0;
	const entries = inputAt(input, surcharge.path);
	const count = Array.isArray(entries) ? entries.length : 0;
	return Math.max(count - surcharge.after, 0) * surcharge.usd;
}

/** The operation and model that a request asks for. */
function pricedOf(operation: Operation, request: PricedRequest): Known<Priced> {
	const { price, fixed = {} } = operation;
	const { model, task_type, input } = request;
	const variant = variantsOf(operation).find(
		(other) => isSame(other.model, model) && isSame(other.taskType, task_type),
	);
	const isIts = Object.entries(fixed).every(([path, value]) => isSame(inputAt(input, path), value));
	if (price === undefined || variant === undefined || !isIts) return undefined;
	const isOpen = (price.openWith ?? []).some((path) => isSet(inputAt(input, path)));
	return isOpen ? undefined : { operation, variant, price, input };
}

/** Rounded to what PiAPI counts in, so that sums of prices stay exact. */
const rounded = (usd: number): number => Math.round(usd * 10_000_000) / 10_000_000;

/**
 * What a request will cost; undefined where no price is known, or where it depends on a file. `operations` are those that
 * may be asked for; of several that fit, the dearest counts.
 */
export function estimateOf(
	operations: readonly Operation[],
	request: PricedRequest,
): Estimate | undefined {
	const estimates = operations.flatMap((operation): Estimate[] => {
		const priced = pricedOf(operation, request);
		if (priced === undefined) return [];
		const rates = possibleRates(priced);
		const quantity = quantityOf(priced);
		if (rates.length === 0 || quantity === undefined) return [];
		const dearest = Math.max(...rates.map(({ usd }) => usd));
		const isOpen = rates.some((rate) => rate.usd !== dearest || rate.isMost === true);
		return [
			{
				usd: rounded(dearest * quantity.count + surchargeOf(priced)),
				isMost: quantity.isMost || isOpen || isPrivate(request),
				price: priced.price,
			},
		];
	});
	return estimates.sort((one, other) => other.usd - one.usd)[0];
}
