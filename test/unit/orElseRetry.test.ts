import { lost, OrElseStage, problemIn, refusal } from './orElseStage';

/** A try of Retry On Fail is part of the same execution; n8n's Retry button starts a new one. */
describe.each(['execution', 'another execution'])('another try, in %s', (executionId) => {
	const again = async (stage: OrElseStage, prompts: readonly string[], seconds = 120) => {
		if (executionId !== 'execution') stage.store();
		const run = stage.open([stage.chain(prompts)], {}, executionId);
		await stage.clock.advance(seconds * 1000);
		return run;
	};

	it('resumes the task of the model that it was at, and lists those before', async () => {
		const stage = new OrElseStage();
		stage.fail('a', 'b');
		stage.work('c');
		await stage.interrupt(['a', 'b', 'c', 'd']);
		stage.statuses.set('task c', 'completed');
		const { results } = await again(stage, ['a', 'b', 'c', 'd']);
		expect(stage.created).toEqual(['a', 'b', 'c']);
		expect(results).toMatchObject([
			{ name: 'c', attempts: [{ taskId: 'task a' }, { taskId: 'task b' }] },
		]);
	});

	it('continues to the next model from there', async () => {
		const stage = new OrElseStage();
		stage.fail('a');
		stage.work('b');
		await stage.interrupt(['a', 'b', 'c']);
		stage.fail('b');
		const { results } = await again(stage, ['a', 'b', 'c']);
		expect(stage.created).toEqual(['a', 'b', 'c']);
		expect(results).toMatchObject([
			{ name: 'c', attempts: [{ taskId: 'task a' }, { taskId: 'task b' }] },
		]);
	});

	it('creates no failed task again where the next one was not sent yet', async () => {
		const stage = new OrElseStage();
		stage.fail('a');
		stage.answerCreate = (prompt) =>
			prompt === 'b' ? { outcome: 'busy', problem: lost.problem, retryAfter: 600_000 } : undefined;
		await stage.interrupt(['a', 'b']);
		stage.created.length = 0;
		stage.answerCreate = () => undefined;
		const { results } = await again(stage, ['a', 'b']);
		expect(stage.created).toEqual(['b']);
		expect(results).toMatchObject([{ name: 'b', attempts: [{ taskId: 'task a' }] }]);
	});

	it('finds the task of the second model, whose answer was lost', async () => {
		const stage = new OrElseStage();
		stage.fail('a');
		stage.answerCreate = async (prompt) =>
			prompt === 'b' ? await new Promise(() => undefined) : undefined;
		await stage.interrupt(['a', 'b', 'c']);
		stage.restart();
		const { results } = await again(stage, ['a', 'b', 'c'], 300);
		expect(stage.created).toEqual(['a', 'b']);
		expect(results).toMatchObject([{ name: 'b', attempts: [{ taskId: 'task a' }] }]);
	});

	it('never continues while it is unknown whether the second model has a task', async () => {
		const stage = new OrElseStage();
		stage.fail('a');
		stage.answerCreate = (prompt) => {
			if (prompt !== 'b') return undefined;
			stage.created.pop();
			return lost;
		};
		const first = await stage.run([stage.chain(['a', 'b', 'c'])], 300);
		const second = await again(stage, ['a', 'b', 'c'], 300);
		expect(stage.created).toEqual(['a']);
		for (const { results } of [first, second]) {
			expect(problemIn(results[0])).toMatchObject({ unclear: true });
			expect(problemIn(results[0]).advice).toContain('Tried before: a (task task a)');
		}
	});

	it('starts with the first model where all of them failed, and lists all attempts', async () => {
		const stage = new OrElseStage();
		stage.fail('a', 'b');
		await stage.run([stage.chain(['a', 'b'])], 120);
		stage.work('a again');
		const run = await again(stage, ['a', 'b'], 5);
		expect(stage.created).toEqual(['a', 'b', 'a']);
		stage.fail('a again');
		await stage.clock.advance(120_000);
		expect(stage.created).toEqual(['a', 'b', 'a', 'b']);
		const attempts = ['a', 'b', 'a again'].map((id) => ({ taskId: `task ${id}` }));
		expect(run.results).toMatchObject([{ name: 'b', attempts }]);
	});

	it('starts with the first model where the last one was refused', async () => {
		const stage = new OrElseStage();
		stage.fail('a');
		stage.refuse('b');
		await stage.run([stage.chain(['a', 'b'])], 120);
		const { results } = await again(stage, ['a', 'b']);
		expect(stage.created).toEqual(['a', 'b', 'a']);
		expect(results).toMatchObject([{ name: 'a' }]);
	});

	it('resumes the first model in its second pass, although the first pass came further', async () => {
		const stage = new OrElseStage();
		stage.fail('a', 'b');
		stage.failures.set('task b', 'Banned prompt');
		await stage.run([stage.chain(['a', 'b'])], 120);
		stage.work('a again');
		await stage.interrupt(['a', 'b']);
		stage.statuses.set('task a again', 'completed');
		const { results } = await again(stage, ['a', 'b']);
		expect(stage.created).toEqual(['a', 'b', 'a']);
		expect(results).toMatchObject([{ name: 'a', task: { id: 'task a again' } }]);
	});

	describe('never creates refused content again', () => {
		it.each(['request', 'task'])('of a %s, also if the rest of the chain failed', async (what) => {
			const stage = new OrElseStage();
			stage.fail('a', 'b');
			stage.failures.set('task a', 'Banned prompt');
			if (what === 'request') {
				stage.answerCreate = (prompt) => (prompt === 'a' ? refusal('a', true) : undefined);
			}
			const prompts = ['a', 'b'];
			const on = ['content', 'failed'] as const;
			await stage.run([stage.chain(prompts, 0, { on })], 120);
			if (executionId !== 'execution') stage.store();
			const run = stage.open([stage.chain(prompts, 0, { on })], { failFast: true }, executionId);
			await stage.clock.advance(120_000);
			expect(stage.created).toEqual(['a', 'b', 'b']);
			expect(run.results).toMatchObject([
				{ name: 'b', attempts: [{ model: 'a' }, { model: 'b' }] },
			]);
		});

		it('of the last model', async () => {
			const stage = new OrElseStage();
			stage.fail('a', 'b');
			stage.failures.set('task b', 'Banned prompt');
			await stage.run([stage.chain(['a', 'b'])], 120);
			stage.fail('a again');
			const { results } = await again(stage, ['a', 'b']);
			expect(stage.created).toEqual(['a', 'b', 'a']);
			expect(results).toMatchObject([{ problem: { isContent: true, taskId: 'task b' } }]);
		});

		it('of the first model, which ends it', async () => {
			const stage = new OrElseStage();
			stage.fail('a');
			stage.failures.set('task a', 'Banned prompt');
			await stage.run([stage.chain(['a', 'b'])], 120);
			const { results } = await again(stage, ['a', 'b']);
			expect(stage.created).toEqual(['a']);
			expect(results).toMatchObject([{ problem: { isContent: true } }]);
		});
	});

	it('of the same model twice resumes the right one', async () => {
		const stage = new OrElseStage();
		stage.work('a');
		await stage.interrupt(['a', 'a']);
		stage.fail('a');
		const { results } = await again(stage, ['a', 'a']);
		expect(stage.created).toEqual(['a', 'a']);
		expect(results).toMatchObject([
			{ task: { id: 'task a again' }, attempts: [{ taskId: 'task a' }] },
		]);
	});
});

it('a search for a lost create takes no task of an earlier attempt', async () => {
	const stage = new OrElseStage();
	stage.fail('a');
	stage.answerCreate = async () =>
		stage.created.length > 1 ? await new Promise(() => undefined) : undefined;
	await stage.interrupt(['a', 'a']);
	stage.restart();
	const { results } = await stage.run([stage.chain(['a', 'a'])], 300);
	expect(results).toMatchObject([{ task: { id: 'task a again' } }]);
});
