import { settle } from './handClock';
import { openLine, upTo } from './slotLine';

const MINUTE = 60_000;

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

	it('let a late comer wait after those in line', async () => {
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
