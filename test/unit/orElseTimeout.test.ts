import { answeredWith } from './connectionStage';
import { lost, OrElseStage, type Chain, problemIn, quick, refusal } from './orElseStage';

const MINUTE = 60_000;

class LateStage extends OrElseStage {
	/** A chain of two, whose first task takes too long. */
	late(more: Chain = {}) {
		this.work('a');
		return this.chain(['a', 'b'], 0, { pace: quick, ...more });
	}

	/** PiAPI cancels no task that is worked on. */
	refuseToCancel(meanwhile: () => void = () => undefined): void {
		this.answerCancel = () => {
			meanwhile();
			return refusal('cancel');
		};
	}
}

it('a task that takes too long is canceled before another model is tried', async () => {
	const stage = new LateStage();
	const { results } = await stage.run([stage.late()], 120);
	expect(stage.canceled).toEqual(['task a']);
	expect(stage.created).toEqual(['a', 'b']);
	expect(results).toMatchObject([
		{
			name: 'b',
			attempts: [
				{
					model: 'a',
					taskId: 'task a',
					status: 'canceled',
					reason: 'The task has not finished after 10 seconds (Timeout)',
				},
			],
		},
	]);
});

it('the other model has its own time', async () => {
	const stage = new LateStage();
	stage.work('b');
	const { results } = await stage.run([stage.late()], 120);
	expect(results).toMatchObject([{ problem: { taskId: 'task b', isTimeout: true } }]);
	expect(stage.canceled).toEqual(['task a']);
});

it('another model is tried only when PiAPI shows the task as canceled', async () => {
	const stage = new LateStage();
	stage.answerCancel = () => answeredWith(null);
	stage.open([stage.late()]);
	await stage.clock.advance(13_000);
	expect(stage.created).toEqual(['a']);
	stage.statuses.set('task a', 'canceled');
	await stage.clock.advance(MINUTE);
	expect(stage.created).toEqual(['a', 'b']);
});

it('a cancel that gets no answer is sent again', async () => {
	const stage = new LateStage();
	stage.answerCancel = () => (stage.canceled.length < 3 ? lost : undefined);
	await stage.run([stage.late()], 120);
	expect(stage.canceled).toHaveLength(3);
	expect(stage.created).toEqual(['a', 'b']);
});

it('a check that gets no answer is sent again', async () => {
	const stage = new LateStage();
	let checks = 0;
	stage.answerCheck = () => (stage.canceled.length > 0 && ++checks < 3 ? lost : undefined);
	await stage.run([stage.late()], 120);
	expect(stage.created).toEqual(['a', 'b']);
});

describe('a task that PiAPI does not cancel', () => {
	it('stays the only one, and the error says so', async () => {
		const stage = new LateStage();
		stage.refuseToCancel();
		const { results } = await stage.run([stage.late()], 120);
		expect(stage.created).toEqual(['a']);
		expect(results).toMatchObject([{ problem: { taskId: 'task a', taskStatus: 'processing' } }]);
		expect(problemIn(results[0]).advice).toMatch(
			/PiAPI did not cancel it, so no other model was tried\.$/,
		);
	});

	it('still runs while PiAPI cancels it: no other model is paid, now or by another try', async () => {
		const stage = new LateStage();
		stage.answerCancel = () => answeredWith(null);
		stage.open([stage.late()]);
		await stage.clock.advance(5_000);
		stage.statuses.set('task a', 'canceling');
		await stage.clock.advance(2 * MINUTE);
		expect(stage.created).toEqual(['a']);
		const job = stage.late();
		stage.statuses.set('task a', 'completed');
		expect((await stage.run([job], 120)).results).toMatchObject([{ task: { id: 'task a' } }]);
		expect(stage.created).toEqual(['a']);
	});

	it('is the result where On Timeout returns unfinished tasks', async () => {
		const stage = new LateStage();
		stage.refuseToCancel();
		const { results } = await stage.run([stage.late({ returnUnfinished: true })], 120);
		expect(results).toMatchObject([{ name: 'a', task: { id: 'task a', status: 'processing' } }]);
		expect(stage.created).toEqual(['a']);
	});

	it('is the result if it has completed meanwhile', async () => {
		const stage = new LateStage();
		stage.refuseToCancel(() => stage.statuses.set('task a', 'completed'));
		const { results } = await stage.run([stage.late()], 120);
		expect(stage.created).toEqual(['a']);
		expect(results).toMatchObject([{ name: 'a', task: { status: 'completed' }, attempts: [] }]);
	});

	it('is the result if it has completed although PiAPI accepted the cancel', async () => {
		const stage = new LateStage();
		stage.answerCancel = (taskId) => {
			stage.statuses.set(taskId, 'completed');
			return answeredWith(null);
		};
		const { results } = await stage.run([stage.late()], 120);
		expect(stage.created).toEqual(['a']);
		expect(results).toMatchObject([{ name: 'a', task: { id: 'task a' } }]);
	});

	it('leads to the next model if it has failed meanwhile, for that reason', async () => {
		const stage = new LateStage();
		stage.refuseToCancel(() => stage.fail('a'));
		const { results } = await stage.run([stage.late({ on: ['timeout'] })], 120);
		expect(results).toMatchObject([
			{ name: 'b', attempts: [{ taskId: 'task a', status: 'failed', reason: 'No foxes' }] },
		]);
	});

	it.each([
		[['timeout'] as const, ['a']],
		[['content', 'timeout'] as const, ['a', 'b']],
	])('is judged by its content if that was refused meanwhile (%j)', async (on, created) => {
		const stage = new LateStage();
		stage.failures.set('task a', 'Banned prompt');
		stage.refuseToCancel(() => stage.fail('a'));
		await stage.run([stage.late({ on })], 120);
		expect(stage.created).toEqual(created);
	});

	it('is resumed by another try, which may find it completed', async () => {
		const stage = new LateStage();
		stage.refuseToCancel();
		await stage.run([stage.late()], 120);
		const job = stage.late();
		stage.statuses.set('task a', 'completed');
		const { results } = await stage.run([job], 120);
		expect(stage.created).toEqual(['a']);
		expect(results).toMatchObject([{ name: 'a', task: { id: 'task a' } }]);
	});

	it('is resumed by another try, which cancels it where PiAPI now does', async () => {
		const stage = new LateStage();
		stage.refuseToCancel();
		await stage.run([stage.late()], 120);
		stage.answerCancel = () => undefined;
		const { results } = await stage.run([stage.late()], 120);
		expect(stage.created).toEqual(['a', 'b']);
		expect(results).toMatchObject([{ name: 'b', attempts: [{ status: 'canceled' }] }]);
	});
});

