import { createProblem } from '../../nodes/transport/problem';
import { answeredWith, refusedWith } from './connectionStage';
import { openRecords } from '../../nodes/task/records';
import { createPiApiTime } from '../../nodes/transport/piApiTime';
import { settle } from './handClock';
import { TaskRunStage } from './taskRunStage';

const lost = {
	outcome: 'unclear' as const,
	problem: createProblem({ message: 'No answer', advice: 'Look.' }),
};
const other = createProblem({ message: 'other', advice: '' });

/** A run that is stopped while its task is being worked on. */
const interrupted = async (stage: TaskRunStage): Promise<void> => {
	stage.statuses.set('task a', 'processing');
	const { stop, taskRun } = await stage.run([stage.create('a')], 5);
	stop.stop();
	taskRun.close();
};

describe('another try', () => {
	it('resumes the task, which it checks at once, and whose Timeout continues', async () => {
		const stage = new TaskRunStage();
		const sentAt = stage.clock.now();
		await interrupted(stage);
		stage.statuses.set('task a', 'completed');
		const { results } = await stage.run([stage.create('a')], 0);
		expect(results).toMatchObject([{ task: { id: 'task a' }, giveUpAt: sentAt + 600_000 }]);
		expect(stage.created).toEqual(['a']);
	});

	it('holds a slot for the task that it resumes, until that has finished', async () => {
		const stage = new TaskRunStage();
		await interrupted(stage);
		const run = stage.open([stage.create('a'), stage.create('b', 1)], { mostSlots: 1 });
		await stage.clock.advance(0);
		expect(stage.created).toEqual(['a']);
		stage.statuses.set('task a', 'completed');
		await stage.clock.advance(60_000);
		expect(stage.created).toEqual(['a', 'b']);
		expect(run.results).toMatchObject([{ task: {} }, { task: {} }]);
	});

	it.each(['failed', 'canceled'])(
		'creates a new task where the other one is %s',
		async (status) => {
			const stage = new TaskRunStage();
			stage.statuses.set('task a', status);
			const { results } = await stage.run([stage.create('a')]);
			expect(results).toMatchObject([{ problem: { taskStatus: status, taskId: 'task a' } }]);
			await stage.run([stage.create('a')]);
			expect(stage.created).toEqual(['a', 'a']);
		},
	);

	it('resumes a task that did not finish within its Timeout', async () => {
		const stage = new TaskRunStage();
		stage.statuses.set('task a', 'processing');
		const pace = { typical: 1_000, timeout: 10_000 };
		const { results } = await stage.run([stage.create('a', 0, { pace })]);
		expect(results).toMatchObject([{ problem: { taskId: 'task a' } }]);
		await stage.run([stage.create('a')]);
		expect(stage.created).toEqual(['a']);
	});

	it('says what to do where PiAPI does not know the task, such as with the key of another account', async () => {
		const stage = new TaskRunStage();
		await interrupted(stage);
		const problem = { ...refusedWith('task not found').problem, httpCode: '404' };
		const envelope = { code: 404, data: null, message: 'task not found', body: {} };
		stage.answerCheck = () => ({ outcome: 'refused', problem, envelope });
		const { results } = await stage.run([stage.create('a')], 120);
		expect(results).toMatchObject([
			{
				problem: {
					message: 'PiAPI does not know the task of an earlier try: task not found',
					advice: expect.stringMatching(/the credential that created it.*start a new execution/),
					taskId: 'task a',
					isUnknownToAccount: true,
				},
			},
		]);
		expect(stage.created).toEqual(['a']);
	});

	it('finds the task of a create whose answer was lost with the run', async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = async () => await new Promise(() => {});
		await stage.run([stage.create('a')], 5);
		stage.restart();
		const { results } = await stage.run([stage.create('a')], 300);
		expect(stage.created).toEqual(['a']);
		expect(results).toMatchObject([{ task: { id: 'task a' } }]);
	});

	it('creates no second task where it finds none', async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = async () => await new Promise(() => {});
		await stage.run([stage.create('a')], 5);
		stage.restart();
		stage.created.length = 0;
		const { results, taskRun } = await stage.run([stage.create('a')], 300);
		expect(stage.created).toEqual([]);
		expect(results).toMatchObject([
			{ problem: { message: expect.stringMatching(/^An earlier try got no answer; /) } },
		]);
		expect(taskRun.unclear(other)).toHaveLength(1);
	});

	it('finds it by what was sent, even if this try asks otherwise', async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = () => lost;
		const first = await stage.run([stage.create('a')], 0);
		first.stop.stop();
		const second = { ...stage.create('b'), digest: async () => await Promise.resolve('b') };
		const { results } = await stage.run([second], 300);
		expect(stage.created).toEqual(['a']);
		expect(results).toMatchObject([{ task: { id: 'task a' } }]);
	});

	it('searches for nothing once the run has failed: what it found would be on no record', async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = () => lost;
		const first = await stage.run([stage.create('a')], 0);
		first.stop.stop();
		let readFile: () => void = () => undefined;
		const digest = async (): Promise<string> => {
			await new Promise<void>((resolve) => (readFile = resolve));
			return 'a';
		};
		const { taskRun, ending, results } = stage.open([stage.create('a', 0, { digest })]);
		await settle();
		ending.stop();
		await taskRun.settled();
		readFile();
		await stage.clock.advance(300_000);
		expect(stage.openAccount().claims.has('task a')).toBe(false);
		expect(results).toEqual([undefined]);
	});

	it("keeps PiAPI's time of a lost create that went out before it was known", async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = () => {
			time.observe(new Date(stage.clock.now()).toUTCString(), stage.clock.now(), stage.clock.now());
			stage.created.length = 0;
			return lost;
		};
		const time = createPiApiTime();
		const sentAt = stage.clock.now();
		await stage.run([stage.create('a')], 120, { time });
		const record = openRecords(stage.kept, 0, 'execution').get(0);
		expect(record).toMatchObject({ sentAt, sentAtPiApi: sentAt });
	});

	it('takes no task of an earlier try for another item', async () => {
		const stage = new TaskRunStage();
		await interrupted(stage);
		stage.restart();
		stage.open([]);
		expect(stage.openAccount().claims.claim('task a', 'another')).toBe(false);
	});
});

