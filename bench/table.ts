import Table from 'cli-table3';
import { isReached, medianOf, ratiosOf, rounded, spreadOf, type Figure } from './figure';

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
	const table = new Table({
		head: ['figure', 'median', 'lowest', 'highest', 'baseline', 'ratio', 'goal', 'reached'],
		style: { head: [], border: [], compact: true },
	});
	table.push(...figures.map(rowOf));
	return table.toString();
}
