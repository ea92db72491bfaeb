import { priceFacts } from '../check-live/prices';
import type { ListedTask } from './compare';

const CURRENCY = /\$|\busd\b|dollar/i;
const MARKED = /\$\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*(?:usd|dollars?)\b/gi;
/** With a decimal point, and no part of a name such as 2.5-turbo. */
const DECIMAL = /(?<![\w.-])\d+\.\d+(?![\w.-])/g;

function amountsInText(text: string): number[] {
	if (!CURRENCY.test(text)) return [];
	const marked = [...text.matchAll(MARKED)].map(([, before, after]) => before ?? after ?? '');
	const decimals = [...text.matchAll(DECIMAL)].map(([amount]) => amount);
	return [...marked, ...decimals].map(Number);
}

/** The dollars that an entry of a list names as its price: a number, a text, or a list of either or of `{ usd }`. */
export function amountsIn(price: unknown): number[] {
	const found = (Array.isArray(price) ? price : [price]).flatMap((one: unknown) => {
		const value: unknown = typeof one === 'object' && one !== null && 'usd' in one ? one.usd : one;
		if (typeof value === 'number') return [value];
		return typeof value === 'string' ? amountsInText(value) : [];
	});
	return [...new Set(found)];
}

/** The prices of a task type in the facts. */
export const pricesOfFacts = (taskKey: string): number[] =>
	priceFacts
		.filter(({ model, taskTypes }) => taskTypes.some((one) => `${model} ${one}` === taskKey))
		.map(({ usd }) => usd);

/** The prices of a list that the facts do not know, in lines of text. */
export function comparePrices(
	list: readonly ListedTask[],
	pricesOf: (taskKey: string) => readonly number[],
): string[] {
	return list.flatMap(({ model, taskType, prices = [] }) => {
		const known = pricesOf(`${model} ${taskType}`);
		const others = prices.filter((price) => !known.includes(price));
		if (others.length === 0) return [];
		const own = known.length === 0 ? 'none' : [...new Set(known)].join(' and ');
		return [`${model} ${taskType}: ${others.join(' and ')} USD in the list, ${own} in the facts`];
	});
}