describe('a stopped run', () => {
	it('names the tasks that it knows, and cancels those that are to be canceled', async () => {
		const stage = new TaskRunStage();
		['a', 'b'].forEach((prompt) => stage.statuses.set(`task ${prompt}`, 'processing'));
		const jobs = [stage.create('a', 0, { cancelOnStop: true }), stage.create('b', 1)];
		const { stop, taskRun, warnings, results } = await stage.run(jobs, 5);
		stop.stop();
		expect(taskRun.onStop()).toEqual(['task a', 'task b']);
		await stage.clock.advance(1_000);
		expect(warnings).toMatchObject([
			expect.stringContaining('task a (processing), task b (processing)'),
		]);
		expect(stage.canceled).toEqual(['task a']);
		expect(results).toEqual([undefined, undefined]);
	});

	it('waits for the answer of a create, which may have created a task', async () => {
		const stage = new TaskRunStage();
		let answer: () => void = () => undefined;
		stage.answerCreate = async (prompt) => {
			await new Promise<void>((resolve) => (answer = resolve));
			return answeredWith(stage.task(`task ${prompt}`, 'staged'));
		};
		const { stop, taskRun, warnings } = stage.open([stage.create('a', 0, { cancelOnStop: true })]);
		await settle();
		stop.stop();
		expect(taskRun.onStop()).toEqual([]);
		let isSettled = false;
		void taskRun.settled().then(() => (isSettled = true));
		await settle();
		expect([isSettled, warnings]).toEqual([false, []]);
		answer();
		await stage.clock.advance(1_000);
		expect(isSettled).toBe(true);
		expect(warnings).toMatchObject([expect.stringContaining('task a (staged)')]);
		expect(stage.canceled).toEqual(['task a']);
	});

	it.each([
		[true, ['task a']],
		[false, []],
	])('names the tasks of earlier tries, and cancels them (%s)', async (cancelOnStop, canceled) => {
		const stage = new TaskRunStage();
		await interrupted(stage);
		const jobs = [stage.create('b', 1, { cancelOnStop }), stage.create('c', 2)];
		const { stop, taskRun, warnings } = stage.open(jobs);
		stop.stop();
		expect(taskRun.onStop()).toEqual(['task a']);
		await stage.clock.advance(1_000);
		expect(warnings).toMatchObject([expect.stringContaining('task a (unknown)')]);
		expect(stage.canceled).toEqual(canceled);
	});

	it('between two tries tells of earlier requests without an answer', async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = async () => await new Promise(() => {});
		const sentAt = stage.clock.now();
		const first = await stage.run([stage.create('a'), stage.create('b', 1)], 5);
		first.taskRun.close();
		const second = stage.open([]);
		second.stop.stop();
		second.taskRun.onStop();
		await stage.clock.advance(1_000);
		expect(second.warnings).toHaveLength(2);
		expect(second.warnings[0]).toBe(
			`A request got no answer; it is unknown whether its task was created. Check the PiAPI workspace for a task created around ${new Date(sentAt).toISOString()}.`,
		);
	});

	it('that has created tasks says nothing more of earlier requests', async () => {
		const stage = new TaskRunStage();
		stage.answerCreate = async (prompt) =>
			prompt === 'a' ? await new Promise(() => {}) : answeredWith(stage.task('task b', 'pending'));
		const first = await stage.run([stage.create('a')], 5);
		first.taskRun.close();
		stage.statuses.set('task b', 'processing');
		const second = await stage.run([stage.create('b', 1), stage.create('c', 2)], 5);
		second.stop.stop();
		second.taskRun.onStop();
		expect(second.taskRun.unclear(other)).toEqual([]);
	});
});

