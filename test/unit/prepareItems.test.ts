import { forEachItem } from '../../nodes/execute/pipeline';
import { systemClock } from '../../nodes/task/clock';
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
