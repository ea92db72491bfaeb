import type { Offer } from './offers';
import { pricesOf } from './prices';

const INFERRED = /inferred|not seen|was seen|unverified/i;

interface Noted {
	readonly path: string;
	readonly note?: string;
}

const isInferred = ({ note = '' }: Noted): boolean => INFERRED.test(note);

const names = (facts: readonly Noted[]): string =>
	facts.map(({ path }) => path.replace('data.output.', '')).join(', ');

/** What of a task's facts no page and no recorded answer shows. */
export function inferredOf({ task, model, taskType, isLive, input: asked = {} }: Offer): string[] {
	const input = task.input.filter(isInferred);
	const output = task.output.filter(isInferred);
	const prices = pricesOf({ model, task_type: taskType, input: asked });
	const isPriceSure = prices.some(({ confidence }) => confidence === 'documented');
	return [
		...(isLive ? [] : ['whether it still runs']),
		...(task.confidence === 'inferred' ? ['the request as a whole'] : []),
		...(input.length > 0 ? [`input: ${names(input)}`] : []),
		...(output.length > 0 ? [`result: ${names(output)}`] : []),
		...(prices.length === 0
			? ['price: not known']
			: isPriceSure
				? []
				: ['price: not from the vendor']),
	];
}
