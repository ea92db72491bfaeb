import { inRounds, noteOf, type Bench } from './bench';
import { atMost, figuresOf, medianOf, type Figure } from './figure';
import { latenessOf } from './statusRequests';
import { runItems } from './nodeRun';
import type { TaskStory } from './simulatorPlan';
import { videoFamily } from './videoFamily';

const ITEMS = 50;
/** As many at a time, so that most tasks start when others have finished. */
const LIMIT = 10;
/** Tasks that have to finish before the pace can be known. */
const LEARNED_FROM = 5;
const SHARE = 0.2;

/** Times faster than real time, by the seconds of a task: work counts as often, which shows least in long tasks. */
const SPEEDS = new Map([
	[10, 4],
	[20, 8],
	[60, 16],
	[300, 60],
]);

const endOf = ({ createdAt, duration }: TaskStory): number => createdAt + duration;

/** Checks of a task, and per cent of the time that it took, by which its end was seen late. */
function resultOf(tasks: readonly TaskStory[]) {
	const inOrder = [...tasks].sort((one, other) => endOf(one) - endOf(other));
	const known = inOrder[LEARNED_FROM - 1];
	// What was planned before the first five had finished says nothing of what was learned.
	const learned = inOrder.filter(({ createdAt }) => known && createdAt >= endOf(known));
	return {
		checks: tasks.flatMap(({ requestAges }) => requestAges).length / tasks.length,
		lateness: medianOf(tasks.map(latenessOf)),
		worst: Math.max(...learned.map(latenessOf)),
	};
}

/** How often tasks are checked, and how late their end is seen, where the catalog does not know how long they take. */
export async function benchPace(bench: Bench): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const [seconds, speed] of SPEEDS) {
		const rounds = await inRounds(
			bench,
			async (round) => {
				const { facts, node } = videoFamily(`example/${seconds}-seconds-${round.number}`);
				const plan = {
					taskSeconds: { around: seconds, share: SHARE },
					accountConcurrency: LIMIT,
					maxConcurrent: LIMIT,
					families: [facts],
				};
				return resultOf((await runItems(round, plan, ITEMS, { nodeClass: node })).story.tasks);
			},
			speed,
		);
		const figure = figuresOf(`${ITEMS} tasks of ${seconds} s, more or less by a fifth`, rounds);
		const late = { unit: '% of the time', note: noteOf(speed) };
		figures.push(
			figure('status requests per task', ({ checks }) => checks, {
				goal: atMost(8),
				note: noteOf(speed),
			}),
			figure('median lateness', ({ lateness }) => lateness, { ...late, goal: atMost(5) }),
			figure('worst lateness after the first five', ({ worst }) => worst, {
				...late,
				goal: atMost(25),
			}),
		);
	}
	return figures;
}
