import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatted } from '../tools/formatted';
import { isReached, ratiosOf, spreadOf, type Figure } from './figure';

const path = join(__dirname, 'results.json');

/** What is undefined is left out of the file. */
const entryOf = (figure: Figure): Record<string, unknown> => {
	const { name, unit, rounds, baseline, goal, note } = figure;
	return {
		name,
		unit: unit === '' ? undefined : unit,
		measurements: rounds.length,
		...spreadOf(rounds),
		baseline: baseline && { name: baseline.name, ...spreadOf(baseline.rounds) },
		ratio: baseline && spreadOf(ratiosOf(figure)),
		goal: goal && `${goal.of} ${goal.is} ${goal.value}`,
		reached: isReached(figure),
		note,
	};
};

/** The figures of one benchmark, with the day and the version of Node; nothing else of the machine. */
const chapterOf = (figures: readonly Figure[]): Record<string, unknown> => ({
	date: new Date().toISOString().slice(0, 10),
	node: process.versions.node,
	figures: figures.map(entryOf),
});

/** Puts the figures of a benchmark into `results.json` in place of its former ones. */
export async function writeResults(benchmark: string, figures: readonly Figure[]): Promise<void> {
	const former = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
	const results = { ...former, [benchmark]: chapterOf(figures) };
	await writeFile(path, await formatted(path, JSON.stringify(results)));
}
