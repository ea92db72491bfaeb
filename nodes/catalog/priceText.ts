import { possibleRates } from './possibleRates';
import type { Price, Rate } from './price';
import type { SetValues } from './serves';
import type { Field, Operation } from './vocabulary';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `2026-11` as Nov 2026. */
export const dateText = ({ asOf }: Price): string => {
	const [year = '', month] = asOf.split('-');
	return month === undefined ? year : `${MONTHS[Number(month) - 1] ?? ''} ${year}`;
};

/** US dollars for people: at least two decimals, and as many more as the amount has. */
export const dollars = (usd: number): string => {
	const exact = usd.toFixed(7).replace(/0+$/, '');
	const decimals = Math.max(exact.length - exact.indexOf('.') - 1, 2);
	return `$${usd.toFixed(decimals)}`;
};

const UNITS: Readonly<Record<Price['per'], string>> = {
	task: '',
	image: ' per image',
	second: ' per second',
	frame: ' per frame',
	megapixel: ' per megapixel',
	'1000 characters': ' per 1,000 characters',
};

type PricedOperation = Pick<Operation, 'fields' | 'rules' | 'fixed' | 'price'>;

/** The rates that a model may have, and requests with these values of the input. */
const ratesOf = ({ rates }: Price, model: string, set: SetValues): Rate[] =>
	rates
		.filter(({ models }) => models?.includes(model) ?? true)
		.filter(({ when = {} }) =>
			Object.entries(set).every(([path, value]) => when[path]?.includes(value) ?? true),
		);

const withoutStandard = (field: Field): Field =>
	'standard' in field ? { ...field, standard: undefined } : field;

/** Whether the price of each request is known, whatever it has in the other fields. */
const isWhole = (
	{ fields, rules }: PricedOperation,
	price: Price,
	model: string,
	set: SetValues,
): boolean =>
	possibleRates({
		operation: { fields: fields.map(withoutStandard), rules },
		variant: { value: model },
		price,
		input: set,
	}).length > 0;

function amountsText(rates: readonly Rate[], isAll: boolean): string {
	const amounts = rates.map(({ usd }) => usd);
	const [least, most] = [Math.min(...amounts), Math.max(...amounts)];
	if (!isAll) return `From ${dollars(least)}`;
	if (least !== most) return `About ${dollars(least)} to ${dollars(most)}`;
	return `${rates.every(({ isMost }) => isMost === true) ? 'At most' : 'About'} ${dollars(least)}`;
}

/**
 * "About $0.10 to $0.20 per second (Feb 2026)", or "From $0.10 per second (Feb 2026)" where the price of some requests is not
 * known; undefined where the model has no price. `model` is the `value` of a variant.
 */
export function priceText(
	operation: PricedOperation,
	model: string,
	set: SetValues = {},
): string | undefined {
	const { price, fixed } = operation;
	if (price === undefined) return undefined;
	const values = { ...fixed, ...set };
	const rates = ratesOf(price, model, values);
	if (rates.length === 0) return undefined;
	const amounts = amountsText(rates, isWhole(operation, price, model, values));
	return `${amounts}${UNITS[price.per]} (${dateText(price)})`;
}

/** A price after the start of a sentence: "about $0.10 per second (Feb 2026)". */
export const inSentence = (price: string): string =>
	`${price.charAt(0).toLowerCase()}${price.slice(1)}`;
