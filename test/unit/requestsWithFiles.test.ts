import { refusedWith } from './connectionStage';
import { settle } from './handClock';
import { TaskRunStage } from './taskRunStage';

const ITEMS = 8;

/** How many requests of a run are in memory at a time. */
async function mostAtOnce(sendsFiles: boolean, isRefused: boolean): Promise<number> {
	const stage = new TaskRunStage();
	const answers: Array<() => void> = [];
	let held = 0;
	let most = 0;
	stage.answerCreate = async () => {
		await new Promise<void>((resolve) => answers.push(resolve));
		held--;
		return isRefused ? refusedWith('no') : undefined;
	};
	const jobs = Array.from({ length: ITEMS }, (_, index) =>
		stage.create(`fox ${index}`, index, {
			sendsFiles,
			request: async () => {
				most = Math.max(most, ++held);
				return await Promise.resolve(stage.requestOf(`fox ${index}`));
			},
		}),
	);
	stage.open(jobs);
	for (let round = 0; round < ITEMS; round++) {
		await settle();
		answers.shift()?.();
	}
	await settle();
	expect(stage.created).toHaveLength(ITEMS);
	return most;
}

it.each([
	['taken', false],
	['refused', true],
])('only a few requests with files are in memory at a time: %s', async (_, isRefused) => {
	expect(await mostAtOnce(true, isRefused)).toBe(4);
	expect(await mostAtOnce(false, isRefused)).toBe(ITEMS);
});

it('a run that is over reads no further files', async () => {
	const stage = new TaskRunStage();
	let read = 0;
	const jobs = Array.from({ length: ITEMS }, (_, index) =>
		stage.create(`fox ${index}`, index, {
			sendsFiles: true,
			request: async () => {
				read++;
				run.ending.stop();
				return await Promise.resolve(stage.requestOf(`fox ${index}`));
			},
		}),
	);
	const run = stage.open(jobs);
	await settle();
	expect(read).toBe(1);
	expect(stage.created).toEqual([]);
});
