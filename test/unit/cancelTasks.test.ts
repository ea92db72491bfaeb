import { cancelManyTasks, cancelTask } from '../../nodes/actions/cancelTasks';
import { problemOf, type Exchange } from '../../nodes/transport/exchange';
import { unreachable } from '../../nodes/transport/problem';
import { answeredWith, canceled, connectionWith, refusedWith } from './connectionStage';
import { runAction } from './runAction';

const done = answeredWith(null, 'success');

async function cancel(parameters: Record<string, unknown>, exchange: Exchange = done) {
	const asked: string[] = [];
	const run = await runAction(cancelTask, {
		parameters,
		connection: connectionWith({
			cancelTask: async (taskId) => {
				asked.push(taskId);
				return await Promise.resolve(exchange);
			},
		}),
	});
	return { ...run, asked };
}

async function cancelMany(parameters: Record<string, unknown>, exchange: Exchange = done) {
	const asked: unknown[] = [];
	const run = await runAction(cancelManyTasks, {
		parameters,
		timezone: 'America/New_York',
		connection: connectionWith({
			cancelTasks: async (before, model) => {
				asked.push([before, model]);
				return await Promise.resolve(exchange);
			},
		}),
	});
	return { ...run, asked };
}

describe('Cancel Task', () => {
	it.each([
		['text', ' task-1 ', 'task-1'],
		['a number', 5, '5'],
		['a locator', { __rl: true, mode: 'id', value: 'task-1' }, 'task-1'],
	])('cancels a task given as %s', async (_, taskId, id) => {
		const { asked, output } = await cancel({ taskId });
		expect(asked).toEqual([id]);
		expect(output).toEqual([
			{ json: { canceled: true, taskId: id, message: 'success' }, pairedItem: { item: 0 } },
		]);
	});

	it.each([
		['', 'Task is empty'],
		[null, 'Task is empty'],
		[true, 'Task is empty'],
		['a b', 'Task "a b" is not a valid task ID'],
		['x/'.repeat(100), `Task "${'x/'.repeat(40)} …" is not a valid task ID`],
	])('sends nothing for %j', async (taskId, message) => {
		const { asked, error } = await cancel({ taskId });
		expect(asked).toEqual([]);
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toMatch(
			/^(Choose a task, or enter its ID|Enter the ID of one task)/,
		);
	});

	it('names the task and the reason when PiAPI refuses', async () => {
		const { error } = await cancel({ taskId: 'task-1' }, refusedWith('Too late', 'Wait.'));
		expect(error).toMatchObject({
			message: 'Too late [item 0]',
			description: 'Task task-1. Only a task that is still pending can be canceled. Wait.',
		});
	});

	it.each<[string, Exchange]>([
		['of the key', { outcome: 'refused', problem: problemOf(401, 'Invalid key') }],
		['of the credit', { outcome: 'refused', problem: problemOf(402, '') }],
		['of PiAPI', { outcome: 'refused', problem: problemOf(500, '') }],
		['of the network', { outcome: 'refused', problem: unreachable('Nothing was sent.') }],
	])('says nothing about the task where the problem is %s', async (_, exchange) => {
		const { error } = await cancel({ taskId: 'task-1' }, exchange);
		expect(error?.description).toMatch(/^Task task-1\. [A-Z]/);
		expect(error?.description).not.toContain('pending');
	});

	it('returns nothing after a stop', async () => {
		expect(await cancel({ taskId: 'task-1' }, canceled)).toMatchObject({ output: [] });
	});

	describe('whose first answer was lost', () => {
		const lost = { ...refusedWith('No answer'), outcome: 'unclear' as const };
		const again = refusedWith('Task is already canceled');

		async function cancelTwice(status: string, answers: readonly Exchange[]) {
			const checks: string[] = [];
			let count = 0;
			const run = await runAction(cancelTask, {
				parameters: { taskId: 'task-1' },
				connection: {
					...connectionWith({
						cancelTask: async () => await Promise.resolve(answers[count++] ?? done),
						getTask: async (taskId) => {
							checks.push(taskId);
							return await Promise.resolve(
								answeredWith({ task_id: taskId, status, model: 'm', task_type: 't' }, 'success'),
							);
						},
					}),
					retry: async (attempt) => {
						const first = await attempt();
						return first.outcome === 'unclear' ? await attempt() : first;
					},
				},
			});
			return { ...run, checks };
		}

		it.each([
			['the second was refused', [lost, again]],
			['no other came', [lost, lost]],
		])('has canceled the task where %s and PiAPI shows it as canceled', async (_, answers) => {
			const { output, checks } = await cancelTwice('cancelled', answers);
			expect(output).toMatchObject([{ json: { canceled: true, taskId: 'task-1' } }]);
			expect(checks).toEqual(['task-1']);
		});

		it.each(['processing', 'canceling'])('fails with the reason where it is %s', async (status) => {
			const { error } = await cancelTwice(status, [lost, again]);
			expect(error?.message).toBe('Task is already canceled [item 0]');
		});

		it('fails where the first answer was a refusal, without a check', async () => {
			const { error, checks } = await cancelTwice('canceled', [again]);
			expect(error?.message).toBe('Task is already canceled [item 0]');
			expect(checks).toEqual([]);
		});
	});
});

describe('Cancel Many Tasks', () => {
	const parameters = { createdBefore: '2026-01-01T12:00:00', cancelModel: 'kling' };

	it('reads the time in the time zone of the workflow', async () => {
		const { asked, output } = await cancelMany(parameters);
		expect(asked).toEqual([[1767286800, 'kling']]);
		expect(output).toEqual([
			{
				json: {
					canceled: true,
					model: 'kling',
					createdBefore: '2026-01-01T17:00:00.000Z',
					message: 'success',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each([
		[{ createdBefore: '' }, 'Created Before is empty'],
		[{ createdBefore: 'soon' }, 'Created Before is "soon"'],
		[{ cancelModel: '' }, 'Model is empty'],
		[{ cancelModel: 'fox' }, 'Model is "fox"'],
	])('sends nothing for %j', async (changes, message) => {
		const { asked, error } = await cancelMany({ ...parameters, ...changes });
		expect(asked).toEqual([]);
		expect(error?.message).toContain(message);
	});

	it('fails with the text of a refusal', async () => {
		const { error } = await cancelMany(parameters, refusedWith('Not now', 'Wait.'));
		expect(error).toMatchObject({ message: 'Not now [item 0]', description: 'Wait.' });
	});

	it('returns nothing after a stop', async () => {
		expect(await cancelMany(parameters, canceled)).toMatchObject({ output: [] });
	});
});
