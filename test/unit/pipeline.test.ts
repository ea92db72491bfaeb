import type { IDataObject } from 'n8n-workflow';

import { forEachItem } from '../../nodes/execute/pipeline';
import type { Run, Work } from '../../nodes/execute/work';
import type { ItemOutcome } from '../../nodes/execute/outcome';
import { createProblem, isProblem } from '../../nodes/transport/problem';
import { createStop } from '../../nodes/transport/stopSignal';
import { settle } from './handClock';
import { runAction, type Stage } from './runAction';

const problemOf = (message: string) => createProblem({ message, advice: 'Do this.' });
const itemOf = (itemIndex: number, json: IDataObject = { itemIndex }): ItemOutcome => [
	{ json, pairedItem: { item: itemIndex } },
];
const items = (count: number) => Array.from({ length: count }, () => ({ json: {} }));

/** An item's work that a test ends. */
function openWork(more: Partial<Work<number>> = {}) {
	const begun: number[] = [];
	const finish = new Map<number, (outcome: ItemOutcome | undefined) => void>();
	let run: Run | undefined;
	const action = forEachItem<number>((opened) => {
		run = opened;
		return {
			prepare: (itemIndex) => itemIndex,
			run: async ({ itemIndex }) => {
				begun.push(itemIndex);
				return await new Promise((resolve) => finish.set(itemIndex, resolve));
			},
			...more,
		};
	});
	const end = async (itemIndex: number, outcome: ItemOutcome | 'none' = itemOf(itemIndex)) => {
		finish.get(itemIndex)?.(outcome === 'none' ? undefined : outcome);
		await settle();
	};
	return { action, begun, end, run: () => run };
}

async function start(work: ReturnType<typeof openWork>, stage: Stage = { items: items(3) }) {
	const ended = { isOver: false };
	const result = runAction(work.action, stage).finally(() => (ended.isOver = true));
	await settle();
	return { result, ended };
}

describe('the items of a run', () => {
	it('run side by side, and return in the order of the input', async () => {
		const work = openWork();
		const { result } = await start(work);
		expect(work.begun).toEqual([0, 1, 2]);
		for (const itemIndex of [2, 0, 1]) await work.end(itemIndex);
		expect((await result).output.map(({ json }) => json.itemIndex)).toEqual([0, 1, 2]);
	});

	it('run so many at a time', async () => {
		const work = openWork({ atOnce: 2 });
		const { result } = await start(work);
		expect(work.begun).toEqual([0, 1]);
		await work.end(1);
		expect(work.begun).toEqual([0, 1, 2]);
		await work.end(0);
		await work.end(2);
		expect((await result).output).toHaveLength(3);
	});

	it('may be none', async () => {
		const work = openWork();
		const { result } = await start(work, { items: [] });
		expect(await result).toMatchObject({ output: [] });
	});

	it('are told before the first of them runs', async () => {
		const told: number[][] = [];
		const work = openWork({
			begin: async (ready) => {
				told.push(ready.map(({ itemIndex }) => itemIndex));
				expect(work.begun).toEqual([]);
				await settle();
			},
			run: async ({ itemIndex }) => await Promise.resolve(itemOf(itemIndex)),
		});
		await runAction(work.action, { items: items(2) });
		expect(told).toEqual([[0, 1]]);
	});
});

describe('an item that cannot be prepared', () => {
	const oneIsWrong: Partial<Work<number>> = {
		prepare: (itemIndex) => (itemIndex === 1 ? problemOf('Wrong') : itemIndex),
		run: async ({ itemIndex }) => await Promise.resolve(itemOf(itemIndex)),
	};

	it('fails the run before anything is sent', async () => {
		const { action, begun } = openWork({ prepare: oneIsWrong.prepare });
		const { error } = await runAction(action, { items: items(3) });
		expect(error).toMatchObject({ message: 'Wrong [item 1]', description: 'Do this.' });
		expect(begun).toEqual([]);
	});

	it('is an error in its own place with Continue', async () => {
		const { action } = openWork(oneIsWrong);
		const { output } = await runAction(action, { items: items(3), continueOnFail: true });
		expect(output.map(({ json }) => json.itemIndex ?? json.error)).toEqual([
			0,
			'Wrong [item 1]. Do this.',
			2,
		]);
	});

	it('tells what an expression threw', async () => {
		const { action } = openWork({
			prepare: () => {
				throw Object.assign(new Error('No such node'), { description: 'It is <b>gone</b>.' });
			},
		});
		const { error } = await runAction(action, {});
		expect(error).toMatchObject({
			message: 'No such node [item 0]',
			description: 'It is gone. Check the expressions in the fields of this node.',
		});
	});

	it('may be one whose credential cannot be read', async () => {
		const { action, begun } = openWork();
		const { error } = await runAction(action, { connectionOf: () => problemOf('No key') });
		expect(error?.message).toBe('No key [item 0]');
		expect(begun).toEqual([]);
	});
});

