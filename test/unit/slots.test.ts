import {
	createSlotPool,
	type OpenSlots,
	type SlotOptions,
	type SlotPool,
} from '../../nodes/task/slots';
import { createStop, type StopSource } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

const MINUTE = 60_000;

interface Line {
	readonly slots: OpenSlots;
	readonly pool: SlotPool;
	readonly clock: HandClock;
	readonly end: StopSource;
	/** Who was let through, in that order. */
	readonly through: number[];
	/** Who was sent away because the run ended. */
	readonly sentAway: number[];
	/** Puts so many more in line. */
	queue(count: number): Promise<void>;
}

/** A run that waits for slots; in the pool of another one, or in its own. */
function openLine(options: Partial<SlotOptions> = {}, beside?: Line): Line {
	const clock = beside?.clock ?? new HandClock();
	const end = createStop();
	const pool = beside?.pool ?? createSlotPool({ clock, random: () => 0 });
	const slots = pool.open({ signal: end.signal, ...options });
	const through: number[] = [];
	const sentAway: number[] = [];
	let queued = 0;
	const enter = async (number: number): Promise<void> => {
		((await slots.take()) ? through : sentAway).push(number);
	};
	return {
		slots,
		pool,
		clock,
		end,
		through,
		sentAway,
		queue: async (count) => {
			for (let index = 0; index < count; index++) void enter(queued++);
			await settle();
		},
	};
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('slots', () => {
	it('let through as many as there are, in the order of the calls', async () => {
		const line = openLine({ start: 3 });
		await line.queue(5);
		expect(line.through).toEqual(upTo(3));
	});

	it('let the next one through for each that is released', async () => {
		const line = openLine({ start: 2, ceiling: 2 });
		await line.queue(4);
		line.slots.release();
		await settle();
		expect(line.through).toEqual(upTo(3));
		line.slots.release();
		await settle();
		expect(line.through).toEqual(upTo(4));
	});

	it('let a late comer wait behind those in line', async () => {
		const line = openLine({ start: 1, ceiling: 1 });
		await line.queue(2);
		await line.queue(1);
		line.slots.release();
		await settle();
		expect(line.through).toEqual(upTo(2));
		line.slots.release();
		await settle();
		expect(line.through).toEqual(upTo(3));
	});

	it('grow in doubling steps as long as PiAPI accepts', async () => {
		const line = openLine({ start: 2 });
		await line.queue(100);
		const counts: number[] = [];
		for (let second = 0; second < 5; second++) {
			line.through.forEach(() => line.slots.accepted());
			counts.push(line.through.length);
			await line.clock.advance(1000);
		}
		expect(counts).toEqual([2, 3, 5, 9, 17]);
	});

	it('do not grow while nobody waits', async () => {
		const line = openLine({ start: 2 });
		await line.queue(2);
		await line.clock.advance(10 * MINUTE);
		await line.queue(2);
		expect(line.through).toEqual(upTo(2));
	});

	it('fall to what is alive when PiAPI refuses', async () => {
		const line = openLine({ start: 8 });
		await line.queue(8);
		for (let index = 0; index < 3; index++) line.slots.refused();
		await line.queue(5);
		expect(line.through).toHaveLength(8);
		line.slots.release();
		await settle();
		expect(line.through).toHaveLength(9);
	});

	it('fall to one at least', async () => {
		const line = openLine({ start: 2 });
		await line.queue(2);
		line.slots.refused();
		line.slots.refused();
		await line.clock.advance(2000);
		await line.queue(2);
		expect(line.through).toEqual(upTo(3));
	});

	it('ask again more and more seldom while PiAPI keeps refusing', async () => {
		const line = openLine({ start: 1 });
		await line.queue(1);
		const asked: number[] = [];
		const startsAt = line.clock.now();
		await line.queue(1);
		for (let second = 1; second <= 130; second++) {
			await line.clock.advance(1000);
			if (line.through.length > asked.length + 1) {
				asked.push((line.clock.now() - startsAt) / 1000);
				line.slots.refused();
				await line.queue(1);
			}
		}
		expect(asked).toEqual([1, 3, 7, 15, 30, 45, 60, 75, 90, 105, 120]);
	});

	it('ask again soon once PiAPI accepted more', async () => {
		const line = openLine({ start: 1 });
		await line.queue(2);
		await line.clock.advance(1000);
		line.slots.refused();
		await line.queue(1);
		await line.clock.advance(2000);
		expect(line.through).toHaveLength(3);
		line.slots.accepted();
		await line.queue(1);
		await line.clock.advance(1000);
		expect(line.through).toHaveLength(4);
	});

	it.each([
		['at the start', 10, 4],
		['after growing', 2, 4],
	])('never exceed the ceiling %s', async (_, start, ceiling) => {
		const line = openLine({ start, ceiling });
		await line.queue(50);
		for (let second = 0; second < 60; second++) {
			line.slots.accepted();
			await line.clock.advance(1000);
		}
		expect(line.through).toHaveLength(ceiling);
	});

	it('hold everybody back until the time that PiAPI asked for', async () => {
		const line = openLine({ start: 4 });
		await line.queue(4);
		line.slots.refused(5000);
		await line.queue(3);
		line.slots.release();
		line.slots.release();
		await line.clock.advance(4999);
		expect(line.through).toHaveLength(4);
		await line.clock.advance(1);
		expect(line.through.length).toBeGreaterThan(4);
	});

	it('keep the longest of several holds', async () => {
		const line = openLine({ start: 3 });
		await line.queue(3);
		line.slots.refused(20_000);
		line.slots.refused(2000);
		line.slots.release();
		await line.queue(1);
		await line.clock.advance(19_999);
		expect(line.through).toHaveLength(3);
		await line.clock.advance(1);
		expect(line.through).toHaveLength(4);
	});

	it('wait a while when PiAPI refuses though nothing of this run is alive', async () => {
		const line = openLine({ start: 1 });
		await line.queue(1);
		line.slots.refused();
		await line.queue(1);
		expect(line.through).toHaveLength(1);
		await line.clock.advance(999);
		expect(line.through).toHaveLength(1);
		await line.clock.advance(10_000);
		expect(line.through).toHaveLength(2);
	});

	it('count tasks of an earlier try', async () => {
		const line = openLine({ start: 2, ceiling: 2 });
		line.slots.occupy();
		line.slots.occupy();
		await line.queue(1);
		expect(line.through).toEqual([]);
		line.slots.release();
		await settle();
		expect(line.through).toEqual([0]);
	});

	it('are at least one', async () => {
		const line = openLine({ start: 0 });
		await line.queue(2);
		expect(line.through).toEqual([0]);
	});

	it.each([undefined, Number.POSITIVE_INFINITY])(
		'grow with each accepted task while the limit is unknown (start %s)',
		async (start) => {
			const line = openLine({ start });
			await line.queue(100);
			expect(line.through).toHaveLength(8);
			for (let accepted = 0; accepted < 8; accepted++) line.slots.accepted();
			await settle();
			expect(line.through).toHaveLength(16);
		},
	);

	it('grow freely no longer after a refusal', async () => {
		const line = openLine();
		await line.queue(100);
		line.slots.refused();
		for (let accepted = 0; accepted < 7; accepted++) line.slots.accepted();
		await settle();
		expect(line.through).toHaveLength(8);
	});

	it('do not grow with each accepted task when the account says its limit', async () => {
		const line = openLine({ start: 5 });
		await line.queue(100);
		for (let accepted = 0; accepted < 5; accepted++) line.slots.accepted();
		await settle();
		expect(line.through).toHaveLength(5);
	});

	it('keep what PiAPI taught when another run names the limit of the account', async () => {
		const line = openLine({ start: 5 });
		await line.queue(5);
		line.slots.refused();
		line.slots.refused();
		const other = openLine({ start: 5 }, line);
		await other.queue(5);
		expect(other.through).toEqual([]);
	});

	it('let nobody through at once when PiAPI asks to wait for nothing', async () => {
		const line = openLine({ start: 1 });
		await line.queue(1);
		let asked = 1;
		for (let tenth = 0; tenth < 200; tenth++) {
			while (asked <= line.through.length) {
				asked++;
				line.slots.refused(0);
				await line.queue(1);
			}
			await line.clock.advance(100);
		}
		// 20 seconds: after 0, 1, 3, 7 and 15.
		expect(line.through).toHaveLength(5);
	});

	it('take a burst of refusals for one', async () => {
		const line = openLine({ start: 8 });
		await line.queue(8);
		for (let refusals = 0; refusals < 8; refusals++) line.slots.refused();
		await line.queue(1);
		await line.clock.advance(1999);
		expect(line.through).toHaveLength(9);
	});

	it('probe at the pace of the own tasks', async () => {
		const line = openLine({ start: 1 });
		await line.queue(2);
		await line.clock.advance(100);
		// A task of 100 ms, then one that stays.
		line.slots.release();
		const probes: number[] = [];
		for (let second = 0; second < 60; second++) {
			const before = line.through.length;
			await line.queue(1);
			await line.clock.advance(1000);
			if (line.through.length > before) {
				probes.push(second);
				line.slots.refused();
			}
		}
		expect(probes.length).toBeGreaterThan(25);
		expect(probes.length).toBeLessThanOrEqual(60);
	});

	it('send everybody away when the run ends', async () => {
		const line = openLine({ start: 1 });
		await line.queue(3);
		line.end.stop();
		await line.queue(1);
		expect(line.through).toEqual([0]);
		expect(line.sentAway).toEqual([1, 2, 3]);
		line.slots.release();
		await line.clock.advance(MINUTE);
		expect(line.through).toEqual([0]);
	});

	it('bring everybody through an account with a limit that nobody told', async () => {
		const line = openLine({ start: 8 });
		const limit = 3;
		const alive: number[] = [];
		let handled = 0;
		let done = 0;
		await line.queue(30);
		for (let second = 0; second < 1000 && done < 30; second++) {
			for (const number of line.through.slice(handled)) {
				handled++;
				if (alive.length < limit) {
					alive.push(number);
					line.slots.accepted();
				} else {
					line.slots.refused();
					await line.queue(1);
				}
			}
			expect(alive.length).toBeLessThanOrEqual(limit);
			if (second % 3 === 0 && alive.shift() !== undefined) {
				done++;
				line.slots.release();
			}
			await line.clock.advance(1000);
		}
		expect(done).toBe(30);
		// Few enough refusals that the account does not suffer from the asking.
		expect(handled).toBeLessThan(60);
	});
});

it('lets the one that PiAPI refused go before those in line', async () => {
	const line = openLine({ start: 1, ceiling: 1 });
	const through: string[] = [];
	await line.slots.take();
	void line.slots.take().then(() => through.push('in line'));
	void line.slots.take(true).then(() => through.push('refused before'));
	line.slots.release();
	await settle();
	expect(through).toEqual(['refused before']);
});

describe('slots of several runs', () => {
	it('are given out in turn', async () => {
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
