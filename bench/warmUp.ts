import { systemClock } from '../nodes/task/clock';
import { runBareLoop } from './bareLoop';
import type { Bench } from './bench';
import { imagine, itemsOf, timeNode } from './nodeRun';

const ITEMS = 100;
const PLAN = { taskSeconds: 600 };

/** Loads and compiles what is measured later, as in an n8n that has run for a while. */
export async function warmUp({ host }: Bench): Promise<void> {
	const parameters = imagine({ taskOptions: { waitForResult: 'doNotWait' } });
	await timeNode(await host.open(PLAN), { parameters, items: itemsOf(ITEMS) });
	const address = await host.open(PLAN);
	await runBareLoop({ address, count: ITEMS, atOnce: ITEMS, clock: systemClock, wait: false });
}
