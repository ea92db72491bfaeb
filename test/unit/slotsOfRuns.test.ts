import { settle } from './handClock';
import { openLine, upTo } from './slotLine';

describe('slots of several runs', () => {
	it('are assigned in turn', async () => {
		const first = openLine({ start: 4 });
		const second = openLine({ start: 4 }, first);
		await first.queue(10);
		await second.queue(10);
		expect([first.through.length, second.through.length]).toEqual([4, 0]);
		for (let released = 0; released < 4; released++) first.slots.release();
		await settle();
		// Two each.
		expect([first.through.length, second.through.length]).toEqual([6, 2]);
	});

	it('go to the run that has the fewest, however long its tasks take', async () => {
		const slow = openLine({ start: 4 });
		const quick = openLine({ start: 4 }, slow);
		await slow.queue(2);
		await quick.queue(2);
		await slow.queue(20);
		await quick.queue(20);
		for (let round = 0; round < 10; round++) {
			quick.slots.release();
			await settle();
		}
		expect([slow.through.length, quick.through.length]).toEqual([2, 12]);
	});

	it('are shared in turn with a run that gives them back after the create', async () => {
		const held = openLine({ start: 1 });
		const brief = openLine({ createOnly: true }, held);
		await held.queue(10);
		await brief.queue(10);
		for (let round = 0; round < 8; round++) {
			if (held.through.length + brief.through.length > 0) {
				(round % 2 === 0 ? held : brief).slots.release();
				await settle();
			}
		}
		expect([held.through.length, brief.through.length]).toEqual([5, 4]);
	});

	it('fall to what is alive in all of them', async () => {
		const first = openLine({ start: 8 });
		const second = openLine({}, first);
		await first.queue(4);
		await second.queue(4);
		second.slots.refused();
		await first.queue(3);
		first.slots.release();
		first.slots.release();
		await settle();
		expect(first.through).toHaveLength(6);
	});

	it('leave the ceiling of a run to itself', async () => {
		const narrow = openLine({ start: 8, ceiling: 1 });
		const wide = openLine({}, narrow);
		await narrow.queue(5);
		await wide.queue(10);
		expect([narrow.through.length, wide.through.length]).toEqual([1, 7]);
	});

	it('come back when a run closes, also twice', async () => {
		const first = openLine({ start: 2, ceiling: 2 });
		const second = openLine({ ceiling: 2 }, first);
		await first.queue(3);
		await second.queue(3);
		first.slots.close();
		first.slots.close();
		first.slots.release();
		await settle();
		expect(first.sentAway).toEqual([2]);
		expect(second.through).toEqual(upTo(2));
		await expect(first.slots.take()).resolves.toBe(false);
	});

	it('of a stopped run stay taken until its tasks are released', async () => {
		const first = openLine({ start: 1, ceiling: 1 });
		const second = openLine({ ceiling: 1 }, first);
		await first.queue(2);
		await second.queue(1);
		first.end.stop();
		await settle();
		expect(first.sentAway).toEqual([1]);
		expect(second.through).toEqual([]);
		first.slots.release();
		await settle();
		expect(second.through).toEqual([0]);
	});
});
