/** `npm run check:live`: the answers of the real PiAPI, held against the facts, within a spending cap. */
import { systemClock } from '../nodes/task/clock';
import { estimateText } from './check-live/estimates';
import { allOffers, offerLine } from './check-live/offers';
import { keyOf, readOptions, usage, type LiveOptions } from './check-live/options';
import { planOf, type Plan } from './check-live/plan';
import { dollars } from './check-live/prices';
import { EXIT, runLiveCheck } from './check-live/run';
import { ClearFailure } from './n8n/failure';
import { runProgram, say } from './program';

function sayPlan({ tasks, cheapest }: Plan, { capUsd }: LiveOptions): void {
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

async function main(stop: AbortSignal): Promise<number> {
	const options = readOptions(process.argv.slice(2));
	if (options.help) {
		say(usage);
		return EXIT.agrees;
	}
	const offers = allOffers(options.links, options.input);
	if (options.list) {
		offers.map(offerLine).forEach(say);
		return EXIT.agrees;
	}
	const plan = planOf(offers, allOffers({}), options);
	if (options.dryRun) {
		sayPlan(plan, options);
		return EXIT.agrees;
	}
	const key = keyOf(process.env);
	const { exitCode } = await runLiveCheck({
		...options,
		plan,
		key,
		clock: systemClock,
		signal: stop,
		say,
	});
	return exitCode;
}

runProgram(async (stop) => {
	try {
		return await main(stop);
	} catch (error) {
		if (!(error instanceof ClearFailure)) throw error;
		process.stderr.write(`${error.message}\n`);
		return EXIT.notSent;
	}
});
