import { createProblem } from '../../nodes/transport/problem';
import { answeredWith, refusedWith } from './connectionStage';
import { settle } from './handClock';
import { TaskRunStage } from './taskRunStage';

const lost = {
	outcome: 'unclear' as const,
	problem: createProblem({ message: 'No answer', advice: 'Look.' }),
};
const other = createProblem({ message: 'other', advice: '' });

describe('a job that creates a task', () => {
	it('has the finished task, and the end of its Timeout for what is still to be done', async () => {
		const stage = new TaskRunStage();
		const sentAt = stage.clock.now();
		const { results } = await stage.run([stage.create('a')]);
		expect(results).toMatchObject([
			{ task: { id: 'task a', status: 'completed' }, giveUpAt: sentAt + 600_000 },
		]);
		expect(stage.created).toEqual(['a']);
	});

	it('has its task as it was created where nobody awaits it', async () => {
		const stage = new TaskRunStage();
		const { results } = await stage.run([stage.create('a', 0, { awaits: false })]);
		expect(results).toMatchObject([{ task: { id: 'task a', status: 'pending' } }]);
		expect(stage.checked).toEqual([]);
	});

	it('that nobody awaits is checked once where the answer told its ID alone', async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = () => answeredWith({ task_id: 'task a' });
		stage.statuses.set('task a', 'processing');
		const { results } = await stage.run([stage.create('a', 0, { awaits: false })]);
		expect(results).toMatchObject([{ task: { id: 'task a', status: 'processing' } }]);
		expect(stage.checked).toEqual(['task a']);
	});

	it('that nobody awaits and nobody can check is pending', async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = () => answeredWith({ task_id: 'task a' });
		stage.answerCheck = () => refusedWith('no');
		const { results } = await stage.run([stage.create('a', 0, { awaits: false })]);
		expect(results).toMatchObject([
			{ task: { id: 'task a', status: 'pending', model: stage.model, input: { prompt: 'a' } } },
		]);
	});

	it('has the problem of a request that PiAPI refused', async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = () => refusedWith('No such model');
		const { results, taskRun } = await stage.run([stage.create('a')]);
		expect(results).toMatchObject([{ problem: { message: 'No such model' } }]);
		expect(taskRun.taskIds(other)).toEqual([]);
		expect(taskRun.unclear(other)).toEqual([]);
	});

	it('gives its slot back, however it ends', async () => {
		const stage = new TaskRunStage();
		stage.statuses.set('task a', 'failed');
		const jobs = ['a', 'b', 'c'].map((prompt, index) => stage.create(prompt, index));
		const { results } = await stage.run(jobs, 60, { mostSlots: 1 });
		expect(results).toMatchObject([
			{ problem: { taskId: 'task a' } },
			{ task: { id: 'task b' } },
			{ task: { id: 'task c' } },
		]);
	});

	it('waits for a slot of the account, as PiAPI told its limit', async () => {
		const stage = new TaskRunStage();
		['a', 'b'].forEach((prompt) => stage.statuses.set(`task ${prompt}`, 'processing'));
		const jobs = ['a', 'b', 'c'].map((prompt, index) => stage.create(prompt, index));
		await stage.run(jobs, 0.5, { accountSlots: 2 });
		expect(stage.created).toEqual(['a', 'b']);
	});

	it('that nobody awaits waits for no other task', async () => {
		const stage = new TaskRunStage();
		const own = { awaits: false };
		const awaited = stage.open([stage.create('a')], { accountSlots: 1 });
		stage.statuses.set('task a', 'processing');
		await settle();
		const jobs = ['b', 'c'].map((prompt, index) => stage.create(prompt, index + 1, own));
		await stage.run(jobs, 40);
		expect(stage.created).toEqual(['a', 'b', 'c']);
		awaited.stop.stop();
	});
});

describe('the tasks of a run', () => {
	it('are open from their creation until they have finished', async () => {
		const stage = new TaskRunStage();
		stage.statuses.set('task b', 'processing');
		const { taskRun } = await stage.run([stage.create('a'), stage.create('b', 1)]);
		expect([...taskRun.open]).toMatchObject([[1, { taskId: 'task b' }]]);
	});

	it('are seen when they are created and at each check', async () => {
		const stage = new TaskRunStage();
		stage.statuses.set('task a', 'processing');
		const { seen } = stage.open([stage.create('a')]);
		await stage.clock.advance(1_000);
		stage.statuses.set('task a', 'completed');
		await stage.clock.advance(60_000);
		expect(seen).toEqual(['task a pending', 'task a processing', 'task a completed']);
	});

	it('are seen as pending where the answer told the ID alone', async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = () => answeredWith({ task_id: 'task a' });
		const { seen } = await stage.run([stage.create('a')]);
		expect(seen).toEqual(['task a pending', 'task a completed']);
	});

	it('are named by an error, but for the one that it is about if that has failed', async () => {
		const stage = new TaskRunStage();
		stage.statuses.set('task a', 'failed');
		const { taskRun } = await stage.run([stage.create('a'), stage.create('b', 1)]);
		const about = (taskStatus: string | undefined, taskId: string) =>
			taskRun.taskIds(createProblem({ message: '', advice: '', taskId, taskStatus }));
		expect(about('failed', 'task a')).toEqual(['task b']);
		expect(about('canceled', 'task a')).toEqual(['task b']);
		expect(about('processing', 'task a')).toEqual(['task a', 'task b']);
		expect(about(undefined, 'task a')).toEqual(['task a', 'task b']);
		expect(taskRun.taskIds(other)).toEqual(['task a', 'task b']);
	});

	it('that may exist without an answer are told by the other errors', async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = (prompt) => {
			if (prompt !== 'a') return undefined;
			stage.created.pop();
			return lost;
		};
		const { taskRun, results } = await stage.run([stage.create('a'), stage.create('b', 1)], 300);
		const [first] = results;
		if (first === undefined || first === 'thrown' || !('problem' in first))
			throw new Error('It has a result.');
		expect(first.problem.message).toMatch(/^No answer; it is unknown whether/);
		expect(taskRun.unclear(other)).toEqual([first.problem]);
		expect(taskRun.unclear(first.problem)).toEqual([]);
	});
});

describe('a run for a callback', () => {
	it('ends once every job has its task, or will never have one', async () => {
		const stage = new TaskRunStage();
		const answers: Array<() => void> = [];
		stage.answerCreate = async (prompt) => {
			if (prompt === 'b') await new Promise<void>((resolve) => answers.push(resolve));
			return prompt === 'c' ? refusedWith('no') : answeredWith(stage.task(`task ${prompt}`));
		};
		const jobs = ['a', 'b', 'c'].map((prompt, index) => stage.create(prompt, index));
		const { ending, results, taskRun } = stage.open(jobs, { endWhenCreated: true });
		await settle();
		expect(ending.signal.aborted).toBe(false);
		answers.forEach((resume) => resume());
		await settle();
		expect(ending.signal.aborted).toBe(true);
		expect(results).toMatchObject([undefined, undefined, { problem: { message: 'no' } }]);
		expect([...taskRun.open.keys()]).toEqual([0, 1]);
	});

	it('ends although a job throws', async () => {
		const stage = new TaskRunStage();
		const digest = async () => await Promise.reject<string>(new Error('broken'));
		const jobs = [stage.create('a'), stage.create('b', 1, { digest })];
		const { ending, results } = stage.open(jobs, { endWhenCreated: true });
		await settle();
		expect(ending.signal.aborted).toBe(true);
		expect(results).toEqual([undefined, 'thrown']);
	});
});
