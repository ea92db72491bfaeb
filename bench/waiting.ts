import { systemClock } from '../nodes/task/clock';
import { atSpeed } from './atSpeed';
import { runBareLoop } from './bareLoop';
import { inRounds, type Bench } from './bench';
import type { Figure } from './figure';
import { balanceOf, imagine, itemsOf, timeNode, type Balance } from './nodeRun';
import type { Address, SimulatorPlan } from './simulatorPlan';

const ITEMS = 50;
/** Low, since all work counts as many times as time runs faster. */
const SPEED = 4;

interface Case {
	readonly name: string;
	readonly taskSeconds: number;
	readonly slots: number;
	readonly goal: NonNullable<Figure['goal']>;
	/** Times faster than real time. */
	readonly speed: number;
}

const cases: readonly Case[] = [
	{
		name: '50 items of 2 s, real time',
		taskSeconds: 2,
		slots: ITEMS,
		goal: { of: 'value', is: 'at most', value: 2.7 },
		speed: 1,
	},
	{
		name: '50 items of 20 s',
		taskSeconds: 20,
		slots: ITEMS,
		goal: { of: 'ratio', is: 'at most', value: 1.15 },
		speed: SPEED,
	},
	{
		name: '50 items of 20 s, 25 slots',
		taskSeconds: 20,
		slots: ITEMS / 2,
		goal: { of: 'ratio', is: 'at most', value: 1.15 },
		speed: SPEED,
	},
];

interface Round {
	/** Seconds as the clock of this case counts them. */
	readonly node: number;
	/** Of a bare loop; only in real time, where nothing is distorted. */
	readonly bare?: number;
	readonly balance: Balance;
	readonly createdTasks: number;
	readonly looksPerTask: number;
}

/** How long 50 tasks take that are awaited side by side. */
export async function benchWaiting(bench: Bench): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const each of cases) {
		const rounds = await inRounds(bench, async () => await measure(each, bench));
		figures.push(...figuresOf(each, rounds));
	}
	return figures;
}

async function measure(each: Case, { host }: Bench): Promise<Round> {
	const { slots, taskSeconds, speed } = each;
	const plan: SimulatorPlan = { taskSeconds, accountConcurrency: slots, maxConcurrent: slots };
	const inTime = async (timed: SimulatorPlan): Promise<Round> => {
		const address = await host.open(timed);
		const { run, seconds } = await timeNode(address, {
			parameters: imagine(),
			items: itemsOf(ITEMS),
		});
		const story = await host.story();
		return {
			node: seconds * speed,
			...(speed === 1 ? { bare: await bareSeconds(each, await host.open(timed)) } : {}),
			balance: balanceOf(run.output, story, ITEMS),
			createdTasks: story.tasks.length,
			looksPerTask: story.lookRequests / ITEMS,
		};
	};
	if (speed === 1) return await inTime(plan);
	return await atSpeed(speed, async (_, timing) => {
		return await inTime({ ...plan, clock: timing });
	});
}

async function bareSeconds({ slots }: Case, address: Address): Promise<number> {
	const loop = { address, count: ITEMS, atOnce: slots, clock: systemClock, wait: true };
	return (await runBareLoop(loop)).seconds;
}

function figuresOf({ name, taskSeconds, slots, goal, speed }: Case, rounds: Round[]): Figure[] {
	const makespans = rounds.map(({ node }) => node);
	const bare = rounds.flatMap((round) => round.bare ?? []);
	const ideal = Math.ceil(ITEMS / slots) * taskSeconds;
	const count = (figure: string, of: (round: Round) => number, value = 0): Figure => ({
		name: `${name}: ${figure}`,
		unit: '',
		rounds: rounds.map(of),
		goal: { of: 'value', is: 'exactly', value },
	});
	return [
		{
			name: `${name}: makespan`,
			unit: 's',
			rounds: makespans,
			baseline: { name: 'ideal', rounds: rounds.map(() => ideal) },
			goal,
			...(speed === 1
				? {}
				: { note: `Time runs ${speed} times faster, so work counts ${speed} times.` }),
		},
		...(bare.length === 0
			? []
			: [
					{
						name: `${name}: makespan`,
						unit: 's',
						rounds: makespans,
						baseline: { name: 'bare loop', rounds: bare },
					},
				]),
		count('tasks created', ({ createdTasks }) => createdTasks, ITEMS),
		count('lost tasks', ({ balance }) => balance.lost),
		count('doubled tasks', ({ balance }) => balance.doubled),
		count('items out of order', ({ balance }) => balance.outOfOrder),
		count('items without result', ({ balance }) => balance.withoutResult),
		{
			name: `${name}: status requests per task`,
			unit: '',
			rounds: rounds.map(({ looksPerTask }) => looksPerTask),
			...(taskSeconds === 2 ? { goal: { of: 'value', is: 'at most', value: 4 } } : {}),
		} satisfies Figure,
	];
}
