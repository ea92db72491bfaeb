import { createProblem } from '../../nodes/transport/problem';
import type { Exchange } from '../../nodes/transport/exchange';
import { createRetry, retry } from '../../nodes/transport/retry';
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

	it('continues through every passing fault', async () => {
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

	it('waits as long as PiAPI asks, and never less than its own growing pause', async () => {
		const { clock, triedAt } = persisting([busy(7000), busy(100), busy(30_000), answered]);
		await clock.advance(60_000);
		expect(triedAt).toEqual([0, 7000, 8000, 38_000]);
	});

	it.each([0, -5000, Number.NaN, undefined])(
		'grows its pauses when PiAPI asks for %p ms',
		async (retryAfter) => {
			const { clock, triedAt } = persisting([busy(retryAfter)], 600_000);
			await clock.advance(20_000);
			expect(triedAt).toEqual([0, 500, 1500, 3500, 7500, 15_500]);
		},
	);

	it.each([3_600_000, 1e15, Number.POSITIVE_INFINITY])(
		'waits a minute at most when PiAPI asks for %p ms',
		async (retryAfter) => {
			const { clock, triedAt, ended } = persisting([busy(retryAfter), answered]);
			await clock.advance(60_000);
			expect(triedAt).toEqual([0, 60_000]);
			expect(ended).toEqual([answered]);
		},
	);

	it('gives the last fault back when its time is over', async () => {
		const { clock, triedAt, ended } = persisting([unclear, neverSent], 2000);
		await clock.advance(60_000);
		expect(triedAt).toEqual([0, 500, 1500]);
		expect(ended).toEqual([neverSent]);
	});

	it('does not wait for a time after its end', async () => {
		const { clock, triedAt, ended } = persisting([busy(3000)], 2000);
		await settle();
		expect(triedAt).toEqual([0]);
		expect(ended).toEqual([busy(3000)]);
		await clock.advance(10_000);
		expect(triedAt).toEqual([0]);
	});

	it('is canceled by a stop', async () => {
		const { clock, stop, ended } = persisting([unclear]);
		await clock.advance(600);
		stop.stop();
		await settle();
		expect(ended).toEqual([cancelled]);
	});
});

describe('a request of a run that has been stopped', () => {
	it('is not sent', async () => {
		const stop = createStop();
		stop.stop();
		const attempt = jest.fn(async () => await Promise.resolve(answered));
		const options = { clock: new HandClock(), signal: stop.signal, giveUpAt: Infinity };
		expect(await retry(attempt, options)).toEqual(cancelled);
		expect(attempt).not.toHaveBeenCalled();
	});
});

describe('a retry for a number of milliseconds', () => {
	it('counts them from each call on', async () => {
		const clock = new HandClock();
		const retryFor = createRetry({ clock });
		const tries: number[] = [];
		const attempt = async (): Promise<Exchange> => {
			tries.push(clock.now());
			return await Promise.resolve(unclear);
		};
		for (const _ of ['first', 'second']) {
			tries.length = 0;
			const startsAt = clock.now();
			const ended = jest.fn();
			void retryFor(attempt, 2000).then(ended);
			await clock.advance(10_000);
			expect(tries.map((at) => at - startsAt)).toEqual([0, 500, 1500]);
			expect(ended).toHaveBeenCalledWith(unclear);
		}
	});

	it('ends with the stop', async () => {
		const clock = new HandClock();
		const stop = createStop();
		const ended = jest.fn();
		void createRetry({ clock, signal: stop.signal })(
			async () => await Promise.resolve(unclear),
			60_000,
		).then(ended);
		await settle();
		stop.stop();
		await settle();
		expect(ended).toHaveBeenCalledWith(cancelled);
	});
});
