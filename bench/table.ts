import { isReached, medianOf, ratiosOf, spreadOf, type Figure } from './figure';

const HEAD = ['figure', 'median', 'lowest', 'highest', 'baseline', 'ratio', 'goal', 'reached'];

export const rounded = (value: number): number =>
	Number.isInteger(value) ? value : Number(value.toPrecision(3));

const goalText = ({ goal, unit }: Figure): string =>
	goal === undefined ? '' : `${goal.is} ${goal.value} ${goal.of === 'ratio' ? 'x' : unit}`;

const reachedText = (figure: Figure): string =>
	({ true: 'yes', false: 'NO', undefined: '' })[`${isReached(figure)}`];

const withUnit = (value: number, unit: string): string => `${rounded(value)} ${unit}`.trimEnd();

function rowOf(figure: Figure): string[] {
	const { name, unit, rounds, baseline } = figure;
	const { median, lowest, highest } = spreadOf(rounds);
	return [
		name,
		withUnit(median, unit),
		`${rounded(lowest)}`,
		`${rounded(highest)}`,
		baseline ? `${withUnit(medianOf(baseline.rounds), unit)} (${baseline.name})` : '',
		baseline ? `${rounded(medianOf(ratiosOf(figure)))} x` : '',
		goalText(figure),
		reachedText(figure),
	];
}

/** The figures as a text table, one line each. */
export function tableOf(figures: readonly Figure[]): string {
	const rows = [HEAD, ...figures.map(rowOf)];
	const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}
