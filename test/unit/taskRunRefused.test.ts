import { createProblem } from '../../nodes/transport/problem';
import { refusedWith } from './connectionStage';
import { TaskRunStage } from './taskRunStage';

describe('another try', () => {
	it('checks a task whose content was refused, and creates no other', async () => {
		const stage = new TaskRunStage();
		stage.failure = 'Banned prompt';
		stage.statuses.set('task a', 'failed');
		const first = await stage.run([stage.create('a')]);
		stage.restart();
		const second = await stage.run([stage.create('a')], 0);
		const third = await stage.run([stage.create('a')], 0);
		expect(stage.created).toEqual(['a']);
		expect(stage.checked).toHaveLength(3);
		expect(first.results).toMatchObject([
			{ problem: { message: 'Banned prompt', isContent: true } },
		]);
		expect(second.results).toEqual(first.results);
		expect(third.results).toEqual(first.results);
	});

	it('creates a new task where the content has changed', async () => {
		const stage = new TaskRunStage();
		stage.failure = 'Banned prompt';
		stage.statuses.set('task a', 'failed');
		await stage.run([stage.create('a', 0, { source: 'a' })]);
		const { results } = await stage.run([stage.create('b', 0, { source: 'b' })]);
		expect(stage.created).toEqual(['a', 'b']);
		expect(results).toMatchObject([{ task: { id: 'task b' } }]);
	});

	it('creates none where only an expression gives something else', async () => {
		const stage = new TaskRunStage();
		stage.failure = 'Banned prompt';
		stage.statuses.set('task a', 'failed');
		await stage.run([stage.create('a', 0, { source: 'a fox at $now' })]);
		await stage.run([stage.create('b', 0, { source: 'a fox at $now' })]);
		expect(stage.created).toEqual(['a']);
	});

	describe('of a request whose content was refused', () => {
		const refusing = async () => {
			const stage = new TaskRunStage();
			const problem = createProblem({
				message: 'Banned',
				advice: 'No.',
				httpCode: '400',
				isContent: true,
			});
			stage.answerCreate = () => ({ outcome: 'refused', problem });
			const { results } = await stage.run([stage.create('a', 0, { source: 'a' })]);
			return { stage, results };
		};

		it('sends nothing, and has the same problem', async () => {
			const { stage, results } = await refusing();
			stage.restart();
			const again = await stage.run([stage.create('a', 0, { source: 'a' })]);
			expect(stage.created).toEqual(['a']);
			expect(again.results).toEqual(results);
			expect(results).toMatchObject([
				{
					problem: {
						message: 'Banned',
						advice: 'No. This task was not created. Retry On Fail does not send the request again.',
						httpCode: '400',
						model: stage.model,
						isContent: true,
					},
				},
			]);
		});

		it('ends a run that ends with the first problem, before others create tasks', async () => {
			const { stage } = await refusing();
			const jobs = [stage.create('a', 0, { source: 'a' }), stage.create('b', 1)];
			await stage.run(jobs, 60, { failFast: true, mostSlots: 1 });
			expect(stage.created).toEqual(['a']);
		});

		it('sends a request that has changed', async () => {
			const { stage } = await refusing();
			stage.answerCreate = () => undefined;
			const { results } = await stage.run([stage.create('b', 0, { source: 'b' })]);
			expect(stage.created).toEqual(['a', 'b']);
			expect(results).toMatchObject([{ task: { id: 'task b' } }]);
		});
	});

	it('sends a request again that was refused for another reason', async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = () => refusedWith('insufficient credits');
		await stage.run([stage.create('a')]);
		await stage.run([stage.create('a')]);
		expect(stage.created).toEqual(['a', 'a']);
	});
});

describe('a stopped run', () => {
	it('between two tries tells nothing of content that was refused', async () => {
		const stage = new TaskRunStage();
		stage.failure = 'Banned prompt';
		stage.statuses.set('task a', 'failed');
		const problem = createProblem({ message: 'Banned', advice: 'No.', isContent: true });
		stage.answerCreate = (prompt) => (prompt === 'b' ? { outcome: 'refused', problem } : undefined);
		const first = await stage.run([stage.create('a'), stage.create('b', 1)]);
		first.taskRun.close();
		const second = stage.open([]);
		second.stop.stop();
		expect(second.taskRun.onStop()).toEqual([]);
		await stage.clock.advance(1_000);
		expect(second.warnings).toEqual([]);
	});
});
