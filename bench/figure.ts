/** One measured figure. A value per round; the ratio is built round by round. */
export interface Figure {
	readonly name: string;
	readonly unit: string;
	readonly rounds: readonly number[];
	/** Against what, measured in the same rounds or known beforehand. */
	readonly baseline?: { readonly name: string; readonly rounds: readonly number[] };
	readonly goal?: {
		readonly of: 'value' | 'ratio';
		readonly is: 'at most' | 'at least' | 'exactly';
		readonly value: number;
	};
	readonly note?: string;
}

export interface Spread {
	readonly median: number;
	readonly lowest: number;
	readonly highest: number;
}

export function medianOf(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);
	const [below = 0, above = 0] = [sorted[middle - 1], sorted[middle]];
	return sorted.length % 2 === 1 ? above : (below + above) / 2;
}

export const spreadOf = (values: readonly number[]): Spread => ({
	median: medianOf(values),
	lowest: Math.min(...values),
	highest: Math.max(...values),
});

export const ratiosOf = ({ rounds, baseline }: Figure): number[] =>
	baseline === undefined
		? []
		: rounds.map((value, round) => value / (baseline.rounds[round] ?? Number.NaN));

/** Undefined when the figure has no goal. */
export function isReached(figure: Figure): boolean | undefined {
	const { goal } = figure;
	if (goal === undefined) return undefined;
	const measured = medianOf(goal.of === 'value' ? figure.rounds : ratiosOf(figure));
	if (goal.is === 'exactly') return measured === goal.value;
	return goal.is === 'at most' ? measured <= goal.value : measured >= goal.value;
}
