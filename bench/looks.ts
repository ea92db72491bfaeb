import { KINDS } from '../nodes/catalog/kinds';
import { nextCheckAge, unlearned } from '../nodes/task/schedule';
import type { RunOptions } from '../tools/engine';
import { atSpeed } from './atSpeed';
import { inRounds, type Bench } from './bench';
import { medianOf, type Figure } from './figure';
import { imagine, itemsOf, timeNode } from './nodeRun';
import type { SimulatorPlan, TaskStory } from './simulatorPlan';
import { videoFamily, type VideoFamily } from './videoFamily';

const ITEMS = 50;
/** What the machine itself takes counts as often. */
const SPEED = 4;
/** Ages, in seconds, over which the delay until the end is seen is spread. */
const AGES = { from: 20, to: 80, count: ITEMS };
const LATE_AT_MOST = 10;
const LONG_AGES = { from: 20, to: 900 };

/** How often tasks are looked at, and how late their end is seen. */
export async function benchLooks(bench: Bench): Promise<Figure[]> {
	return [
		...(await clipsOf60Seconds(bench)),
		await lateness(bench, 'pictures'),
		await lateness(bench, 'videos', videoFamily('example/lateness')),
		...scheduleFigures(),
	];
}

async function storiesOf(
	{ host }: Bench,
	plan: SimulatorPlan,
	options: RunOptions,
	video?: VideoFamily,
): Promise<readonly TaskStory[]> {
	return await atSpeed(SPEED, async (_, clock) => {
		const families = video ? { families: [video.facts] } : {};
		const nodeClass = video ? { nodeClass: video.node } : {};
		const address = await host.open({ ...plan, ...families, clock, accountConcurrency: ITEMS });
		await timeNode(address, { parameters: imagine(), ...nodeClass, ...options });
		return (await host.story()).tasks;
	});
}

async function clipsOf60Seconds(bench: Bench): Promise<Figure[]> {
	const rounds = await inRounds(bench, async () => {
		const tasks = await storiesOf(
			bench,
			{ taskSeconds: 60 },
			{ items: itemsOf(ITEMS) },
			videoFamily('example/checks'),
		);
		return tasks.map(({ lookAges }) => lookAges.length);
	});
	return [
		{
			name: '50 videos of 60 s: status requests per task',
			unit: '',
			rounds: rounds.map((looks) => looks.reduce((sum, count) => sum + count, 0) / looks.length),
		},
		{
			name: '50 videos of 60 s: most status requests about one task',
			unit: '',
			rounds: rounds.map((looks) => Math.max(...looks)),
			goal: { of: 'value', is: 'at most', value: 12 },
		},
	];
}

const percentLate = (seenAt: number, age: number): number => (seenAt / age - 1) * 100;

/** Per cent of the age at which the end of a task was seen, over that age. */
async function lateness(bench: Bench, what: string, video?: VideoFamily): Promise<Figure> {
	const rounds = await inRounds(bench, async () => {
		const plan = { taskSeconds: AGES };
		const tasks = await storiesOf(bench, plan, { items: itemsOf(ITEMS) }, video);
		return medianOf(
			tasks.map(({ lookAges, duration }) => percentLate(lookAges.at(-1) ?? Infinity, duration)),
		);
	});
	return {
		name: `50 ${what} of ${AGES.from} to ${AGES.to} s: median lateness`,
		unit: '% of the age',
		rounds,
		goal: { of: 'value', is: 'at most', value: LATE_AT_MOST },
		note: `Time runs ${SPEED} times faster, so work counts ${SPEED} times.`,
	};
}

/** checks of a task of this age, as the schedule alone plans them; milliseconds. */
function plannedLooks(duration: number, typical: number): number[] {
	const ages: number[] = [];
	for (let age = 0; age < duration; ages.push(age))
		age = nextCheckAge(age, unlearned(typical), Math.random());
	return ages;
}

/** The plan itself, without network and machine. */
function scheduleFigures(): Figure[] {
	const looksAt = (seconds: number, kind: keyof typeof KINDS): number =>
		plannedLooks(seconds * 1000, KINDS[kind].typicalSeconds * 1000).length;
	const planned = (seconds: number, kind: keyof typeof KINDS, most?: number): Figure => ({
		name: `schedule, ${kind} of ${seconds} s: looks`,
		unit: '',
		rounds: Array.from({ length: 101 }, () => looksAt(seconds, kind)),
		...(most === undefined ? {} : { goal: { of: 'value', is: 'at most', value: most } }),
	});
	const late = (kind: keyof typeof KINDS, { from, to }: typeof LONG_AGES): Figure => {
		const rounds: number[] = [];
		for (let seconds = from; seconds <= to; seconds++) {
			const seenAt = plannedLooks(seconds * 1000, KINDS[kind].typicalSeconds * 1000).at(-1) ?? 0;
			rounds.push(percentLate(seenAt, seconds * 1000));
		}
		return {
			name: `schedule, ${kind}s of ${from} to ${to} s: lateness`,
			unit: '% of the age',
			rounds,
			goal: { of: 'value', is: 'at most', value: LATE_AT_MOST },
		};
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
