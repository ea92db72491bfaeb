import { openRecords } from '../../nodes/task/records';
import { OrElseStage } from './orElseStage';

describe('a tool of an agent, which has a new run for every try', () => {
	const toolRun = async (
		stage: OrElseStage,
		runIndex: number,
		prompts: readonly string[],
		seconds = 120,
	) => {
		const records = openRecords(stage.kept, runIndex, 'execution', true);
		const job = stage.chain(prompts, 0, { source: undefined });
		const run = await stage.run([job], seconds, { records });
		run.ending.stop();
		await stage.clock.advance(0);
		records.settle(true);
		run.taskRun.close();
		return run;
	};

	it('resumes the chain as a whole', async () => {
		const stage = new OrElseStage();
		stage.fail('a');
		stage.work('b');
		await toolRun(stage, 0, ['a', 'b', 'c'], 20);
		stage.statuses.set('task b', 'completed');
		const { results } = await toolRun(stage, 1, ['a', 'b', 'c']);
		expect(stage.created).toEqual(['a', 'b']);
		expect(results).toMatchObject([{ name: 'b', attempts: [{ taskId: 'task a' }] }]);
		const third = await toolRun(stage, 2, ['a', 'b', 'c'], 1);
		expect(third.results).toMatchObject([{ name: 'b' }]);
		expect(stage.created).toEqual(['a', 'b']);
	});

	it('takes the chain of one call only', async () => {
		const stage = new OrElseStage();
		stage.fail('a');
		stage.work('b');
		await toolRun(stage, 0, ['a', 'b'], 20);
		const own = openRecords(stage.kept, 1, 'execution', true);
		own.write(0, {
			sentAt: stage.clock.now(),
			digest: 'a',
			executionId: 'execution',
			taskId: 'task other',
		});
		own.settle(true);
		stage.statuses.set('task b', 'completed');
		const ids = [];
		for (const runIndex of [2, 3]) {
			const records = openRecords(stage.kept, runIndex, 'execution', true);
			const { results } = await stage.run(
				[stage.chain(['a', 'b'], 0, { source: undefined })],
				120,
				{ records },
			);
			ids.push(results);
		}
		expect(ids).toMatchObject([[{ task: { id: 'task b' } }], [{ task: { id: 'task other' } }]]);
		expect(stage.created).toEqual(['a', 'b']);
	});

	it('resumes the first of two equal requests as the first', async () => {
		const stage = new OrElseStage();
		stage.work('a');
		await toolRun(stage, 0, ['a', 'a'], 20);
		stage.fail('a');
		const { results } = await toolRun(stage, 1, ['a', 'a']);
		expect(stage.created).toEqual(['a', 'a']);
		expect(results).toMatchObject([{ attempts: [{ taskId: 'task a' }] }]);
	});

	it('resumes a task that was a second choice where it is asked for by itself', async () => {
		const stage = new OrElseStage();
		stage.fail('a');
		stage.work('b');
		await toolRun(stage, 0, ['a', 'b'], 20);
		stage.statuses.set('task b', 'completed');
		const { results } = await toolRun(stage, 1, ['b']);
		expect(stage.created).toEqual(['a', 'b']);
		expect(results).toMatchObject([{ task: { id: 'task b' } }]);
	});
});
