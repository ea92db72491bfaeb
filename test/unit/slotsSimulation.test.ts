import { createSlotPool, type OpenSlots, type SlotOptions } from '../../nodes/task/slots';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock } from './handClock';

const SECOND = 1000;
/** Of a create. */
const LATENCY = 20;
/** Until a finished task is seen. */
const LATENESS = 200;

/** A pseudo-random sequence that is the same in each run. */
function sequence(seed = 1): () => number {
	let state = seed;
	return () => {
		state = (state * 16_807) % 2_147_483_647;
		return state / 2_147_483_647;
	};
}

/** PiAPI with a limit, seen from several runs in one process or more. */
function simulation(limit: number) {
	const clock = new HandClock();
	const startsAt = clock.now();
	const random = sequence();
	let alive = 0;
	let creates = 0;

	const create = async (milliseconds: number): Promise<boolean> => {
		await clock.sleep(LATENCY * (0.5 + random()));
		creates++;
		if (alive >= limit) return false;
		alive++;
		void clock.sleep(milliseconds).then(() => alive--);
		return true;
	};
	const item = async (slots: OpenSlots, milliseconds: number): Promise<void> => {
		for (let again = false; ; again = true) {
			if (!(await slots.take(again))) return;
			if (await create(milliseconds)) break;
			slots.refused();
		}
		slots.accepted();
		await clock.sleep(milliseconds + LATENESS);
		slots.release();
	};
	const openProcess = () => createSlotPool({ clock, random });
	type Pool = ReturnType<typeof openProcess>;
	/** When each item was done, in seconds; ascending. */
	const run = (
		pool: Pool,
		count: number,
		seconds: number,
		options: Partial<SlotOptions> = {},
	): number[] => {
		const slots = pool.open({ signal: createStop().signal, ...options });
		const done: number[] = [];
		for (let index = 0; index < count; index++) {
			void item(slots, seconds * SECOND).then(() => done.push((clock.now() - startsAt) / SECOND));
		}
		return done;
	};
	return { clock, openProcess, run, creates: () => creates };
}

const last = (times: readonly number[]): number => times[times.length - 1] ?? Infinity;

describe('an account whose limit nobody knows', () => {
	it.each([
		[10, 2.5],
		[50, 2.7],
		[500, 4],
	])('takes %d tasks of 2 s at once when PiAPI does: done after %d s', async (count, seconds) => {
		const { clock, openProcess, run, creates } = simulation(Infinity);
		const done = run(openProcess(), count, 2);
		await clock.advance(5 * SECOND);
		expect(done).toHaveLength(count);
		expect(last(done)).toBeLessThan(seconds);
		expect(creates()).toBe(count);
	});

	it('is found out with few refusals', async () => {
		const { clock, openProcess, run, creates } = simulation(5);
		const done = run(openProcess(), 50, 2);
		await clock.advance(60 * SECOND);
		expect(done).toHaveLength(50);
		expect(last(done)).toBeLessThan(1.3 * (50 / 5) * 2.2);
		expect(creates()).toBeLessThan(50 + 30);
	});
});

describe('three runs of 50 tasks of 2 s on a limit of 5', () => {
	const LIMIT = 5;
	const IDEAL = ((3 * 50) / LIMIT) * (2 + LATENESS / SECOND);

	it.each([
		['the account says', LIMIT],
		['nobody knows', undefined],
	])('share the slots that %s', async (_, start) => {
		const { clock, openProcess, run } = simulation(LIMIT);
		const pool = openProcess();
		const runs: number[][] = [];
		for (let index = 0; index < 3; index++) {
			runs.push(run(pool, 50, 2, { start }));
			await clock.advance(50);
		}
		await clock.advance(200 * SECOND);
		expect(runs.map((done) => done.length)).toEqual([50, 50, 50]);
		const ends = runs.map(last);
		expect(Math.max(...ends)).toBeLessThan(1.3 * IDEAL);
		expect(Math.min(...ends)).toBeGreaterThan(IDEAL / 2);
	});

	it('starve in no process when each has its own', async () => {
		const { clock, openProcess, run } = simulation(LIMIT);
		const runs: number[][] = [];
		for (let index = 0; index < 3; index++) {
			runs.push(run(openProcess(), 50, 2, { start: LIMIT }));
			await clock.advance(50);
		}
		await clock.advance(300 * SECOND);
		const ends = runs.map(last);
		expect(Math.max(...ends)).toBeLessThan(1.6 * IDEAL);
		expect(Math.min(...runs.map((done) => done[0] ?? Infinity))).toBeLessThan(15);
	});
});

it('lets a short run finish beside a long one', async () => {
	const { clock, openProcess, run } = simulation(5);
	const pool = openProcess();
	run(pool, 50, 60, { start: 5 });
	await clock.advance(SECOND);
	const short = run(pool, 10, 2);
	await clock.advance(90 * SECOND);
	expect(short).toHaveLength(10);
});
