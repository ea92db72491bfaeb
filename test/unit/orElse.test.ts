import { lost, OrElseStage, problemIn, refusal } from './orElseStage';

describe('another model is tried', () => {
	it.each<[string, (stage: OrElseStage) => void, object]>([
		[
			'a request that was refused',
			(stage) => stage.refuse('a'),
			{ taskId: null, status: 'refused', reason: 'No a' },
		],
		[
			'a task that failed',
			(stage) => stage.fail('a'),
			{ taskId: 'task a', status: 'failed', reason: 'No foxes' },
		],
	])('after %s', async (_, happens, attempt) => {
		const stage = new OrElseStage();
		happens(stage);
		const sentAt = stage.clock.now();
		const { results } = await stage.run([stage.chain(['a', 'b', 'c'])]);
		expect(stage.created).toEqual(['a', 'b']);
		expect(results).toMatchObject([
			{ name: 'b', task: { id: 'task b' }, attempts: [{ model: 'a', ...attempt }] },
		]);
		expect(results[0]).toHaveProperty('giveUpAt', expect.any(Number));
		expect((results[0] as { giveUpAt: number }).giveUpAt).toBeGreaterThanOrEqual(sentAt + 600_000);
	});

	it('in their order, until one completes', async () => {
		const stage = new OrElseStage();
		stage.fail('a', 'b');
		const { results } = await stage.run([stage.chain(['a', 'b', 'c', 'd'])]);
		expect(stage.created).toEqual(['a', 'b', 'c']);
		expect(results).toMatchObject([
			{ name: 'c', attempts: [{ taskId: 'task a' }, { taskId: 'task b' }] },
		]);
	});

	it('only then: the first one is the result where it completes', async () => {
		const stage = new OrElseStage();
		const { results } = await stage.run([stage.chain(['a', 'b'])]);
		expect(stage.created).toEqual(['a']);
		expect(results).toMatchObject([{ name: 'a', task: { id: 'task a' }, attempts: [] }]);
	});

	it('for each item by itself', async () => {
		const stage = new OrElseStage();
		stage.fail('a1', 'a2');
		const { results } = await stage.run([
			stage.chain(['a1', 'b1']),
			stage.chain(['a2', 'b2'], 1),
			stage.chain(['a3', 'b3'], 2),
		]);
		expect(results).toMatchObject([{ name: 'b1' }, { name: 'b2' }, { name: 'a3' }]);
	});

	it('with the cost of the attempt where PiAPI tells it', async () => {
		const stage = new OrElseStage();
		stage.fail('a');
		stage.usages.set('task a', { type: 'point', frozen: 0, consume: 500_000 });
		const { results } = await stage.run([stage.chain(['a', 'b'])]);
		expect(results).toMatchObject([{ attempts: [{ costUsd: 0.05 }] }]);
	});

	it('after a task without an answer to its create that was found, and failed', async () => {
		const stage = new OrElseStage();
		stage.answerCreate = (prompt) => (prompt === 'a' ? lost : undefined);
		stage.fail('a');
		const { results } = await stage.run([stage.chain(['a', 'b'])], 300);
		expect(stage.created).toEqual(['a', 'b']);
		expect(results).toMatchObject([{ name: 'b', attempts: [{ taskId: 'task a' }] }]);
	});

	it('where nobody awaits the task and the request was refused', async () => {
		const stage = new OrElseStage();
		stage.refuse('a');
		const { results } = await stage.run([stage.chain(['a', 'b'], 0, { awaits: false })]);
		expect(results).toMatchObject([{ name: 'b', task: { status: 'pending' } }]);
		expect(stage.checked).toEqual([]);
	});

	it('in the slot of the one before, as any task', async () => {
		const stage = new OrElseStage();
		stage.fail('a1', 'a2', 'b1');
		const jobs = [stage.chain(['a1', 'b1', 'c1']), stage.chain(['a2', 'b2'], 1)];
		const { results } = await stage.run(jobs, 120, { mostSlots: 1 });
		expect(results).toMatchObject([{ name: 'c1' }, { name: 'b2' }]);
		const next = await stage.run([stage.create('d', 2), stage.create('e', 3)], 5, { mostSlots: 2 });
		expect(stage.created.slice(-2)).toEqual(['d', 'e']);
		next.stop.stop();
	});
});

