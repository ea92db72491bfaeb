import { runBareLoop } from './bareLoop';
import { inRounds, type Bench } from './bench';
import { imagine, runItems } from './nodeRun';

const ITEMS = 100;
const PLAN = { taskSeconds: 600 };

/** Loads and compiles what is measured later, as in an n8n that has run for a while. */
export async function warmUp(bench: Bench): Promise<void> {
	const parameters = imagine({ taskOptions: { waitForResult: 'doNotWait' } });
	await inRounds({ ...bench, rounds: 1 }, async (round) => {
		await runItems(round, PLAN, ITEMS, { parameters });
		await runBareLoop(round, PLAN, { count: ITEMS, atOnce: ITEMS, wait: false });
	});
}
