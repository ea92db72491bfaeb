import { systemClock } from '../../nodes/task/clock';
import { abortable, createStop } from '../../nodes/transport/stopSignal';
import { settle } from './handClock';

describe('a stop', () => {
	it('fires once', () => {
		const { signal, stop } = createStop();
		const told = jest.fn();
		signal.addEventListener('abort', told);
		expect(signal.aborted).toBe(false);
		stop();
		stop();
		expect(signal.aborted).toBe(true);
		expect(told).toHaveBeenCalledTimes(1);
	});

	it('fires no listener that came too late', () => {
		const { signal, stop } = createStop();
		const told = jest.fn();
		stop();
		signal.addEventListener('abort', told);
		stop();
		expect(told).not.toHaveBeenCalled();
	});

	it('fires no listener that was taken off', () => {
		const { signal, stop } = createStop();
		const told = jest.fn();
		signal.addEventListener('abort', told);
		signal.removeEventListener('abort', told);
		stop();
		expect(told).not.toHaveBeenCalled();
	});

	it('fires with its parent, but not the other way round', () => {
		const parent = new AbortController();
		const told = jest.fn();
		const child = createStop(parent.signal);
		const other = createStop(parent.signal);
		child.signal.addEventListener('abort', told);
		other.stop();
		expect([parent.signal.aborted, child.signal.aborted]).toEqual([false, false]);
		parent.abort();
		expect(child.signal.aborted).toBe(true);
		expect(told).toHaveBeenCalledTimes(1);
	});

	it('leaves its parent when it stops', () => {
		const listeners = new Set<() => void>();
		const { stop } = createStop({
			aborted: false,
			addEventListener: (_, listener) => void listeners.add(listener),
			removeEventListener: (_, listener) => void listeners.delete(listener),
		});
		expect(listeners.size).toBe(1);
		stop();
		expect(listeners.size).toBe(0);
	});

	it('has fired when its parent had before', () => {
		const parent = new AbortController();
		parent.abort();
		expect(createStop(parent.signal).signal.aborted).toBe(true);
	});
});

describe('something abortable', () => {
	it('gets a real signal that fires with the stop', async () => {
		const { signal, stop } = createStop();
		const result = abortable(signal, async (own) => {
			const before = own.aborted;
			stop();
			return await Promise.resolve([before, own.aborted, own instanceof AbortSignal]);
		});
		expect(await result).toEqual([false, true, true]);
	});

	it('gets one that has fired after a stop', async () => {
		const { signal, stop } = createStop();
		stop();
		expect(await abortable(signal, async (own) => await Promise.resolve(own.aborted))).toBe(true);
	});

	it('leaves no listener, also when it fails', async () => {
		const { signal, stop } = createStop();
		const own: AbortSignal[] = [];
		const fails = abortable(signal, async (given) => {
			own.push(given);
			return await Promise.reject(new Error('broken'));
		});
		await expect(fails).rejects.toThrow('broken');
		stop();
		expect(own.map(({ aborted }) => aborted)).toEqual([false]);
	});

	it('runs without a stop', async () => {
		expect(await abortable(undefined, async (own) => await Promise.resolve(own.aborted))).toBe(
			false,
		);
	});
});

describe('the real clock', () => {
	/** Longer than the test, and short enough that a wait which nobody ends does not hold up the others. */
	const LONG = 20_000;

	it('ends a wait with the stop, without an error', async () => {
		const { signal, stop } = createStop();
		const ended = jest.fn();
		void systemClock.sleep(LONG, signal).then(ended);
		await settle();
		expect(ended).not.toHaveBeenCalled();
		stop();
		await settle();
		expect(ended).toHaveBeenCalledTimes(1);
	});

	it('does not wait after a stop', async () => {
		const { signal, stop } = createStop();
		const ended = jest.fn();
		stop();
		void systemClock.sleep(LONG, signal).then(ended);
		await settle();
		expect(ended).toHaveBeenCalledTimes(1);
	});

	it('waits without a stop', async () => {
		await expect(systemClock.sleep(1)).resolves.toBeUndefined();
	});
});
