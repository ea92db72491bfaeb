import { estimateOf, type PricedRequest } from '../../nodes/catalog/estimate';
import type { Price } from '../../nodes/catalog/price';
import type { Field, Operation } from '../../nodes/catalog/vocabulary';
import { operationWith } from './operationWith';

/** What a field has that nothing depends on. */
export const own = { label: 'Own', help: 'Help' };

/** One dollar a task, unless told otherwise. */
export const priceWith = (more: Partial<Price>): Price => ({
	per: 'task',
	rates: [{ usd: 1 }],
	asOf: '2026-02',
	source: 'https://example.com',
	confidence: 'documented',
	...more,
});

/** An operation that PiAPI does not have, with this price. */
export const pricedBy = (
	price: Partial<Price> | undefined,
	fields: Field[] = [],
	more: Partial<Operation> = {},
): Operation => ({
	...operationWith(...fields),
	...(price === undefined ? {} : { price: priceWith(price) }),
	...more,
});

export const request = (
	input: PricedRequest['input'] = {},
	more: Partial<PricedRequest> = {},
): PricedRequest => ({ model: 'acme', task_type: 'animate', input, ...more });

/** The amount, with "at most" where it is only a limit. */
export const said = (operation: Operation, input: PricedRequest['input'] = {}): string => {
	const estimate = estimateOf([operation], request(input));
	return estimate === undefined
		? 'not known'
		: `${estimate.isMost ? 'at most ' : ''}${estimate.usd}`;
};
