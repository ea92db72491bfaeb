import { openBudget } from '../../nodes/task/budget';
import type { CreateJob } from '../../nodes/task/job';
import { answeredWith } from './connectionStage';
import { lost, problemIn, quick, UNITS, type Result } from './orElseStage';
import { Shop } from './shop';

const price = { estimateUsd: 0.1 };
const CHARGED = { type: 'llm', frozen: 0, consume: 0.1 * UNITS };

const committed = (shop: Shop): unknown =>
	(shop.kept.piApiBudget as { committedUsd?: unknown } | undefined)?.committedUsd;

const limitReached = (results: readonly Result[]): string[] =>
	results.flatMap((result) => {
		const hasProblem = typeof result === 'object' && 'problem' in result;
		return hasProblem && result.problem.message.startsWith('Spending Limit')
			? result.problem.message
			: [];
	});

describe('the models of an item', () => {
	it('each count, as PiAPI charges them', async () => {
		const shop = new Shop();
		shop.fail('a', 'b');
		shop.usages.set('task b', CHARGED);
		const { results } = await shop.buyAll([shop.chain(['a', 'b', 'c'], 0, price)], 1);
		expect(results).toMatchObject([{ name: 'c' }]);
		expect(committed(shop)).toBeCloseTo(0.2);
	});

	it('end where the next one would exceed the limit', async () => {
		const shop = new Shop();
		shop.fail('a', 'b');
		['a', 'b'].forEach((prompt) => shop.usages.set(`task ${prompt}`, CHARGED));
		const { results } = await shop.buyAll([shop.chain(['a', 'b', 'c', 'd'], 0, price)], 0.25);
		expect(shop.created).toEqual(['a', 'b']);
		expect(limitReached(results)).toHaveLength(1);
		expect(problemIn(results[0]).advice).toContain('Tried before: a (task task a)');
	});

	it('end there on another try, too, which creates nothing again', async () => {
		const shop = new Shop();
		shop.fail('a');
		shop.usages.set('task a', CHARGED);
		for (const _ of [1, 2]) {
			const { results } = await shop.buyAll([shop.chain(['a', 'b'], 0, price)], 0.15);
			expect(limitReached(results)).toHaveLength(1);
		}
		expect(shop.created).toEqual(['a']);
	});

	it('leave room for the next one where the task before was canceled', async () => {
		const shop = new Shop();
		shop.work('a');
		const job = shop.chain(['a', 'b'], 0, { ...price, pace: quick });
		const { results } = await shop.buyAll([job], 0.15);
		expect(results).toMatchObject([{ name: 'b', attempts: [{ status: 'canceled' }] }]);
		expect(committed(shop)).toBeCloseTo(0.1);
	});

	it('keep the money of a request that ended in something unexpected: it may have been sent', async () => {
		const shop = new Shop();
		shop.answerCreate = () => {
			throw new Error('A fault');
		};
		const { results } = await shop.buyAll([shop.create('a', 0, price)], 1);
		expect(results).toMatchObject([{ problem: { message: 'A fault' } }]);
		expect(committed(shop)).toBeCloseTo(0.1);
	});

	it('keep the money of a task that PiAPI did not cancel', async () => {
		const shop = new Shop();
		shop.work('a');
		shop.answerCancel = () => lost;
		await shop.buyAll([shop.chain(['a', 'b'], 0, { ...price, pace: quick })], 1);
		expect(committed(shop)).toBeCloseTo(0.1);
	});
});