describe('where the user wants no other model on timeout', () => {
	it('the task is not canceled', async () => {
		const stage = new LateStage();
		stage.work('a');
		const job = stage.chain(['a', 'b'], 0, { pace: quick, on: ['failed'] });
		const { results } = await stage.run([job], 120);
		expect([stage.created, stage.canceled]).toEqual([['a'], []]);
		expect(results).toMatchObject([{ problem: { isTimeout: true } }]);
	});

	it('an unfinished task is the result where On Timeout says so', async () => {
		const stage = new LateStage();
		stage.work('a');
		const more = { pace: quick, on: ['failed'] as const, returnUnfinished: true };
		const { results } = await stage.run([stage.chain(['a', 'b'], 0, more)], 120);
		expect(results).toMatchObject([{ name: 'a', task: { status: 'processing' } }]);
	});
});

it('the last model returns its unfinished task where On Timeout says so', async () => {
	const stage = new LateStage();
	stage.work('b');
	const { results } = await stage.run([stage.late({ returnUnfinished: true })], 120);
	expect(results).toMatchObject([{ name: 'b', task: { id: 'task b', status: 'processing' } }]);
});

describe('the slot of a task that is being canceled', () => {
	it('is free only when it is canceled', async () => {
		const stage = new LateStage();
		stage.answerCancel = () => answeredWith(null);
		const jobs = [stage.late(), stage.chain(['other', 'more'], 1)];
		stage.open(jobs, { mostSlots: 1 });
		await stage.clock.advance(14_000);
		expect(stage.created).toEqual(['a']);
		stage.statuses.set('task a', 'canceled');
		await stage.clock.advance(MINUTE);
		expect(stage.created).toEqual(['a', 'other', 'b']);
	});

	it('is not taken by another item where a run ends with the first problem', async () => {
		const stage = new LateStage();
		stage.refuseToCancel();
		const jobs = [stage.late(), stage.chain(['other', 'more'], 1)];
		const { ending } = await stage.run(jobs, 120, { failFast: true, mostSlots: 1 });
		expect(ending.signal.aborted).toBe(true);
		expect(stage.created).toEqual(['a']);
	});
});

describe('a run that ends while a task is being canceled', () => {
	/** The cancel reaches PiAPI, and the run is stopped before anybody sees it. */
	const interrupted = async (end: 'stop' | 'ending' = 'stop') => {
		const stage = new LateStage();
		stage.answerCancel = () => answeredWith(null);
		const run = stage.open([stage.late()]);
		await stage.clock.advance(11_000);
		expect(stage.canceled).toEqual(['task a']);
		run[end].stop();
		await stage.clock.advance(MINUTE);
		return { stage, run };
	};

	it.each(['stop', 'ending'] as const)(
		'has no result, and creates no other task (%s)',
		async (end) => {
			const { stage, run } = await interrupted(end);
			expect(run.results).toEqual([undefined]);
			expect(stage.created).toEqual(['a']);
			expect(run.taskRun.taskIds(refusal('x').problem)).toEqual(['task a']);
		},
	);

	it('lets another try continue with the next model', async () => {
		const { stage } = await interrupted();
		const job = stage.late();
		stage.statuses.set('task a', 'canceled');
		const { results } = await stage.run([job], 120);
		expect(stage.created).toEqual(['a', 'b']);
		expect(results).toMatchObject([
			{ name: 'b', attempts: [{ taskId: 'task a', status: 'canceled' }] },
		]);
	});

	it('lets another try have the task if it has completed', async () => {
		const { stage } = await interrupted();
		const job = stage.late();
		stage.statuses.set('task a', 'completed');
		const { results } = await stage.run([job], 120);
		expect(stage.created).toEqual(['a']);
		expect(results).toMatchObject([{ name: 'a', task: { id: 'task a' } }]);
	});
});
