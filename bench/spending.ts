import { inRounds, type Bench } from './bench';
import type { Figure } from './figure';
import { imagine, itemsOf, timeNode } from './nodeRun';

const COUNT = 1_000;
/** More than all tasks cost, so that none is refused. */
const LIMIT_USD = 1_000_000;
const PLAN = { taskSeconds: 1 };

/** What it costs to count the money: the same run with and without a spending limit. */
export async function benchSpending(bench: Bench): Promise<Figure[]> {
	const { host } = bench;
	const timed = async (more: { spendingLimit?: number }): Promise<number> => {
		const address = await host.open(PLAN);
		const parameters = imagine({ taskOptions: more });
		return (await timeNode(address, { parameters, items: itemsOf(COUNT) })).seconds;
	};
	const rounds = await inRounds(bench, async () => ({
		without: await timed({}),
		limited: await timed({ spendingLimit: LIMIT_USD }),
	}));
	return [
		{
			name: '1,000 tasks of 1 s with a spending limit',
			unit: 's',
			rounds: rounds.map(({ limited }) => limited),
			baseline: { name: 'without a limit', rounds: rounds.map(({ without }) => without) },
			goal: { of: 'ratio', is: 'at most', value: 1.1 },
		},
	];
}
