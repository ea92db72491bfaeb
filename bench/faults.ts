import { atSpeed } from './atSpeed';
import { runBareLoop } from './bareLoop';
import { inRounds, type Bench } from './bench';
import type { Figure } from './figure';
import { balanceOf, imagine, itemsOf, timeNode } from './nodeRun';
import type { SimulatorPlan } from './simulatorPlan';

const ITEMS = 20;
const SPEED = 20;
const PLAN: SimulatorPlan = {
	taskSeconds: 20,
	accountConcurrency: ITEMS,
	faults: [
		{ on: 'create', every: 3, kind: 'resetAfter' },
		{ on: 'status', every: 10, kind: 'serverError' },
	],
};

/** Every third answer to a create is lost after the task was created, and a tenth of the looks answers 500. */
export async function benchFaults(bench: Bench): Promise<Figure[]> {
	const { host } = bench;
	const rounds = await inRounds(
		bench,
		async () =>
			await atSpeed(SPEED, async (clock, timing) => {
				const plan = { ...PLAN, clock: timing };
				const { run } = await timeNode(await host.open(plan), {
					parameters: imagine(),
					items: itemsOf(ITEMS),
					settings: { onError: 'continueRegularOutput' },
				});
				const story = await host.story();
				const bare = await runBareLoop({
					address: await host.open(plan),
					count: ITEMS,
					atOnce: ITEMS,
					clock,
					wait: true,
				});
				return { ...balanceOf(run.output, story, ITEMS), faults: story.faults, bare };
			}),
	);
	const name = '20 items through faults';
	const none: Figure['goal'] = { of: 'value', is: 'exactly', value: 0 };
	const figure = (text: string, of: (round: (typeof rounds)[number]) => number): Figure => ({
		name: `${name}: ${text}`,
		unit: '',
		rounds: rounds.map(of),
	});
	return [
		figure('faults played', ({ faults }) => faults),
		{ ...figure('lost tasks', ({ lost }) => lost), goal: none },
		{ ...figure('doubled tasks', ({ doubled }) => doubled), goal: none },
		{ ...figure('items out of order', ({ outOfOrder }) => outOfOrder), goal: none },
		{
			...figure('items without result', ({ withoutResult }) => withoutResult),
			baseline: { name: 'bare loop', rounds: rounds.map(({ bare }) => bare.failures) },
			goal: none,
		},
	];
}
