import { inRounds, type Bench } from './bench';
import { figuresOf, ratioAtMost, type Figure } from './figure';
import { imagine, runItems } from './nodeRun';

const COUNT = 1_000;
/** More than all tasks cost, so that none is refused. */
const LIMIT_USD = 1_000_000;

/** What it costs to count the money: the same run with and without a spending limit. */
export async function benchSpending(bench: Bench): Promise<Figure[]> {
	const rounds = await inRounds(bench, async (round) => {
		const timed = async (taskOptions: { spendingLimit?: number }): Promise<number> => {
			const parameters = imagine({ taskOptions });
			return (await runItems(round, { taskSeconds: 1 }, COUNT, { parameters })).seconds;
		};
		return { without: await timed({}), limited: await timed({ spendingLimit: LIMIT_USD }) };
	});
	const figure = figuresOf('1,000 tasks of 1 s with a spending limit', rounds);
	return [
		figure('', ({ limited }) => limited, {
			unit: 's',
			against: ['without a limit', ({ without }) => without],
			goal: ratioAtMost(1.1),
		}),
	];
}
