import { forEachItem } from '../../nodes/execute/pipeline';
import type { Work } from '../../nodes/execute/work';
import { createProblem, isProblem } from '../../nodes/transport/problem';
import { runAction, type Stage } from './runAction';

const problemOf = (message: string) => createProblem({ message, advice: 'Do this.' });

/** Runs three items, and notes which of them are prepared, told of and run. */
async function run(withoutRun: Work<number>['withoutRun'], stage: Stage = {}) {
	const [prepared, told, begun]: number[][] = [[], [], []];
	const action = forEachItem<number>(() => ({
		withoutRun,
		prepare: (itemIndex) => {
			prepared?.push(itemIndex);
			return itemIndex;
		},
		begin: async (ready) => {
			told?.push(...ready.map(({ itemIndex }) => itemIndex));
			await Promise.resolve();
		},
		run: async ({ itemIndex }) => {
			begun?.push(itemIndex);
			return await Promise.resolve([{ json: { ran: itemIndex } }]);
		},
	}));
	const items = [0, 1, 2].map((number) => ({ json: { number } }));
	return { ...(await runAction(action, { items, ...stage })), prepared, told, begun };
}

const done = (itemIndex: number) => [{ json: { done: itemIndex } }];

describe('an item that needs no run', () => {
	it('is not prepared and never runs, and keeps its place', async () => {
		const { output, ...seen } = await run((item) => (item === 1 ? done(item) : undefined));
		expect(output.map(({ json }) => json)).toEqual([{ ran: 0 }, { done: 1 }, { ran: 2 }]);
		expect(seen).toMatchObject({ prepared: [0, 2], told: [0, 2], begun: [0, 2] });
	});

	it('may be every item', async () => {
		const { output, told, begun } = await run(done);
		expect(output.map(({ json }) => json.done)).toEqual([0, 1, 2]);
		expect([told, begun]).toEqual([[], []]);
	});

	it('is told what is wrong with its credential', async () => {
		const { output } = await run(
			(_, connection) =>
				isProblem(connection) ? [{ json: { told: connection.message } }] : undefined,
			{ connectionOf: () => problemOf('No key') },
		);
		expect(output.map(({ json }) => json.told)).toEqual(['No key', 'No key', 'No key']);
	});

	it('is a problem like any other where that cannot be told', async () => {
		const { error, begun } = await run((item) => (item === 1 ? problemOf('Neither') : done(item)));
		expect(error?.message).toBe('Neither [item 1]');
		expect(begun).toEqual([]);
	});

	it('is a problem where an expression fails', async () => {
		const { error, begun } = await run(() => {
			throw new Error('No such node');
		});
		expect(error?.message).toBe('No such node [item 0]');
		expect(begun).toEqual([]);
	});
});