describe('a task that another try resumes', () => {
	const interrupted = async (shop: Shop, job: CreateJob, seconds = 5) => {
		const run = await shop.buyAll([job], 0.25, seconds);
		run.stop.stop();
		run.taskRun.close();
		await shop.clock.advance(0);
	};

	it('counts once', async () => {
		const shop = new Shop();
		shop.work('a');
		await interrupted(shop, shop.create('a', 0, price));
		shop.statuses.set('task a', 'completed');
		const jobs = ['a', 'b', 'c'].map((prompt, item) => shop.create(prompt, item, price));
		const { results } = await shop.buyAll(jobs, 0.25);
		expect(shop.created).toEqual(['a', 'b']);
		expect(limitReached(results)).toHaveLength(1);
		expect(committed(shop)).toBeCloseTo(0.2);
	});

	it.each(['answered', 'lost'])('counts with what PiAPI tells then (create %s)', async (create) => {
		const shop = new Shop('atEnd');
		shop.prices.set('a', 0.2);
		shop.work('a');
		if (create === 'lost') shop.answerCreate = (prompt) => (prompt === 'a' ? lost : undefined);
		await interrupted(shop, shop.create('a', 0, price), create === 'lost' ? 0 : 5);
		shop.statuses.set('task a', 'completed');
		await shop.buyAll([shop.create('a', 0, price)], 0.25);
		expect(committed(shop)).toBeCloseTo(0.2);
	});

	it('gives its money back if it has failed without a charge', async () => {
		const shop = new Shop();
		shop.work('a');
		await interrupted(shop, shop.create('a', 0, price));
		shop.fail('a');
		await shop.buyAll([shop.create('a', 0, price)], 0.25);
		expect(committed(shop)).toBeCloseTo(0);
	});

	it('counts where the limit is new', async () => {
		const shop = new Shop();
		shop.work('a');
		const run = await shop.run([shop.create('a')], 5);
		run.stop.stop();
		await shop.clock.advance(0);
		shop.statuses.set('task a', 'completed');
		const jobs = ['a', 'b', 'c'].map((prompt, item) => shop.create(prompt, item, price));
		await shop.buyAll(jobs, 0.25);
		expect(shop.created).toEqual(['a', 'b']);
	});

	it('lets the others wait for its price where nobody knows it', async () => {
		const shop = new Shop('atEnd');
		shop.work('a');
		await interrupted(shop, shop.create('a'));
		const run = shop.open(
			['a', 'b', 'c', 'd'].map((prompt, item) => shop.create(prompt, item)),
			{ budget: openBudget(shop.kept, 0.25) },
		);
		await shop.clock.advance(5_000);
		expect(shop.created).toEqual(['a']);
		shop.statuses.set('task a', 'completed');
		await shop.clock.advance(120_000);
		expect(shop.created).toEqual(['a', 'b']);
		expect(limitReached(run.results)).toHaveLength(2);
	});
});

describe('the first task of an unknown price', () => {
	it('lets another one go first if it failed without a charge', async () => {
		const shop = new Shop();
		shop.fail('p0');
		shop.usages.set('task p0', { type: 'point', frozen: 0, consume: 0 });
		const { results } = await shop.buy(['p0', 'p1', 'p2', 'p3'], 0.2);
		expect(shop.created).toEqual(['p0', 'p1', 'p2']);
		expect(limitReached(results)).toHaveLength(1);
	});

	it('tells the price although it failed, if PiAPI may have charged it', async () => {
		const shop = new Shop('atEnd');
		shop.fail('p0');
		shop.usages.set('task p0', CHARGED);
		shop.answerCreate = (prompt) =>
			prompt === 'p0' ? answeredWith({ task_id: 'task p0' }) : undefined;
		const { results } = await shop.buy(['p0', 'p1', 'p2', 'p3'], 0.3);
		expect(shop.created).toEqual(['p0', 'p1', 'p2']);
		expect(limitReached(results)).toHaveLength(1);
	});

	it('lets no other one go if it may still be charged', async () => {
		const shop = new Shop('atEnd');
		shop.work('p0');
		const jobs = ['p0', 'p1', 'p2'].map((prompt, item) =>
			shop.create(prompt, item, { pace: quick }),
		);
		const { results } = await shop.buyAll(jobs, 0.2);
		expect(shop.created).toEqual(['p0']);
		expect(limitReached(results)).toHaveLength(2);
	});
});
