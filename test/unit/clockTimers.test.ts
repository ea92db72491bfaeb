/** @jest-environment node */
import { systemClock } from '../../nodes/task/clock';
import { createStop } from '../../nodes/transport/stopSignal';
import { withTimeout } from '../../nodes/transport/withTimeout';

/** n8n's `sleep` before 2.35, which takes no signal. */
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (milliseconds: number) =>
		await new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
}));

const HOUR = 3_600_000;
/** Milliseconds after its end in which a wait may still hold a timer. */
const SOON = 5000;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('the real clock on an n8n whose timer takes no signal', () => {
	it('waits for as long as asked', async () => {
		const ended = jest.fn();
		void systemClock.sleep(HOUR + 1).then(ended);
		await jest.advanceTimersByTimeAsync(HOUR);
		expect(ended).not.toHaveBeenCalled();
		await jest.advanceTimersByTimeAsync(1);
		expect(ended).toHaveBeenCalled();
		expect(jest.getTimerCount()).toBe(0);
	});

	it('leaves no timer soon after a stop', async () => {
		const { signal, stop } = createStop();
		const ended = jest.fn();
		void systemClock.sleep(HOUR, signal).then(ended);
		await jest.advanceTimersByTimeAsync(1234);
		stop();
		await jest.advanceTimersByTimeAsync(0);
		expect(ended).toHaveBeenCalled();
		await jest.advanceTimersByTimeAsync(SOON);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('leaves no timer soon after what a time limit was for has finished', async () => {
		expect(await withTimeout(systemClock, HOUR, Promise.resolve('fox'))).toBe('fox');
		await jest.advanceTimersByTimeAsync(SOON);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('holds one timer a wait, not one a piece', async () => {
		void systemClock.sleep(HOUR);
		await jest.advanceTimersByTimeAsync(HOUR / 2);
		expect(jest.getTimerCount()).toBe(1);
	});
});
