import { installClock, type TestClock } from '../tools/engine';
import type { Child } from './childProcess';
import { realNow, sharedClock } from './clock';
import type { Address, SimulatorCalls, SimulatorPlan, Story } from './simulatorPlan';

/** What each benchmark gets. */
export interface Bench {
	readonly simulator: Child<SimulatorCalls>;
	readonly rounds: number;
	/** Fires when the whole is to end. */
	readonly stop: AbortSignal;
}

/** One round of a measurement. */
export interface Round {
	readonly number: number;
	/** That of the built engine and of the simulator. */
	readonly clock: TestClock;
	/** Times faster than real time. */
	readonly speed: number;
	/** Opens a simulator; ends the one before it. */
	open(plan: SimulatorPlan): Promise<Address>;
	/** What happened at the simulator that is open. */
	story(): Promise<Story>;
}

async function inRound<T>(
	{ simulator }: Bench,
	number: number,
	speed: number,
	measure: (round: Round) => Promise<T>,
): Promise<T> {
	const start = realNow();
	const clock = sharedClock(start, speed);
	const restore = installClock(clock);
	try {
		return await measure({
			number,
			clock,
			speed,
			open: async (plan) => await simulator.call('open', { ...plan, clock: { start, speed } }),
			story: async () => await simulator.call('story'),
		});
	} finally {
		restore();
	}
}

/** Runs a measurement several times, one after the other, on a clock that may be faster. */
export async function inRounds<T>(
	bench: Bench,
	measure: (round: Round) => Promise<T>,
	speed = 1,
): Promise<T[]> {
	const measured: T[] = [];
	for (let round = 0; round < bench.rounds; round++) {
		bench.stop.throwIfAborted();
		measured.push(await inRound(bench, round, speed, measure));
	}
	return measured;
}

/** What to say of figures that were measured on a faster clock. */
export const noteOf = (speed: number): string =>
	`Time runs ${speed} times faster, so work counts ${speed} times.`;