describe('a job that follows a task', () => {
	it('waits until it has finished', async () => {
		const stage = new TaskRunStage();
		stage.statuses.set('task a', 'processing');
		const calledAt = stage.clock.now();
		const { results } = stage.open([stage.follow('task a')]);
		await stage.clock.advance(5_000);
		expect(results).toEqual([]);
		stage.statuses.set('task a', 'completed');
		await stage.clock.advance(60_000);
		expect(results).toMatchObject([{ task: { id: 'task a' }, giveUpAt: calledAt + 600_000 }]);
		expect(stage.created).toEqual([]);
	});

	it('has it as it is where nobody awaits it', async () => {
		const stage = new TaskRunStage();
		stage.statuses.set('task a', 'processing');
		const { results } = await stage.run([stage.follow('task a', { awaits: false })], 0);
		expect(results).toMatchObject([{ task: { id: 'task a', status: 'processing' } }]);
	});

	it('gives up a single check after a minute, and names the task', async () => {
		const stage = new TaskRunStage();
		stage.answerCheck = () => lost;
		const run = stage.open([stage.follow('task a', { awaits: false })]);
		await stage.clock.advance(30_000);
		expect(run.results).toEqual([]);
		await stage.clock.advance(31_000);
		expect(run.results).toMatchObject([{ problem: { message: 'No answer', taskId: 'task a' } }]);
	});

	it('that PiAPI does not know has a problem', async () => {
		const stage = new TaskRunStage();
		stage.answerCheck = () => refusedWith('task not found');
		const { results, taskRun } = await stage.run([stage.follow('task a')], 120);
		expect(results).toMatchObject([{ problem: { message: 'task not found', taskId: 'task a' } }]);
		expect(taskRun.taskIds(other)).toEqual([]);
	});

	it('has no result where the run is stopped before PiAPI has answered', async () => {
		const stage = new TaskRunStage();
		stage.answerCheck = () => lost;
		const run = await stage.run([stage.follow('task a', { awaits: false })], 0);
		run.stop.stop();
		await settle();
		expect(run.results).toEqual([undefined]);
	});
});
