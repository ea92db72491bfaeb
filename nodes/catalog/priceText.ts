import type { Price } from './price';
import type { SetValues } from './serves';

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

/** The rates that a model may have, and requests with these values of the input. */
const ratesOf = ({ rates }: Price, model: string | undefined, set: SetValues): number[] =>
	rates
		.filter(({ models }) => model === undefined || (models?.includes(model) ?? true))
		.filter(({ when = {} }) =>
			Object.entries(set).every(([path, value]) => when[path]?.includes(value) ?? true),
		)
		.map(({ usd }) => usd);

/** "About $0.10 to $0.20 per second (Feb 2026)"; undefined where the model has no price. */
export function priceText(price: Price, model?: string, set: SetValues = {}): string | undefined {
	const rates = ratesOf(price, model, set);
	if (rates.length === 0) return undefined;
	const [least, most] = [Math.min(...rates), Math.max(...rates)];
	const range = least === most ? dollars(least) : `${dollars(least)} to ${dollars(most)}`;
	return `About ${range}${UNITS[price.per]} (${dateText(price)})`;
}

/** A price after the start of a sentence: "about $0.10 per second (Feb 2026)". */
export const inSentence = (price: string): string =>
	`${price.charAt(0).toLowerCase()}${price.slice(1)}`;
