import type { Clock } from '../../nodes/transport/clock';
import { ClearFailure } from '../../tools/command/failure';
import { estimateText } from './estimates';
import { allOffers, offerLine } from './offers';
import { keyOf, readOptions, usage, type LiveOptions } from './options';
import { planOf, type Plan } from './plan';
import { dollars } from './prices';
import { EXIT, runLiveCheck } from './run';

type Say = (line: string) => void;

/** What the command has from where it runs. */
interface Terminal {
	readonly environment: NodeJS.ProcessEnv;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly say: Say;
	readonly complain: Say;
}

function sayPlan({ tasks, cheapest }: Plan, { capUsd }: LiveOptions, say: Say): void {
	for (const { offer, request, worstUsd } of tasks) {
		say(
			`Create ${offer.name}, at most ${dollars(worstUsd)}, ${estimateText(offer.estimate)}: ${JSON.stringify(request)}`,
		);
	}
	if (cheapest) {
		const { offer, worstUsd } = cheapest;
		say(`If the cap allows it, cancel ${offer.name}, at most ${dollars(worstUsd)}`);
		say(
			`If the cap allows it, ${offer.name} with wrong fields, twice, at most ${dollars(worstUsd)} each`,
		);
	}
	say(`Cap: ${dollars(capUsd)}. Nothing was sent.`);
}

async function run(given: readonly string[], terminal: Terminal): Promise<number> {
	const { environment, clock, signal, say } = terminal;
	const options = readOptions(given);
	if (options.help) {
		say(usage);
		return EXIT.agrees;
	}
	const offers = allOffers(options.links, options.input);
	if (options.list) {
		for (const offer of offers) say(offerLine(offer));
		return EXIT.agrees;
	}
	const plan = planOf(offers, allOffers({}), options);
	if (options.dryRun) {
		sayPlan(plan, options, say);
		return EXIT.agrees;
	}
	const key = keyOf(environment);
	const { exitCode } = await runLiveCheck({ ...options, plan, key, clock, signal, say });
	return exitCode;
}

/** The command, with its arguments. Returns its exit code. */
export async function liveCheckCommand(
	given: readonly string[],
	terminal: Terminal,
): Promise<number> {
	try {
		return await run(given, terminal);
	} catch (error) {
		if (!(error instanceof ClearFailure)) throw error;
		terminal.complain(error.message);
		return EXIT.notSent;
	}
}
