import fc from 'fast-check';

import type { CreateJob } from '../../nodes/task/job';
import type { Result } from './orElseStage';
import { Shop } from './shop';

const RUNS = { numRuns: 60, seed: 20261127 };

const messageOf = (result: Result | undefined): string =>
	typeof result === 'object' && 'problem' in result ? result.problem.message : '';

const isOver = (result: Result | undefined): boolean =>
	messageOf(result).startsWith('Spending Limit (USD) is reached');

const isUnchecked = (result: Result | undefined): boolean =>
	messageOf(result).includes('cannot be checked');

/** What an item asks for, and what it costs. */
interface Asked {
	readonly prompt: string;
	readonly price: number;
	readonly estimateUsd?: number;
	readonly isEstimateMost?: boolean;
	readonly isPrivate?: boolean;
	readonly kind?: string;
}

/** Jobs of one kind have the same task type. */
function jobsFor(shop: Shop, asked: readonly Asked[]): CreateJob[] {
	return asked.map(({ prompt, price, isPrivate = false, kind = 'hunt', ...estimate }, item) => {
		shop.prices.set(prompt, price);
		const constantRequest = {
			...shop.requestOf(prompt),
			task_type: kind,
			...(isPrivate ? { config: { service_mode: 'private' } } : {}),
		};
		return shop.create(prompt, item, { ...estimate, constantRequest });
	});
}

const named = (count: number, name: string, asked: Omit<Asked, 'prompt'>): Asked[] =>
	Array.from({ length: count }, (_, index) => ({ prompt: `${name}${index}`, ...asked }));

describe('jobs with and without an estimate', () => {
	const estimated = named(2, 'estimated', { price: 7.5, estimateUsd: 7.5 });
	const others = named(2, 'other', { price: 10 });

	it.each([
		['after', [...estimated, ...others]],
		['before', [...others, ...estimated]],
		['between', [others[0], ...estimated, others[1]]],
	])('count with their own prices, those without one %s the others', async (_, asked) => {
		const shop = new Shop();
		const { results } = await shop.buyAll(jobsFor(shop, asked as Asked[]), 35);
		expect(results.filter(isOver)).toEqual([]);
		expect(shop.spent()).toBe(35);
	});

	it('do not count as the ratio of the others', async () => {
		const shop = new Shop();
		await shop.buyAll(jobsFor(shop, [...estimated, ...others]), 34);
		expect(shop.spent()).toBe(25);
	});

	it('count in what n8n keeps for a retry, too', async () => {
		const shop = new Shop();
		await shop.buyAll(jobsFor(shop, [...estimated, ...others.slice(0, 1)]), 34);
		shop.store();
		const { results } = await shop.buyAll(jobsFor(shop, [...estimated, ...others]), 34);
		expect(results.filter(isOver)).toHaveLength(1);
		expect(shop.spent()).toBe(25);
	});
});

describe('upper ends', () => {
	it('let others wait for what PiAPI says, before they are refused', async () => {
		const shop = new Shop();
		const asked = named(4, 'a', { price: 0.3, estimateUsd: 1, isEstimateMost: true });
		const { results } = await shop.buyAll(jobsFor(shop, asked), 1.95);
		expect(results.filter(isOver)).toEqual([]);
		expect(shop.spent()).toBeCloseTo(1.2);
	});

	it('are named as such in the error', async () => {
		const shop = new Shop();
		const asked = named(2, 'a', { price: 0.3, estimateUsd: 1, isEstimateMost: true });
		const { results } = await shop.buyAll(jobsFor(shop, asked), 1);
		expect(messageOf(results[1])).toBe(
			'Spending Limit (USD) is reached: $0.30 of $1.00 is committed, and this task would cost at most $1.00',
		);
	});
});

