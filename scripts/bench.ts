/** `npm run bench`: measures the node on a simulated PiAPI; `-- --quick` takes one round of each. */
import { parseArgs } from 'node:util';
import type { Bench } from '../bench/bench';
import { benchCreates } from '../bench/creates';
import { benchDownload } from '../bench/download';
import { benchFaults } from '../bench/faults';
import type { Figure } from '../bench/figure';
import { benchLooks } from '../bench/looks';
import { writeResults } from '../bench/results';
import { startSimulatorHost } from '../bench/simulatorHost';
import { tableOf } from '../bench/table';
import { benchWaiting } from '../bench/waiting';
import { warmUp } from '../bench/warmUp';
import { runProgram, say } from './program';

const ROUNDS = 3;

const benchmarks: ReadonlyArray<
	readonly [name: string, measure: (bench: Bench) => Promise<Figure[]>]
> = [
	['waiting', benchWaiting],
	['looks', benchLooks],
	['creates', benchCreates],
	['download', benchDownload],
	['faults', benchFaults],
];

const usage = `npm run bench -- [options] [name ...]

Measures the built node on a simulated PiAPI, prints a table and writes bench/results.json.
Names: ${benchmarks.map(([name]) => name).join(', ')}; all when none is given. With names
only the table is printed.

  --quick   one round of each instead of ${ROUNDS}
`;

runProgram(async (stop) => {
	const { values, positionals } = parseArgs({
		options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean' } },
		allowPositionals: true,
	});
	const unknown = positionals.filter((name) => !benchmarks.some(([known]) => known === name));
	if (values.help === true || unknown.length > 0) {
		say(usage);
		return unknown.length > 0 ? 1 : 0;
	}
	const host = startSimulatorHost();
	try {
		const bench = { host, stop, rounds: values.quick ? 1 : ROUNDS };
		await warmUp(bench);
		const figures: Figure[] = [];
		for (const [name, measure] of benchmarks) {
			if (positionals.length > 0 && !positionals.includes(name)) continue;
			say(`Measuring: ${name} …`);
			figures.push(...(await measure(bench)));
		}
		say(tableOf(figures));
		if (positionals.length === 0) await writeResults(figures);
	} finally {
		host.end();
	}
	return 0;
});
