import { openBudget } from '../../nodes/task/budget';
import type { JobResult } from '../../nodes/task/job';
import { createProblem } from '../../nodes/transport/problem';
import { answeredWith } from './connectionStage';
import { Shop, type Told } from './shop';

const prompts = (count: number): string[] =>
	Array.from({ length: count }, (_, index) => `p${index}`);

const messageOf = (result: JobResult | 'thrown'): string =>
	typeof result === 'object' && 'problem' in result ? result.problem.message : '';

const refusals = (results: ReadonlyArray<JobResult | 'thrown'>): string[] =>
	results.map(messageOf).filter((message) => message.startsWith('Spending Limit (USD)'));

describe.each<[string, Told, number | undefined]>([
	['that is known', 'atCreate', 0.1],
	['that is known, of which PiAPI says nothing', 'never', 0.1],
	['that is estimated too low', 'atCreate', 0.04],
	['that PiAPI tells at the create', 'atCreate', undefined],
	['that PiAPI tells at the end', 'atEnd', undefined],
])('with a price %s', (_, told, estimate) => {
	it('a run creates what the limit allows, and says of each other item why not', async () => {
		const shop = new Shop(told);
		const { results } = await shop.buy(prompts(10), 0.35, estimate);
		expect(shop.created).toEqual(['p0', 'p1', 'p2']);
		expect(refusals(results)).toHaveLength(7);
	});

	it('a limit that fits to the cent lets everything through', async () => {
		const shop = new Shop(told);
		const { results } = await shop.buy(prompts(3), 0.3, estimate);
		expect(shop.created).toHaveLength(3);
		expect(refusals(results)).toEqual([]);
	});

	it('another try of the node continues with what the first one spent', async () => {
		const shop = new Shop(told);
		await shop.buy(['p0', 'p1'], 0.25, estimate);
		await shop.buyAll(
			['q2', 'q3'].map((prompt, index) =>
				shop.create(prompt, index + 2, { estimateUsd: estimate }),
			),
			0.25,
		);
		expect(shop.spent()).toBeCloseTo(0.2);
	});
});

it('says what is committed and what the next task would have cost', async () => {
	const shop = new Shop();
	const { results } = await shop.buy(prompts(4), 0.25, 0.1);
	expect(refusals(results)[0]).toBe(
		'Spending Limit (USD) is reached: $0.20 of $0.25 is committed, and this task would cost about $0.10',
	);
	expect(results[2]).toMatchObject({
		problem: { type: 'limit', advice: expect.stringMatching(/^This task was not created\. /) },
	});
});

it('creates one task where PiAPI never tells the price, and none after it', async () => {
	const shop = new Shop('never');
	const { results } = await shop.buy(prompts(5), 10);
	expect(shop.created).toEqual(['p0']);
	expect(refusals(results)).toHaveLength(4);
	expect(refusals(results)[0]).toContain('did not tell the price');
	await shop.buyAll([shop.create('q', 7)], 10);
	expect(shop.created).toEqual(['p0']);
});

it('sends the first task alone, and the others when its price is known', async () => {
	const shop = new Shop();
	let answer: () => void = () => undefined;
	shop.answerCreate = async (prompt) => {
		if (prompt === 'p0') await new Promise<void>((resolve) => (answer = resolve));
		return answeredWith(shop.task(`task ${prompt}`, 'pending'));
	};
	const run = shop.open(
		prompts(4).map((prompt, index) => shop.create(prompt, index, { estimateUsd: 0.1 })),
		{ budget: openBudget(shop.kept, 10) },
	);
	await shop.clock.advance(1_000);
	expect(shop.created).toEqual(['p0']);
	answer();
	await shop.clock.advance(1_000);
	expect(shop.created).toHaveLength(4);
	run.stop.stop();
});

it('lets the next one go first when the first was refused', async () => {
	const shop = new Shop();
	shop.answerCreate = (prompt) =>
		prompt === 'p0'
			? { outcome: 'refused', problem: createProblem({ message: 'no', advice: '' }) }
			: undefined;
	await shop.buy(prompts(3), 10);
	expect(shop.created).toEqual(['p0', 'p1', 'p2']);
});

it('gives back the money of a failed task that PiAPI did not charge', async () => {
	const shop = new Shop();
	shop.statuses.set('task p0', 'failed');
	await shop.buy(['p0', 'p1'], 0.2, 0.1);
	await shop.buyAll([shop.create('p2', 2, { estimateUsd: 0.1 })], 0.2);
	expect(shop.created).toEqual(['p0', 'p1', 'p2']);
});

it('keeps the money of a task that may exist', async () => {
	const shop = new Shop();
	shop.answerCreate = () => ({
		outcome: 'unclear',
		problem: createProblem({ message: 'lost', advice: '' }),
	});
	await shop.buy(['p0', 'p1', 'p2'], 0.2, 0.1);
	expect(shop.created).toEqual(['p0', 'p1']);
});

it('counts over calls that run at the same time', async () => {
	const shop = new Shop();
	const calls = ['a', 'b', 'c', 'd'].map((prompt) =>
		shop.open([shop.create(prompt, 0, { estimateUsd: 0.1 })], {
			budget: openBudget(shop.kept, 0.25),
		}),
	);
	await shop.clock.advance(600_000);
	expect(shop.spent()).toBeCloseTo(0.2);
	expect(calls.flatMap(({ results }) => refusals(results))).toHaveLength(2);
});

it('counts dearer tasks as PiAPI tells them', async () => {
	const shop = new Shop();
	shop.prices.set('p0', 0.3);
	await shop.buy(prompts(4), 0.5, 0.1);
	expect(shop.created).toEqual(['p0']);
});
