/** `npm run bench`: measures the node on a simulated PiAPI; `-- --quick` takes one round of each. */
import { parseArgs } from 'node:util';
import type { Bench } from '../bench/bench';
import { benchCallback } from '../bench/callback';
import { startChild } from '../bench/childProcess';
import { benchCreates } from '../bench/creates';
import { benchDownload } from '../bench/download';
import { benchFaults } from '../bench/faults';
import type { Figure } from '../bench/figure';
import { benchHandBuilt } from '../bench/handBuilt';
import { benchLimits } from '../bench/limits';
import { benchLoading } from '../bench/loading';
import { benchStatusRequests } from '../bench/statusRequests';
import { benchMoving } from '../bench/moving';
import { benchPace } from '../bench/pace';
import { benchReading } from '../bench/reading';
import { benchRefusals } from '../bench/refusals';
import { benchResolving } from '../bench/resolving';
import { writeResults } from '../bench/results';
import type { SimulatorCalls } from '../bench/simulatorPlan';
import { benchSleeping } from '../bench/sleeping';
import { tableOf } from '../bench/table';
import { benchSpending } from '../bench/spending';
import { benchWaiting } from '../bench/waiting';
import { warmUp } from '../bench/warmUp';
import { benchWebhooks } from '../bench/webhooks';
import { ClearFailure, reportOf } from '../tools/command/failure';
import { runProgram, say } from '../tools/command/program';
import { npmScript, runStep } from '../tools/command/steps';

const ROUNDS = 3;

const benchmarks = new Map<string, (bench: Bench) => Promise<Figure[]>>([
	['loading', benchLoading],
	['resolving', benchResolving],
	['waiting', benchWaiting],
	['spending', benchSpending],
	['limits', benchLimits],
	['refusals', benchRefusals],
	['pace', benchPace],
	['reading', benchReading],
	['by-hand', benchHandBuilt],
	['callback', benchCallback],
	['status-requests', benchStatusRequests],
	['creates', benchCreates],
	['download', benchDownload],
	['faults', benchFaults],
	['webhooks', benchWebhooks],
	['sleeping', benchSleeping],
	['moving', benchMoving],
]);

const usage = `npm run bench -- [options] [name ...]

Measures the built node on a simulated PiAPI, prints a table and writes the figures to
bench/results.json and to the pages in docs that show them.
Names: ${[...benchmarks.keys()].join(', ')}; all when none is given.

  --quick   one round of each instead of ${ROUNDS}
`;

/**
 * Keeps what each benchmark found before the next begins, so that one that fails costs only itself. The pages follow at
 * once, since a test compares them with the figures.
 */
async function measureAll(bench: Bench, names: readonly string[]): Promise<number> {
	await warmUp(bench);
	let failures = 0;
	for (const [name, measure] of benchmarks) {
		if (names.length > 0 && !names.includes(name)) continue;
		say(`\nMeasuring: ${name} …`);
		try {
			const figures = await measure(bench);
			say(tableOf(figures));
			await writeResults(name, figures);
			const code = await runStep({ name: 'Pages', ...npmScript('docs') });
			if (code !== 0) throw new ClearFailure('The pages with the figures could not be written.');
		} catch (error) {
			failures += 1;
			say(`${name} failed: ${reportOf(error)}`);
		}
	}
	return failures;
}

/** Rejects when the whole is to end, in the middle of a measurement too. */
const abortOf = async (stop: AbortSignal): Promise<never> =>
	await new Promise((_, reject) => {
		stop.addEventListener('abort', () => reject(stop.reason as Error));
	});

runProgram(async (stop) => {
	const { values, positionals } = parseArgs({
		options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean' } },
		allowPositionals: true,
	});
	const unknown = positionals.filter((name) => !benchmarks.has(name));
	if (values.help === true || unknown.length > 0) {
		say(usage);
		return unknown.length > 0 ? 1 : 0;
	}
	const simulator = startChild<SimulatorCalls>('simulatorProcess');
	try {
		const bench = { simulator, stop, rounds: values.quick ? 1 : ROUNDS };
		const failures = await Promise.race([measureAll(bench, positionals), abortOf(stop)]);
		return failures === 0 ? 0 : 1;
	} finally {
		simulator.end();
	}
});
