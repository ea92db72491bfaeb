import { answeredWith } from './connectionStage';
import { settle } from './handClock';
import { OrElseStage, problemIn, quick, refusal } from './orElseStage';

describe('with a run that ends with the first problem', () => {
	const failFast = { failFast: true, mostSlots: 1 };

	it.each<[string, (stage: OrElseStage) => void]>([
		['refused', (stage) => stage.refuse('a')],
		['failed', (stage) => stage.fail('a')],
	])('a model that %s ends nothing while there is another one', async (_, happens) => {
		const stage = new OrElseStage();
		happens(stage);
		const jobs = [stage.chain(['a', 'b']), stage.create('other', 1)];
		const { results, ending } = await stage.run(jobs, 120, failFast);
		expect(ending.signal.aborted).toBe(false);
		expect(results).toMatchObject([{ name: 'b' }, { task: { id: 'task other' } }]);
	});

	it.each<[string, (stage: OrElseStage) => void]>([
		['refused', (stage) => stage.refuse('b')],
		['failed', (stage) => stage.fail('b')],
	])('the last one that %s ends it before another item tries its own', async (_, happens) => {
		const stage = new OrElseStage();
		happens(stage);
		stage.fail('a', 'c');
		const jobs = [stage.chain(['a', 'b']), stage.chain(['c', 'd'], 1)];
		const { ending } = await stage.run(jobs, 120, failFast);
		expect(ending.signal.aborted).toBe(true);
		expect(stage.created).toEqual(['a', 'c', 'b']);
	});

	it('another item that ends it leaves the rest of the models alone, and every task named', async () => {
		const stage = new OrElseStage();
		stage.work('a');
		const jobs = [stage.chain(['a', 'b']), stage.create('other', 1)];
		const { ending, taskRun, results } = stage.open(jobs, { failFast: true });
		await stage.clock.advance(5_000);
		ending.stop();
		stage.fail('a');
		await stage.clock.advance(120_000);
		expect(stage.created).toEqual(['other', 'a']);
		expect(results[0]).toBeUndefined();
		expect(taskRun.taskIds(problemIn({ problem: refusal('x').problem }))).toContain('task a');
	});
});

describe('a stopped run', () => {
	it('tries no other model, and names the tasks', async () => {
		const stage = new OrElseStage();
		stage.work('a');
		const { stop, taskRun, warnings } = await stage.run([stage.chain(['a', 'b'])], 5);
		stage.fail('a');
		stop.stop();
		expect(taskRun.onStop()).toEqual(['task a']);
		await stage.clock.advance(120_000);
		expect(stage.created).toEqual(['a']);
		expect(warnings).toMatchObject([expect.stringContaining('task a')]);
	});

	it('names the task of the second model, whose answer comes after the stop', async () => {
		const stage = new OrElseStage();
		let answer: () => void = () => undefined;
		stage.fail('a');
		stage.answerCreate = async (prompt) => {
			if (prompt === 'b') await new Promise<void>((resolve) => (answer = resolve));
			return answeredWith(stage.task(`task ${prompt}`, 'pending'));
		};
		const { stop, taskRun, warnings } = await stage.run([stage.chain(['a', 'b'])], 20);
		stop.stop();
		taskRun.onStop();
		answer();
		await settle();
		await stage.clock.advance(1_000);
		expect(warnings.join('\n')).toContain('task b');
		expect(warnings.join('\n')).toContain('task a (failed)');
	});
});

describe('a try that is stopped', () => {
	it('names the tasks of earlier tries as they are, and cancels only what may be running', async () => {
		const stage = new OrElseStage();
		stage.fail('a');
		stage.work('b');
		await stage.interrupt(['a', 'b']);
		const job = stage.chain(['a', 'b'], 0, { cancelOnStop: true });
		const { stop, taskRun, warnings } = stage.open([job]);
		stop.stop();
		taskRun.onStop();
		await stage.clock.advance(60_000);
		expect(warnings.join('\n')).toContain('task a (failed)');
		expect(warnings.join('\n')).toContain('task b (unknown)');
		expect(stage.canceled).toEqual(['task b']);
	});

	it('names a task that was canceled for the next model, and leaves it alone', async () => {
		const stage = new OrElseStage();
		stage.work('a', 'b');
		const job = stage.chain(['a', 'b'], 0, { pace: quick, cancelOnStop: true });
		const { stop, taskRun, warnings } = await stage.run([job], 15);
		expect(stage.created).toEqual(['a', 'b']);
		stop.stop();
		taskRun.onStop();
		await stage.clock.advance(60_000);
		expect(warnings.join('\n')).toContain('task a (canceled)');
		expect(stage.canceled).toEqual(['task a', 'task b']);
	});

	it('between two tries says nothing of requests that are known to have failed', async () => {
		const stage = new OrElseStage();
		stage.fail('a', 'b');
		const { taskRun } = await stage.run([stage.chain(['a', 'b'])], 120);
		taskRun.close();
		const second = stage.open([]);
		second.stop.stop();
		second.taskRun.onStop();
		await stage.clock.advance(1_000);
		expect(second.warnings.join('\n')).not.toContain('it is unknown');
		expect(second.warnings.join('\n')).toContain('task a (failed), task b (failed)');
	});
});
