import { forEachItem } from '../../nodes/execute/pipeline';
import { systemClock } from '../../nodes/task/clock';
import { createProblem } from '../../nodes/transport/problem';
import { createStop } from '../../nodes/transport/stopSignal';
import { runAction } from './runAction';

afterEach(() => jest.restoreAllMocks());

/** The items before which n8n may do other work, when each takes so many milliseconds. */
async function pausesBefore(count: number, milliseconds: number): Promise<number[]> {
	let now = 0;
	let prepared = 0;
	const pauses: number[] = [];
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	jest.spyOn(systemClock, 'sleep').mockImplementation(async () => {
		pauses.push(prepared);
		return await Promise.resolve();
	});
	const action = forEachItem<number>(() => ({
		prepare: (itemIndex) => {
			now += milliseconds;
			prepared++;
			return itemIndex;
		},
		run: async ({ itemIndex }) => await Promise.resolve([{ json: { itemIndex } }]),
	}));
	await runAction(action, { items: Array.from({ length: count }, () => ({ json: {} })) });
	return pauses;
}

it.each([
	[6, 30, [2, 4]],
	[6, 25, [3]],
	[4, 60, [1, 2, 3]],
	[100, 0.4, []],
])('%d items that take %d ms each leave n8n time before %j', async (count, each, pauses) => {
	expect(await pausesBefore(count, each)).toEqual(pauses);
});

it('a stop is noticed in the next pause: no further item is read, and the one that is wrong does not hide it', async () => {
	let now = 0;
	const read: number[] = [];
	const stop = createStop();
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	jest.spyOn(systemClock, 'sleep').mockImplementation(async () => {
		if (read.length === 4) stop.stop();
		return await Promise.resolve();
	});
	const action = forEachItem<number>(() => ({
		prepare: (itemIndex) => {
			now += 30;
			read.push(itemIndex);
			return itemIndex === 3 ? createProblem({ message: 'Wrong', advice: '' }) : itemIndex;
		},
		run: async () => await Promise.resolve([]),
		onStop: () => 'Its tasks keep running.',
	}));
	const items = Array.from({ length: 1_000 }, () => ({ json: {} }));
	const { error } = await runAction(action, { items, stop });
	expect(error?.message).toBe('The execution was canceled. Its tasks keep running.');
	expect(read).toEqual([0, 1, 2, 3]);
});