describe('no other model is tried', () => {
	it.each<[string, (stage: OrElseStage) => void]>([
		['a request that was refused', (stage) => stage.refuse('a')],
		['a task that failed', (stage) => stage.fail('a')],
	])('after %s, if the user wants none then', async (_, happens) => {
		const stage = new OrElseStage();
		happens(stage);
		const { results } = await stage.run([stage.chain(['a', 'b'], 0, { on: ['timeout'] })]);
		expect(stage.created).toEqual(['a']);
		expect(results).toMatchObject([{ problem: {} }]);
	});

	it('while it is unknown whether the task was created', async () => {
		const stage = new OrElseStage();
		stage.answerCreate = () => {
			stage.created.pop();
			return lost;
		};
		const { results } = await stage.run([stage.chain(['a', 'b'])], 300);
		expect(problemIn(results[0]).message).toMatch(/^No answer; it is unknown whether/);
		stage.answerCreate = () => undefined;
		const again = await stage.run([stage.chain(['a', 'b'])], 300);
		expect(problemIn(again.results[0]).message).toMatch(/it is unknown whether/);
		expect(stage.created).toEqual([]);
	});

	it('after a task that somebody canceled', async () => {
		const stage = new OrElseStage();
		stage.statuses.set('task a', 'canceled');
		const { results } = await stage.run([stage.chain(['a', 'b'])]);
		expect(stage.created).toEqual(['a']);
		expect(results).toMatchObject([{ problem: { taskStatus: 'canceled' } }]);
	});

	it('after PiAPI could not be reached', async () => {
		const stage = new OrElseStage();
		stage.answerCreate = () => ({ ...lost, outcome: 'neverSent' });
		const { results } = await stage.run([stage.chain(['a', 'b'])], 300);
		expect(stage.created).not.toContain('b');
		expect(results).toMatchObject([{ problem: { message: 'No answer' } }]);
	});

	it('after a task that PiAPI knows no more: it may still complete', async () => {
		const stage = new OrElseStage();
		stage.answerCheck = () => refusal('a');
		const { results } = await stage.run([stage.chain(['a', 'b'])], 1_000);
		expect(stage.created).toEqual(['a']);
		expect(results).toMatchObject([{ problem: { taskId: 'task a' } }]);
	});
});

it('an error names what was tried before', async () => {
	const stage = new OrElseStage();
	stage.fail('a', 'c');
	stage.refuse('b');
	const { results } = await stage.run([stage.chain(['a', 'b', 'c'])]);
	expect(results).toMatchObject([{ problem: { taskId: 'task c' } }]);
	expect(problemIn(results[0]).advice).toMatch(
		/ Tried before: a \(task task a\): No foxes; b: No b\.$/,
	);
	expect(results).toMatchObject([{ attempts: [{ model: 'a' }, { model: 'b' }] }]);
});

describe('content that was refused', () => {
	const refusing: ReadonlyArray<[string, (stage: OrElseStage) => void]> = [
		[
			'by a create',
			(stage) =>
				(stage.answerCreate = (prompt) => (prompt === 'a' ? refusal(prompt, true) : undefined)),
		],
		[
			'by a task',
			(stage) => {
				stage.fail('a');
				stage.failures.set('task a', 'Banned prompt');
			},
		],
	];

	it.each(refusing)('%s ends it', async (_, happens) => {
		const stage = new OrElseStage();
		happens(stage);
		const { results } = await stage.run([stage.chain(['a', 'b'])]);
		expect(stage.created).toEqual(['a']);
		expect(results).toMatchObject([{ problem: { isContent: true } }]);
	});

	it.each(refusing)('%s leads to the next model if the user wants that', async (_, happens) => {
		const stage = new OrElseStage();
		happens(stage);
		const { results } = await stage.run([stage.chain(['a', 'b'], 0, { on: ['content'] })]);
		expect(stage.created).toEqual(['a', 'b']);
		expect(results).toMatchObject([{ name: 'b', attempts: [{ model: 'a' }] }]);
	});
});
