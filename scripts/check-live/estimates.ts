import { families, operationsOf } from '../../nodes/catalog';
import { estimateOf, type Estimate } from '../../nodes/catalog/estimate';
import type { Family } from '../../nodes/catalog/vocabulary';
import { dollars, type Priced } from './prices';

/** What the nodes tell their users that a request costs; undefined where they tell nothing. */
export const catalogEstimate = (
	request: Priced,
	known: readonly Family[] = families,
): Estimate | undefined =>
	estimateOf(operationsOf(known, request.model, request.task_type), request);

/** As part of a line, after the documented price. */
export function estimateText(estimate: Estimate | undefined): string {
	if (estimate === undefined) return 'the catalog estimates nothing';
	return `the catalog estimates ${estimate.isMost ? 'at most' : 'about'} ${dollars(estimate.usd)}`;
}
