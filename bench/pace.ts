import { atSpeed } from './atSpeed';
import { inRounds, type Bench } from './bench';
import { medianOf, type Figure } from './figure';
import { imagine, itemsOf, timeNode } from './nodeRun';
import type { TaskStory } from './simulatorPlan';
import { videoFamily } from './videoFamily';

const ITEMS = 50;
/** As many at a time, so that most tasks start when others have finished. */
const LIMIT = 10;
/** Tasks that have to finish before the pace can be known. */
const LEARNED_FROM = 5;
const SHARE = 0.2;

interface Case {
	readonly seconds: number;
	/** Times faster than real time: work counts as often, which shows least in long tasks. */
	readonly speed: number;
}

const cases: readonly Case[] = [
	{ seconds: 10, speed: 4 },
	{ seconds: 20, speed: 8 },
	{ seconds: 60, speed: 16 },
	{ seconds: 300, speed: 60 },
];

interface Round {
	readonly checks: number;
	/** Per cent of the time that a task took. */
	readonly lateness: number;
	readonly worst: number;
}

const endOf = ({ createdAt, duration }: TaskStory): number => createdAt + duration;

const latenessOf = ({ lookAges, duration }: TaskStory): number =>
	((lookAges.at(-1) ?? Infinity) / duration - 1) * 100;

function roundOf(tasks: readonly TaskStory[]): Round {
	const inOrder = [...tasks].sort((one, other) => endOf(one) - endOf(other));
	const known = inOrder[LEARNED_FROM - 1];
	// What was planned before the first five had finished says nothing of what was learned.
	const learned = inOrder.filter(({ createdAt }) => known && createdAt >= endOf(known));
	return {
		checks: tasks.reduce((sum, { lookAges }) => sum + lookAges.length, 0) / tasks.length,
		lateness: medianOf(tasks.map(latenessOf)),
		worst: Math.max(...learned.map(latenessOf)),
	};
}

async function measure({ seconds, speed }: Case, round: number, { host }: Bench): Promise<Round> {
	const { facts, node } = videoFamily(`example/${seconds}-seconds-${round}`);
	return await atSpeed(speed, async (_, clock) => {
		const address = await host.open({
			taskSeconds: { around: seconds, share: SHARE },
			accountConcurrency: LIMIT,
			maxConcurrent: LIMIT,
			families: [facts],
			clock,
		});
		await timeNode(address, {
			nodeClass: node,
			parameters: imagine(),
			items: itemsOf(ITEMS),
		});
		return roundOf((await host.story()).tasks);
	});
}

/** How often tasks are checked, and how late their end is seen, where the catalog does not know how long they take. */
export async function benchPace(bench: Bench): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const each of cases) {
		let round = 0;
		const rounds = await inRounds(bench, async () => await measure(each, round++, bench));
		const name = `${ITEMS} tasks of ${each.seconds} s, more or less by a fifth`;
		const figure = (
			text: string,
			unit: string,
			of: (round: Round) => number,
			value: number,
		): Figure => ({
			name: `${name}: ${text}`,
			unit,
			rounds: rounds.map(of),
			goal: { of: 'value', is: 'at most', value },
			note: `Time runs ${each.speed} times faster, so work counts ${each.speed} times.`,
		});
		figures.push(
			figure('checks a task', '', ({ checks }) => checks, 8),
			figure('median lateness', '% of the time', ({ lateness }) => lateness, 5),
			figure('worst lateness after the first five', '% of the time', ({ worst }) => worst, 25),
		);
	}
	return figures;
}
