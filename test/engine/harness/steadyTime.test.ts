import { steadyTime } from '../../../tools/engine/steadyTime';
import { scaledClock } from '../../../tools/engine/clock';

const SPEED = 10;

let clock: ReturnType<typeof steadyTime>;

beforeEach(() => {
	clock = steadyTime(scaledClock(SPEED), SPEED);
});

afterEach(() => clock.stop());

const standStill = (milliseconds: number): void => {
	const end = performance.now() + milliseconds;
	while (performance.now() < end);
};

it('does not count a standstill of the process', async () => {
	const real = scaledClock(SPEED);
	const start = clock.now();
	const realStart = real.now();
	standStill(300);
	expect(real.now() - realStart).toBeGreaterThanOrEqual(300 * SPEED);
	expect(clock.now() - start).toBeLessThanOrEqual(20 * SPEED);
});

it('pauses as long as its own time says', async () => {
	const start = clock.now();
	const sleeping = clock.sleep(1_000);
	standStill(200);
	await sleeping;
	expect(clock.now() - start).toBeGreaterThanOrEqual(1_000);
});

it('ends a pause early when the signal fires', async () => {
	const start = clock.now();
	const stop = new AbortController();
	const sleeping = clock.sleep(1_000_000, stop.signal);
	stop.abort();
	await sleeping;
	expect(clock.now() - start).toBeLessThan(1_000_000);
});

it('counts a time in which nobody pauses', async () => {
	const counted = async (): Promise<number> => {
		const start = clock.now();
		await new Promise((resolve) => setTimeout(resolve, 200));
		return clock.now() - start;
	};
	// On a busy machine it may be a standstill.
	let most = 0;
	for (let tries = 0; most <= 20 * SPEED && tries < 20; tries++) most = await counted();
	expect(most).toBeGreaterThan(20 * SPEED);
});