describe('tasks with Service Mode Private', () => {
	const free = { price: 0, isPrivate: true };
	const half = { ...free, estimateUsd: 0.5, isEstimateMost: true };

	it('commit nothing when PiAPI charged nothing, however many there are', async () => {
		const shop = new Shop();
		const { results } = await shop.buyAll(jobsFor(shop, named(30, 'p', half)), 5, 6_000);
		expect(results.filter((result) => typeof result === 'object' && 'task' in result)).toHaveLength(
			30,
		);
		expect(shop.kept.piApiBudget).toMatchObject({ committedUsd: 0 });
	});

	it('run side by side as far as the limit allows what they may cost', async () => {
		const shop = new Shop();
		const asked = named(12, 'p', half);
		shop.work(...asked.map(({ prompt }) => prompt));
		await shop.buyAll(jobsFor(shop, asked), 5, 30);
		expect(shop.created).toHaveLength(10);
	});

	it('count with what PiAPI charges in its shared pool', async () => {
		const shop = new Shop();
		const asked = named(12, 'p', { ...half, price: 0.5 });
		const { results } = await shop.buyAll(jobsFor(shop, asked), 5, 6_000);
		expect(shop.spent()).toBeCloseTo(5);
		expect(results.filter(isOver)).toHaveLength(2);
	});

	it('do not stop after one where the price is not known', async () => {
		const shop = new Shop();
		const { results } = await shop.buyAll(jobsFor(shop, named(5, 'p', free)), 1);
		expect(shop.created).toHaveLength(5);
		expect(results.filter(isUnchecked)).toEqual([]);
	});

	it('run side by side after the first one, where the price is not known', async () => {
		const shop = new Shop();
		shop.work('p1', 'p2', 'p3');
		await shop.buyAll(jobsFor(shop, named(4, 'p', free)), 1, 60);
		expect(shop.created).toHaveLength(4);
	});

	it('let others wait, too, where one was charged and no estimate is known', async () => {
		const shop = new Shop();
		const charged = { prompt: 'charged', price: 0.5, isPrivate: true };
		const first = named(1, 'first', free);
		await shop.buyAll(jobsFor(shop, [...first, charged]), 2);
		const others = named(8, 'p', free).map((one) => ({ ...one, kind: 'hunt' }));
		const { results } = await shop.buyAll(jobsFor(shop, [...first, charged, ...others]), 2);
		expect(results.map(messageOf).filter((message) => message !== '')).toEqual([]);
		expect(shop.created).toHaveLength(10);
	});

	it('commit the estimate where PiAPI does not say what they cost', async () => {
		const shop = new Shop('never');
		const { results } = await shop.buyAll(jobsFor(shop, named(4, 'p', half)), 1.2);
		expect(shop.created).toHaveLength(2);
		expect(results.filter(isOver)).toHaveLength(2);
	});

	it('let go those that wait when the run ends', async () => {
		const shop = new Shop();
		const asked = named(4, 'p', half);
		shop.work(...asked.map(({ prompt }) => prompt));
		const run = await shop.buyAll(jobsFor(shop, asked), 1.2, 30);
		run.stop.stop();
		await shop.clock.advance(1_000);
		expect(shop.created).toHaveLength(2);
		expect(run.results).toHaveLength(4);
	});

	it('of the other modes still commit the estimate when PiAPI says 0', async () => {
		const shop = new Shop();
		shop.usages.set('task p0', { type: 'point', frozen: 0, consume: 0 });
		const asked = named(3, 'p', { price: 0.5, estimateUsd: 0.5 });
		await shop.buyAll(jobsFor(shop, asked), 1);
		expect(shop.created).toEqual(['p0', 'p1']);
	});
});

/** A kind of job: all of its tasks cost the same, and PiAPI says it at once. */
const kinds = fc.record({
	price: fc.integer({ min: 1, max: 40 }).map((tenths) => tenths / 10),
	/** How much higher an estimate is that is an upper end. */
	more: fc.integer({ min: 0, max: 20 }).map((tenths) => tenths / 10),
	isPrivate: fc.boolean(),
});

const runs = fc.record({
	kinds: fc.array(kinds, { minLength: 1, maxLength: 3 }),
	jobs: fc.array(
		fc.record({
			kind: fc.nat(),
			way: fc.constantFrom('exact' as const, 'most' as const, 'unknown' as const),
		}),
		{ minLength: 1, maxLength: 14 },
	),
	limit: fc.integer({ min: 1, max: 200 }).map((tenths) => tenths / 10),
});

it('a run of mixed jobs keeps to the limit and refuses nothing that fits', async () => {
	let refused = 0;
	await fc.assert(
		fc.asyncProperty(runs, async ({ kinds: all, jobs, limit }) => {
			const shop = new Shop();
			const asked = jobs.map(({ kind, way }, index): Asked => {
				const number = kind % all.length;
				const { price, more, isPrivate } = all[number] ?? { price: 1, more: 0, isPrivate: false };
				const exact = { estimateUsd: price, isEstimateMost: isPrivate };
				const most = { estimateUsd: price + more, isEstimateMost: true };
				return {
					...{ prompt: `p${index}`, kind: `kind${number}`, isPrivate },
					price: isPrivate ? 0 : price,
					...(way === 'unknown' ? {} : way === 'exact' ? exact : most),
				};
			});
			const { results } = await shop.buyAll(jobsFor(shop, asked), limit, 20_000);
			const spent = shop.spent();
			const firsts = new Map(
				asked
					.filter(({ estimateUsd }) => estimateUsd === undefined)
					.map(({ kind, price }) => [kind, price]),
			);
			const allowed = [...firsts.values()].reduce((sum, price) => sum + price, limit);
			expect(spent).toBeLessThanOrEqual(allowed + 1e-6);
			asked.forEach(({ price, estimateUsd = price }, index) => {
				if (messageOf(results[index]) === '') return;
				refused++;
				expect(isOver(results[index])).toBe(true);
				expect(spent + estimateUsd).toBeGreaterThan(limit - 1e-6);
			});
		}),
		RUNS,
	);
	expect(refused).toBeGreaterThan(50);
}, 120_000);
