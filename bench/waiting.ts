import { runBareLoop } from './bareLoop';
import { inRounds, noteOf, type Bench } from './bench';
import { atMost, exactly, figuresOf, ratioAtMost, type Figure, type Goal } from './figure';
import { balanceFigures, runItems, type ItemsRun } from './nodeRun';

const ITEMS = 50;
/** Low, since all work counts as many times as time runs faster. */
const SPEED = 4;

interface Case {
	readonly name: string;
	readonly taskSeconds: number;
	readonly slots: number;
	readonly goal: Goal;
	/** A bare loop runs beside it in real time only, where nothing is distorted. */
	readonly speed: number;
}

const cases: readonly Case[] = [
	{
		name: '50 items of 2 s, real time',
		taskSeconds: 2,
		slots: ITEMS,
		goal: atMost(2.7),
		speed: 1,
	},
	{
		name: '50 items of 20 s',
		taskSeconds: 20,
		slots: ITEMS,
		goal: ratioAtMost(1.15),
		speed: SPEED,
	},
	{
		name: '50 items of 20 s, 25 slots',
		taskSeconds: 20,
		slots: ITEMS / 2,
		goal: ratioAtMost(1.15),
		speed: SPEED,
	},
];

/** How long 50 tasks take that are awaited side by side. */
export async function benchWaiting(bench: Bench): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const each of cases) figures.push(...(await measure(each, bench)));
	return figures;
}

async function measure(each: Case, bench: Bench): Promise<Figure[]> {
	const { name, slots, taskSeconds, goal, speed } = each;
	const plan = { taskSeconds, accountConcurrency: slots, maxConcurrent: slots };
	const loop = { count: ITEMS, atOnce: slots, wait: true };
	const isReal = speed === 1;
	const rounds = await inRounds(
		bench,
		async (round) => {
			const run = await runItems(round, plan, ITEMS);
			const bare = isReal ? await runBareLoop(round, plan, loop) : undefined;
			return { ...run, bare: bare?.seconds ?? Number.NaN };
		},
		speed,
	);
	const ideal = Math.ceil(ITEMS / slots) * taskSeconds;
	const figure = figuresOf(name, rounds);
	const secondsOf = ({ seconds }: ItemsRun): number => seconds;
	const requestsOf = ({ story: { tasks } }: ItemsRun): number =>
		tasks.flatMap(({ requestAges }) => requestAges).length;
	return [
		figure('time until all are done', secondsOf, {
			unit: 's',
			against: ['ideal', () => ideal],
			goal,
			...(isReal ? {} : { note: noteOf(speed) }),
		}),
		...(isReal
			? [
					figure('time until all are done', secondsOf, {
						unit: 's',
						against: ['bare loop', ({ bare }) => bare],
					}),
				]
			: []),
		figure('tasks created', ({ story }) => story.tasks.length, { goal: exactly(ITEMS) }),
		...balanceFigures(figure),
		figure(
			'status requests per task',
			(run) => requestsOf(run) / ITEMS,
			isReal ? { goal: atMost(4) } : {},
		),
	];
}
