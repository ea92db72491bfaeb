import { variantsOf } from './index';
import type { Price, Rate } from './price';
import type { Field, Operation, Variant } from './vocabulary';

/** What a request asks for, as far as its price goes. */
export interface PricedRequest {
	readonly model: string;
	readonly task_type: string;
	readonly input: Readonly<Record<string, unknown>>;
}

/** What a task costs by PiAPI's price list, in US dollars. */
export interface Estimate {
	readonly usd: number;
	/** The request leaves open what decides about the price; this is the most that it can cost. */
	readonly isMost: boolean;
	readonly price: Price;
}

interface Priced {
	readonly operation: Operation;
	readonly variant: Variant;
	readonly price: Price;
	readonly input: PricedRequest['input'];
}

/** Undefined where the request and the facts leave it open. */
type Known<T> = T | undefined;

const isSame = (one: unknown, other: unknown): boolean =>
	String(one).toLowerCase() === String(other).toLowerCase();

const fieldAt = ({ operation }: Priced, path: string): Field | undefined =>
	operation.fields.find((field) => field.path === path);

/** What the request sets, or what PiAPI then uses. */
function valueAt(priced: Priced, path: string): Known<unknown> {
	const value = priced.input[path];
	if (value !== undefined && value !== null && value !== '') return value;
	const field = fieldAt(priced, path);
	return field !== undefined && 'standard' in field ? field.standard : undefined;
}

/** A number, also in a text such as `8s`. */
function numberAt(priced: Priced, path: string): Known<number> {
	const number = Number.parseFloat(String(valueAt(priced, path)));
	return Number.isFinite(number) ? number : undefined;
}

function megapixelsOf(priced: Priced): Known<number> {
	const [width, height] = [numberAt(priced, 'width'), numberAt(priced, 'height')];
	return width === undefined || height === undefined ? undefined : (width * height) / 1_000_000;
}

/** Whether a rate holds: undefined where that is open. */
function holds(rate: Rate, priced: Priced): Known<boolean> {
	if (rate.models !== undefined && !rate.models.includes(priced.variant.value)) return false;
	const answers = Object.entries(rate.when ?? {}).map(([path, values]): Known<boolean> => {
		const value = valueAt(priced, path);
		return value === undefined ? undefined : values.some((other) => isSame(value, other));
	});
	if (rate.mostMegapixels !== undefined) {
		const size = megapixelsOf(priced);
		answers.push(size === undefined ? undefined : size <= rate.mostMegapixels);
	}
	if (answers.includes(false)) return false;
	return answers.includes(undefined) ? undefined : true;
}

/** The rates that may hold; the first that certainly does is the last of them. */
function possibleRates(priced: Priced): number[] {
	const possible: number[] = [];
	for (const rate of priced.price.rates) {
		const answer = holds(rate, priced);
		if (answer !== false) possible.push(rate.usd);
		if (answer === true) return possible;
	}
	return possible;
}

/** The largest number that a field takes. */
function largestOf(field: Field | undefined): Known<number> {
	if (field?.type === 'number') return field.maximum;
	if (field?.type !== 'choice') return undefined;
	const numbers = field.choices.map(({ value }) => Number.parseFloat(String(value)));
	return numbers.every(Number.isFinite) ? Math.max(...numbers) : undefined;
}

interface Quantity {
	readonly count: number;
	readonly isMost: boolean;
}

function quantityOf(priced: Priced): Known<Quantity> {
	const { per, count, mostCount } = priced.price;
	const atMost = (most: Known<number>): Known<Quantity> =>
		most === undefined ? undefined : { count: most, isMost: true };
	if (typeof count === 'number') return { count, isMost: false };
	if (count === undefined) {
		return per === 'task' || per === 'image' ? { count: 1, isMost: false } : atMost(mostCount);
	}
	if (per === '1000 characters') {
		const text = valueAt(priced, count);
		return typeof text === 'string' ? { count: text.length / 1000, isMost: false } : undefined;
	}
	const number = numberAt(priced, count);
	if (number === undefined) return atMost(mostCount ?? largestOf(fieldAt(priced, count)));
	return { count: Math.min(number, mostCount ?? number), isMost: false };
}

function surchargeOf({ price: { surcharge }, variant, input }: Priced): number {
	if (surcharge === undefined) return 0;
	if (surcharge.models !== undefined && !surcharge.models.includes(variant.value)) return 0;
	const entries = input[surcharge.path];
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
	const isIts = Object.entries(fixed).every(([path, value]) => isSame(input[path], value));
	if (price === undefined || variant === undefined || !isIts) return undefined;
	return { operation, variant, price, input };
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
		const dearest = Math.max(...rates);
		return [
			{
				usd: rounded(dearest * quantity.count + surchargeOf(priced)),
				isMost: quantity.isMost || rates.some((rate) => rate !== dearest),
				price: priced.price,
			},
		];
	});
	return estimates.sort((one, other) => other.usd - one.usd)[0];
}