describe('an item that fails', () => {
	it('ends the run after what has begun, and begins no more', async () => {
		const work = openWork({ atOnce: 2 });
		const { result, ended } = await start(work);
		await work.end(0, problemOf('No'));
		expect(work.run()?.ending.signal.aborted).toBe(true);
		expect(ended.isOver).toBe(false);
		await work.end(1);
		expect((await result).error?.message).toBe('No [item 0]');
		expect(work.begun).toEqual([0, 1]);
	});

	it('waits for what the work says instead, where it says so', async () => {
		let settled: () => void = () => {};
		const settling = new Promise<void>((resolve) => (settled = resolve));
		const work = openWork({
			settled: async () => await settling,
			remainder: ({ message }) => `More about ${message}.`,
			explain: (problem) => ({ ...problem, advice: `${problem.advice} Why.` }),
		});
		const { result, ended } = await start(work);
		await work.end(1, problemOf('No'));
		expect(ended.isOver).toBe(false);
		settled();
		expect((await result).error).toMatchObject({
			message: 'No [item 1]',
			description: 'Do this. Why. More about No.',
		});
	});

	it('lets the others finish with Continue', async () => {
		const work = openWork();
		const { result } = await start(work, { items: items(2), continueOnFail: true });
		await work.end(0, problemOf('No'));
		expect(work.run()?.ending.signal.aborted).toBe(false);
		await work.end(1);
		const { output } = await result;
		expect(output.map(({ json }) => json.itemIndex ?? json.error)).toEqual([
			'No [item 0]. Do this.',
			1,
		]);
	});

	it('may have thrown something: its own fault alone', async () => {
		const { action } = openWork({
			run: async ({ itemIndex }) => {
				await settle();
				if (itemIndex === 0) throw new Error('Broken');
				return itemOf(itemIndex);
			},
		});
		const { output } = await runAction(action, { items: items(2), continueOnFail: true });
		expect(output[0]?.json.error).toBe(
			'Broken [item 0]. Unexpected error. Please report it with the steps to reproduce it.',
		);
		expect(output[1]?.json.itemIndex).toBe(1);
	});
});

describe('a stop', () => {
	it('ends the run at once, with what the work has to say', async () => {
		const stop = createStop();
		const work = openWork({ onStop: () => 'Its tasks keep running.' });
		const { result } = await start(work, { items: items(2), stop });
		await work.end(0);
		stop.stop();
		const { error } = await result;
		expect(error?.message).toBe('The execution was canceled. Its tasks keep running.');
		expect(work.run()?.ending.signal.aborted).toBe(true);
	});

	it('before the first item lets none run', async () => {
		const stop = createStop();
		stop.stop();
		const work = openWork();
		const { error } = await runAction(work.action, { stop });
		expect(error?.message).toBe('The execution was canceled');
		expect(work.begun).toEqual([]);
	});

	it('after the end changes nothing', async () => {
		const stop = createStop();
		const stops: string[] = [];
		const work = openWork({ onStop: () => String(stops.push('stopped')) });
		const { result } = await start(work, { items: items(1), stop });
		await work.end(0);
		await result;
		stop.stop();
		expect(stops).toEqual([]);
	});
});

describe('the end of a run', () => {
	it.each([
		['it is done', itemOf(0)],
		['it failed', problemOf('No')],
	])('is told once when %s', async (_, outcome) => {
		let closed = 0;
		const work = openWork({ close: () => void (closed += 1) });
		const { result } = await start(work, { items: items(1) });
		expect(closed).toBe(0);
		await work.end(0, outcome);
		await result;
		expect(closed).toBe(1);
		expect(work.run()?.ending.signal.aborted).toBe(true);
	});

	it('lets the work change the outcomes and deliver the items', async () => {
		const seen: unknown[] = [];
		const work = openWork({
			finish: async (outcomes) => {
				seen.push(outcomes.map((outcome) => (isProblem(outcome) ? 'problem' : outcome)));
				return await Promise.resolve({
					outcomes: [itemOf(0, { changed: true })],
					deliver: async (made) => await Promise.resolve([...made, { json: { last: true } }]),
				});
			},
		});
		const { result } = await start(work, { items: items(2) });
		await work.end(0);
		await work.end(1, 'none');
		expect((await result).output.map(({ json }) => json)).toEqual([
			{ changed: true },
			{ last: true },
		]);
		expect(seen).toEqual([[itemOf(0), undefined]]);
	});
});
