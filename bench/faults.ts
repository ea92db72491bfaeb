import { runBareLoop } from './bareLoop';
import { inRounds, type Bench } from './bench';
import { figuresOf, type Figure } from './figure';
import { balanceFigures, runItems } from './nodeRun';
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

/** Every third answer to a create is lost after the task was created, and a tenth of the status requests gets 500. */
export async function benchFaults(bench: Bench): Promise<Figure[]> {
	const settings = { onError: 'continueRegularOutput' } as const;
	const rounds = await inRounds(
		bench,
		async (round) => ({
			...(await runItems(round, PLAN, ITEMS, { settings })),
			bare: await runBareLoop(round, PLAN, { count: ITEMS, atOnce: ITEMS, wait: true }),
		}),
		SPEED,
	);
	const figure = figuresOf(`${ITEMS} items through faults`, rounds);
	return [
		figure('faults injected', ({ story }) => story.faults),
		...balanceFigures(figure, { against: ['bare loop', ({ bare }) => bare.failures] }),
	];
}
