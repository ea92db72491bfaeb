/** One measured figure. A value per round; the ratio is built round by round. */
export interface Figure {
	readonly name: string;
	readonly unit: string;
	readonly rounds: readonly number[];
	/** Against what, measured in the same rounds or known beforehand. */
	readonly baseline?: { readonly name: string; readonly rounds: readonly number[] };
	readonly goal?: Goal;
	readonly note?: string;
}

export interface Goal {
	readonly of: 'value' | 'ratio';
	readonly is: 'at most' | 'at least' | 'exactly';
	readonly value: number;
}

export const atMost = (value: number): Goal => ({ of: 'value', is: 'at most', value });
export const exactly = (value: number): Goal => ({ of: 'value', is: 'exactly', value });
export const ratioAtMost = (value: number): Goal => ({ of: 'ratio', is: 'at most', value });
export const ratioAtLeast = (value: number): Goal => ({ of: 'ratio', is: 'at least', value });

interface FigureOptions<Round> extends Partial<Pick<Figure, 'unit' | 'goal' | 'note'>> {
	/** The name of the baseline, and its value in a round. */
	readonly against?: readonly [name: string, of: (round: Round) => number];
}

/** Builds a figure of the rounds that were measured: what it shows, and how that follows from a round. */
export type FigureBuilder<Round> = (
	what: string,
	of: (round: Round) => number,
	options?: FigureOptions<Round>,
) => Figure;

/** For figures whose names begin alike. */
export const figuresOf =
	<Round>(name: string, rounds: readonly Round[]): FigureBuilder<Round> =>
	(what, of, { against, unit = '', ...options } = {}) => ({
		name: [name, what].filter((part) => part !== '').join(': '),
		unit,
		rounds: rounds.map(of),
		...(against && { baseline: { name: against[0], rounds: rounds.map(against[1]) } }),
		...options,
	});

const rounded = (value: number): number =>
	Number.isInteger(value) ? value : Number(value.toPrecision(3));

export function medianOf(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);
	const [below = 0, above = 0] = [sorted[middle - 1], sorted[middle]];
	return sorted.length % 2 === 1 ? above : (below + above) / 2;
}

/** As it is shown. */
export const spreadOf = (values: readonly number[]) => ({
	median: rounded(medianOf(values)),
	lowest: rounded(Math.min(...values)),
	highest: rounded(Math.max(...values)),
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
