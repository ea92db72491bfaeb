import { variantsOf } from '../../nodes/catalog';
import { estimateOf } from '../../nodes/catalog/estimate';
import type { Operation } from '../../nodes/catalog/vocabulary';
import { billOf } from '../../tools/simulator/bill';
import type { SimulatedFamilyFacts } from '../../tools/facts/facts';
import type { TaskRequest } from '../../tools/simulator/options';
import { pricedRequests } from './pricedRequests';

/** How far an estimate may be from the bill, as a share of the bill. */
const TOLERANCE = 0.1;

const ROUNDING = 1e-7;

export interface Agreement {
	/** Estimates that are the amount of the bill. */
	readonly equal: number;
	/** Estimates that are within the tolerance, and not the amount. */
	readonly close: number;
	/** Estimates that are an upper limit, because the request leaves open what decides about the price. */
	readonly atMost: number;
	/** Requests without an estimate, as it depends on a file or on a default that no page tells. */
	readonly open: number;
	/** Requests of which neither knows the price. */
	readonly unknown: number;
	readonly problems: readonly string[];
}

type Verdict = Exclude<keyof Agreement, 'problems'> | { readonly problem: string };

function verdictOf(
	operation: Operation,
	request: TaskRequest,
	facts: readonly SimulatedFamilyFacts[],
): Verdict {
	const bill = billOf(request, facts);
	const estimate = estimateOf([operation], request);
	const problem = (text: string): Verdict => ({
		problem: `${operation.name}: ${text}: ${JSON.stringify(request)}`,
	});
	if (bill === undefined) {
		return estimate === undefined ? 'unknown' : problem('only the catalog knows a price');
	}
	const isOpen = bill.isMeasured || bill.isAssumed || bill.isUpperEnd;
	if (estimate === undefined) {
		const isLeftOpen = (operation.price?.openWith ?? []).some((path) => path in request.input);
		return isOpen || isLeftOpen ? 'open' : problem('only the facts know the price');
	}
	const { usd, isMost } = estimate;
	if (isMost) {
		if (!isOpen) return problem(`at most ${usd}, although it costs exactly ${bill.usd}`);
		return bill.usd <= usd + ROUNDING ? 'atMost' : problem(`at most ${usd} for ${bill.usd}`);
	}
	if (bill.isUpperEnd)
		return problem(`exactly ${usd}, although no more than an upper end is known`);
	const difference = Math.abs(usd - bill.usd);
	if (difference <= ROUNDING) return 'equal';
	return difference <= bill.usd * TOLERANCE ? 'close' : problem(`${usd} for ${bill.usd}`);
}

/** Compares the simulator's bill with the catalog's estimate, over many requests of each model of the operations. */
export function agreementOf(
	operations: readonly Operation[],
	facts: readonly SimulatedFamilyFacts[],
): Agreement {
	const verdicts = operations.flatMap((operation) =>
		variantsOf(operation).flatMap((variant) =>
			pricedRequests(operation, variant, facts).map((request) =>
				verdictOf(operation, request, facts),
			),
		),
	);
	const count = (wanted: Verdict): number => verdicts.filter((one) => one === wanted).length;
	return {
		equal: count('equal'),
		close: count('close'),
		atMost: count('atMost'),
		open: count('open'),
		unknown: count('unknown'),
		problems: verdicts.flatMap((one) => (typeof one === 'string' ? [] : [one.problem])),
	};
}
