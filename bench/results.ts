import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { isReached, ratiosOf, spreadOf, type Figure } from './figure';
import { rounded } from './table';

const path = join(__dirname, 'results.json');

const spread = (values: readonly number[]): Record<string, number> =>
	Object.fromEntries(
		Object.entries(spreadOf(values)).map(([name, value]) => [name, rounded(value)]),
	);

const entryOf = (figure: Figure): Record<string, unknown> => {
	const { name, unit, rounds, baseline, goal, note } = figure;
	return {
		name,
		...(unit === '' ? {} : { unit }),
		measurements: rounds.length,
		...spread(rounds),
		...(baseline
			? {
					baseline: { name: baseline.name, ...spread(baseline.rounds) },
					ratio: spread(ratiosOf(figure)),
				}
			: {}),
		...(goal ? { goal: `${goal.of} ${goal.is} ${goal.value}`, reached: isReached(figure) } : {}),
		...(note === undefined ? {} : { note }),
	};
};

/** Writes `results.json`; it names nothing of the machine but the version of Node. */
export async function writeResults(figures: readonly Figure[]): Promise<void> {
	const results = {
		date: new Date().toISOString().slice(0, 10),
		node: process.versions.node,
		figures: figures.map(entryOf),
	};
	const style = await resolveConfig(path);
	await writeFile(path, await format(JSON.stringify(results), { ...style, filepath: path }));
}
