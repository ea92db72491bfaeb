import { createDurations, type Durations } from '../../nodes/task/durations';
import { waitForEnd } from '../../nodes/task/wait';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock } from './handClock';
import { seededRandom } from './seededRandom';
import { answered } from './waitStage';

const SECOND = 1000;
const TASKS = 50;
const LATENCY = 100;
const SEEDS = [1, 2, 3, 4, 5, 6, 7];

interface Story {
	/** Age at the end, and how late that was seen, as a share of it. */
	readonly end: number;
	readonly late: number;
	readonly checks: number;
	/** Milliseconds since the epoch. */
	readonly endedAt: number;
}

interface Plan {
	readonly seconds: number;
	readonly typicalSeconds: number;
	readonly seed: number;
	readonly atOnce?: number;
	readonly count?: number;
	readonly durations?: Durations;
	readonly vary?: number;
}

/** Awaits tasks whose times vary evenly by a fifth, side by side, at most `atOnce` at a time. */
async function play({
	seconds,
	typicalSeconds,
	seed,
	atOnce = TASKS,
	count = TASKS,
	durations = createDurations(),
	vary = 0.2,
}: Plan): Promise<Story[]> {
	const clock = new HandClock();
	const random = seededRandom(seed);
	const ends = Array.from(
		{ length: count },
		() => seconds * SECOND * (1 - vary + 2 * vary * random()),
	);
	const stories: Story[] = [];
	let next = 0;
	const runner = async (): Promise<void> => {
		for (let end = ends[next]; end !== undefined; end = ends[next]) {
			const taskId = `task-${next++}`;
			stories.push(await one(taskId, end));
		}
	};
	const one = async (taskId: string, end: number): Promise<Story> => {
		const createdAt = clock.now();
		let checks = 0;
		const getTask = async () => {
			checks++;
			const isOver = clock.now() - createdAt >= end;
			await clock.sleep(LATENCY);
			return answered({
				task_id: taskId,
				status: isOver ? 'completed' : 'processing',
				// PiAPI's clock may be minutes off; only differences count.
				meta: isOver
					? {
							created_at: new Date(createdAt + 300_000).toISOString(),
							ended_at: new Date(createdAt + 300_000 + end).toISOString(),
						}
					: {},
			});
		};
		await waitForEnd(
			{
				taskId,
				kind: 'kling video_generation',
				pace: { typical: typicalSeconds * SECOND, timeout: 3_600 * SECOND },
				since: createdAt,
				limitSince: createdAt,
				checkFirst: false,
				known: true,
			},
			{
				client: { getTask },
				clock,
				random,
				signal: createStop().signal,
				returnUnfinished: false,
				durations,
			},
		);
		return { end, late: (clock.now() - createdAt - end) / end, checks, endedAt: createdAt + end };
	};
	const done = Promise.all(Array.from({ length: atOnce }, runner));
	let isDone = false;
	void done.then(() => (isDone = true));
	while (!isDone) await clock.advance(seconds * SECOND);
	return stories;
}

const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
/** Those that end after five have. */
const afterFive = (stories: readonly Story[]): Story[] =>
	[...stories].sort((a, b) => a.endedAt - b.endedAt).slice(5);

const cases = [15, 120].flatMap((typicalSeconds) =>
	[10, 20, 60, 300].map((seconds) => ({ seconds, typicalSeconds })),
);

describe.each(cases)(
	'50 tasks of about $seconds s where $typicalSeconds s are expected',
	(plan) => {
		it('side by side: at most 8 checks a task, half of them at most 5 % late, none over 25 %', async () => {
			const runs: Story[][] = [];
			for (const seed of SEEDS) runs.push(await play({ ...plan, seed }));
			const stories = runs.flat();
			expect(mean(stories.map(({ checks }) => checks))).toBeLessThanOrEqual(8);
			expect(median(stories.map(({ late }) => late))).toBeLessThanOrEqual(0.05);
			const latest = runs.flatMap(afterFive).map(({ late }) => late);
			expect(Math.max(...latest)).toBeLessThanOrEqual(0.25);
		});

		it('five at a time: the same', async () => {
			const runs: Story[][] = [];
			for (const seed of SEEDS) runs.push(await play({ ...plan, seed, atOnce: 5 }));
			const stories = runs.flat();
			expect(mean(stories.map(({ checks }) => checks))).toBeLessThanOrEqual(8);
			expect(median(stories.map(({ late }) => late))).toBeLessThanOrEqual(0.05);
			const latest = runs.flatMap(afterFive).map(({ late }) => late);
			expect(Math.max(...latest)).toBeLessThanOrEqual(0.25);
		});
	},
);

it('a later run knows what an earlier one of the process learned', async () => {
	const process = createDurations();
	const plan = { seconds: 60, typicalSeconds: 15, seed: 1, count: 1 };
	const [first] = await play({ ...plan, durations: createDurations(process) });
	await play({ ...plan, count: 10, atOnce: 5, durations: createDurations(process) });
	const [later] = await play({ ...plan, durations: createDurations(process) });
	expect(first?.checks).toBeGreaterThan(12);
	expect(later?.checks).toBeLessThanOrEqual(8);
	expect(later?.late).toBeLessThanOrEqual(0.08);
});

it('tasks of 2 s are all seen within 2.7 s, though 15 s are expected', async () => {
	const stories = await play({ seconds: 2, typicalSeconds: 15, seed: 1, vary: 0 });
	expect(Math.max(...stories.map(({ end, late }) => end * (1 + late)))).toBeLessThanOrEqual(2_700);
	expect(mean(stories.map(({ checks }) => checks))).toBeLessThanOrEqual(4);
});
