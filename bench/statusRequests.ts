import { KINDS } from '../nodes/catalog/kinds';
import { nextCheckAge, unlearned } from '../nodes/task/schedule';
import { inRounds, noteOf, type Bench } from './bench';
import { atMost, figuresOf, medianOf, type Figure } from './figure';
import { runItems } from './nodeRun';
import type { SimulatorPlan, TaskStory } from './simulatorPlan';
import { videoFamily, type VideoFamily } from './videoFamily';

const ITEMS = 50;
/** What the machine itself takes counts as often. */
const SPEED = 4;
/** Ages, in seconds, over which the delay until the end is seen is spread. */
const AGES = { from: 20, to: 80, count: ITEMS };
const LATE_AT_MOST = 10;
const LONG_AGES = { from: 20, to: 900 };

type Kind = keyof typeof KINDS;

/** How often tasks are checked, and how late their completion is noticed. */
export const benchStatusRequests = async (bench: Bench): Promise<Figure[]> => [
	...(await clipsOf60Seconds(bench)),
	await lateness(bench, 'pictures'),
	await lateness(bench, 'videos', videoFamily('example/lateness')),
	...scheduleFigures(),
];

/** The tasks of each round. */
const storiesOf = async (
	bench: Bench,
	taskSeconds: SimulatorPlan['taskSeconds'],
	video?: VideoFamily,
): Promise<ReadonlyArray<readonly TaskStory[]>> =>
	await inRounds(
		bench,
		async (round) => {
			const families = video && { families: [video.facts] };
			const plan = { taskSeconds, accountConcurrency: ITEMS, ...families };
			const run = await runItems(round, plan, ITEMS, video && { nodeClass: video.node });
			return run.story.tasks;
		},
		SPEED,
	);

async function clipsOf60Seconds(bench: Bench): Promise<Figure[]> {
	const stories = await storiesOf(bench, 60, videoFamily('example/checks'));
	const requests = stories.map((tasks) => tasks.map(({ requestAges }) => requestAges.length));
	const figure = figuresOf('50 videos of 60 s', requests);
	return [
		figure(
			'status requests per task',
			(counts) => counts.reduce((sum, count) => sum + count, 0) / counts.length,
		),
		figure('most status requests about one task', (counts) => Math.max(...counts), {
			goal: atMost(12),
		}),
	];
}

const percentLate = (seenAt: number, age: number): number => (seenAt / age - 1) * 100;

/** Per cent of the time that a task took, by which its end was seen late. */
export const latenessOf = ({ requestAges, duration }: TaskStory): number =>
	percentLate(requestAges.at(-1) ?? Infinity, duration);

/** Per cent of the age at which the end of a task was seen, over that age. */
async function lateness(bench: Bench, what: string, video?: VideoFamily): Promise<Figure> {
	const figure = figuresOf('', await storiesOf(bench, AGES, video));
	return figure(
		`50 ${what} of ${AGES.from} to ${AGES.to} s: median lateness`,
		(tasks) => medianOf(tasks.map(latenessOf)),
		{ unit: '% of the age', goal: atMost(LATE_AT_MOST), note: noteOf(SPEED) },
	);
}

/** Checks of a task of this age, as the schedule alone plans them; milliseconds. */
function plannedRequests(seconds: number, kind: Kind): number[] {
	const ages: number[] = [];
	const expected = unlearned(KINDS[kind].typicalSeconds * 1000);
	for (let age = 0; age < seconds * 1000; ages.push(age)) {
		age = nextCheckAge(age, expected, Math.random());
	}
	return ages;
}

/** The plan itself, without network and machine. */
function scheduleFigures(): Figure[] {
	const planned = (seconds: number, kind: Kind, most?: number): Figure =>
		figuresOf('', Array.from({ length: 101 }))(
			`schedule, ${kind} of ${seconds} s: status requests`,
			() => plannedRequests(seconds, kind).length,
			most === undefined ? {} : { goal: atMost(most) },
		);
	const late = (kind: Kind, { from, to }: typeof LONG_AGES): Figure => {
		const ages = Array.from({ length: to - from + 1 }, (_, index) => from + index);
		return figuresOf('', ages)(
			`schedule, ${kind}s of ${from} to ${to} s: lateness`,
			(seconds) => percentLate(plannedRequests(seconds, kind).at(-1) ?? 0, seconds * 1000),
			{ unit: '% of the age', goal: atMost(LATE_AT_MOST) },
		);
	};
	return [
		planned(2, 'image', 4),
		planned(20, 'image'),
		planned(60, 'image'),
		planned(60, 'video', 12),
		late('image', AGES),
		late('image', LONG_AGES),
		late('video', AGES),
		late('video', LONG_AGES),
	];
}
