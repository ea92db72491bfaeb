import { createSlotPool } from '../../nodes/task/slots';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';
import { openLine } from './slotLine';

describe('slots', () => {
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

	it.each([0, 1, -5000])('let nobody through at once when PiAPI asks for %d ms', async (asks) => {
		const line = openLine({ start: 1 });
		await line.queue(1);
		let asked = 1;
		for (let tenth = 0; tenth < 200; tenth++) {
			while (asked <= line.through.length) {
				asked++;
				line.slots.refused(asks);
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
});

it.each([
	[0, 1_000],
	[0.5, 1_250],
	[1, 1_500],
])('with a chance of %d, PiAPI is tried again after %d ms', async (chance, pause) => {
	const clock = new HandClock();
	const pool = createSlotPool({ clock, random: () => chance });
	const slots = pool.open({ start: 1, signal: createStop().signal });
	const through: boolean[] = [];
	for (let index = 0; index < 2; index++) void slots.take().then((go) => through.push(go));
	await clock.advance(pause - 1);
	expect(through).toEqual([true]);
	await clock.advance(1);
	expect(through).toEqual([true, true]);
});
