import { installClock, type TestClock } from '../tools/engine';
import { realNow, sharedClock } from './clock';
import type { SimulatorPlan } from './simulatorPlan';

/** Runs something with the built engine on a faster clock, which is passed on for the simulator. */
export async function atSpeed<T>(
	speed: number,
	run: (clock: TestClock, plan: NonNullable<SimulatorPlan['clock']>) => Promise<T>,
): Promise<T> {
	const start = realNow();
	const clock = sharedClock(start, speed);
	const restore = installClock(clock);
	try {
		return await run(clock, { start, speed });
	} finally {
		restore();
	}
}
