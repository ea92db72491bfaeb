import { createLimiter } from '../../nodes/transport/limiter';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

/** Requests that end when told, and the order in which they began. */
function requests() {
	const began: number[] = [];
	const ends = new Map<number, () => void>();
	return {
		began,
		request: (number: number) => async (): Promise<number> => {
			began.push(number);
			await new Promise<void>((resolve) => ends.set(number, resolve));
			return number;
		},
		end: async (number: number) => {
			ends.get(number)?.();
			await settle();
		},
	};
}

describe('a limiter', () => {
	it('lets a limited number through at a time, in order', async () => {
		const { began, request, end } = requests();
		const limiter = createLimiter(2, new HandClock());
		const results = [0, 1, 2, 3, 4].map(async (number) => await limiter.run(request(number)));
		await settle();
		expect(began).toEqual([0, 1]);
		await end(1);
		expect(began).toEqual([0, 1, 2]);
		await end(0);
		await end(2);
		expect(began).toEqual([0, 1, 2, 3, 4]);
		await end(3);
		await end(4);
		expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4]);
	});

	it('can be used up and filled again', async () => {
		const limiter = createLimiter(1, new HandClock());
		expect(await limiter.run(async () => await Promise.resolve(1))).toBe(1);
		expect(await limiter.run(async () => await Promise.resolve(2))).toBe(2);
	});

	it('lets nobody overtake those in line', async () => {
		const { began, request, end } = requests();
		const limiter = createLimiter(1, new HandClock());
		void limiter.run(request(0));
		void limiter.run(request(1));
		await settle();
		const ended = end(0);
		void limiter.run(request(2));
		await ended;
		expect(began).toEqual([0, 1]);
	});

	it('continues after a request that fails', async () => {
		const limiter = createLimiter(1, new HandClock());
		const failing = limiter.run(async () => await Promise.reject(new Error('broken')));
		const next = limiter.run(async () => await Promise.resolve('next'));
		await expect(failing).rejects.toThrow('broken');
		expect(await next).toBe('next');
	});

	it('holds back during a pause what has not begun', async () => {
		const clock = new HandClock();
		const { began, request } = requests();
		const limiter = createLimiter(5, clock);
		void limiter.run(request(0));
		await settle();
		limiter.pause(3000);
		void limiter.run(request(1));
		await clock.advance(2999);
		expect(began).toEqual([0]);
		await clock.advance(1);
		expect(began).toEqual([0, 1]);
	});

	it('keeps the longest pause, also when it is set while others wait', async () => {
		const clock = new HandClock();
		const { began, request } = requests();
		const limiter = createLimiter(5, clock);
		limiter.pause(1000);
		void limiter.run(request(0));
		await clock.advance(500);
		limiter.pause(5000);
		limiter.pause(100);
		await clock.advance(4999);
		expect(began).toEqual([]);
		await clock.advance(1);
		expect(began).toEqual([0]);
	});

	it.each([3_600_000, 1e15, Number.POSITIVE_INFINITY])(
		'pauses a minute at most, also for %p ms',
		async (milliseconds) => {
			const clock = new HandClock();
			const { began, request } = requests();
			const limiter = createLimiter(5, clock);
			limiter.pause(milliseconds);
			void limiter.run(request(0));
			await clock.advance(59_999);
			expect(began).toEqual([]);
			await clock.advance(1);
			expect(began).toEqual([0]);
		},
	);

	it.each([0, -1000, Number.NaN])('keeps a running pause when asked for %p ms', async (more) => {
		const clock = new HandClock();
		const { began, request } = requests();
		const limiter = createLimiter(5, clock);
		limiter.pause(2000);
		limiter.pause(more);
		void limiter.run(request(0));
		await clock.advance(1999);
		expect(began).toEqual([]);
		await clock.advance(1);
		expect(began).toEqual([0]);
	});

	it('ends a pause when the execution is stopped', async () => {
		const clock = new HandClock();
		const stop = createStop();
		const { began, request } = requests();
		const limiter = createLimiter(1, clock, stop.signal);
		limiter.pause(60_000);
		void limiter.run(request(0));
		await settle();
		expect(began).toEqual([]);
		stop.stop();
		await settle();
		expect(began).toEqual([0]);
	});
});
