import Table from 'cli-table3';
import { isReached, ratiosOf, spreadOf, type Figure } from './figure';

const goalText = ({ goal, unit }: Figure): string =>
	goal === undefined ? '' : `${goal.is} ${goal.value} ${goal.of === 'ratio' ? 'x' : unit}`;

const reachedText = (figure: Figure): string =>
	({ true: 'yes', false: 'NO', undefined: '' })[`${isReached(figure)}`];

const withUnit = (value: number, unit: string): string => `${value} ${unit}`.trimEnd();

function rowOf(figure: Figure): string[] {
	const { name, unit, rounds, baseline } = figure;
	const { median, lowest, highest } = spreadOf(rounds);
	return [
		name,
		withUnit(median, unit),
		`${lowest}`,
		`${highest}`,
		baseline ? `${withUnit(spreadOf(baseline.rounds).median, unit)} (${baseline.name})` : '',
		baseline ? `${spreadOf(ratiosOf(figure)).median} x` : '',
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
