import { createProblem } from '../../nodes/transport/problem';
import type { Exchange } from '../../nodes/transport/exchange';
import { retry } from '../../nodes/transport/retry';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

const problem = createProblem({ message: 'broken', advice: 'wait' });
const answered: Exchange = {
	outcome: 'answered',
	envelope: { code: 200, data: null, message: '', body: {} },
};
const unclear: Exchange = { outcome: 'unclear', problem };
const refused: Exchange = { outcome: 'refused', problem };
const neverSent: Exchange = { outcome: 'neverSent', problem };
const busy = (retryAfter?: number): Exchange => ({ outcome: 'busy', problem, retryAfter });
const cancelled: Exchange = { outcome: 'canceled' };

/** Tries that end as listed; the last one again and again. */
function persisting(outcomes: readonly Exchange[], patience = 120_000) {
	const clock = new HandClock();
	const stop = createStop();
	const startsAt = clock.now();
	const triedAt: number[] = [];
	const ended: Exchange[] = [];
	const attempt = async (): Promise<Exchange> => {
		triedAt.push(clock.now() - startsAt);
		const outcome = outcomes[Math.min(triedAt.length, outcomes.length) - 1];
		return await Promise.resolve(outcome ?? cancelled);
	};
	void retry(attempt, { clock, signal: stop.signal, giveUpAt: startsAt + patience }).then(
		(exchange) => ended.push(exchange),
	);
	return { clock, stop, triedAt, ended };
}

describe('a request that may be repeated', () => {
	it.each([
		['answered', answered],
		['refused', refused],
		['cancelled', cancelled],
	])('ends at once when it is %s', async (_, outcome) => {
		const { clock, triedAt, ended } = persisting([outcome]);
		await clock.advance(60_000);
		expect(triedAt).toEqual([0]);
		expect(ended).toEqual([outcome]);
	});

	it('goes on through every passing fault', async () => {
		const { clock, triedAt, ended } = persisting([unclear, neverSent, busy(), answered]);
		await clock.advance(60_000);
		expect(triedAt).toEqual([0, 500, 1500, 3500]);
		expect(ended).toEqual([answered]);
	});

	it('pauses 15 s at most', async () => {
		const { clock, triedAt } = persisting([unclear], 600_000);
		await clock.advance(70_000);
		expect(triedAt).toEqual([0, 500, 1500, 3500, 7500, 15_500, 30_500, 45_500, 60_500]);
	});

	it('waits as long as PiAPI asks', async () => {
		const { clock, triedAt } = persisting([busy(7000), busy(100), answered]);
		await clock.advance(60_000);
		expect(triedAt).toEqual([0, 7000, 7100]);
	});

	it('gives the last fault back when its time is over', async () => {
		const { clock, triedAt, ended } = persisting([unclear, neverSent], 2000);
		await clock.advance(60_000);
		expect(triedAt).toEqual([0, 500, 1500]);
		expect(ended).toEqual([neverSent]);
	});

	it('does not wait for a time that lies behind its end', async () => {
		const { clock, triedAt, ended } = persisting([busy(3000)], 2000);
		await settle();
		expect(triedAt).toEqual([0]);
		expect(ended).toEqual([busy(3000)]);
		await clock.advance(10_000);
		expect(triedAt).toEqual([0]);
	});

	it('is cancelled by a stop', async () => {
		const { clock, stop, ended } = persisting([unclear]);
		await clock.advance(600);
		stop.stop();
		await settle();
		expect(ended).toEqual([cancelled]);
	});
});
