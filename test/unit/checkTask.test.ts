import type { IDataObject } from 'n8n-workflow';

import { checkTask } from '../../nodes/task/checkTask';
import { createDurations } from '../../nodes/task/durations';
import { runJob, type JobContext } from '../../nodes/task/runJob';
import type { Client } from '../../nodes/transport/client';
import type { Exchange } from '../../nodes/transport/exchange';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock } from './handClock';
import { answered, fault, told } from './waitStage';

const otherTask = told('completed', { task_id: 'task-2' });

const answering = (...answers: Exchange[]): Pick<Client, 'getTask'> & { asked: string[] } => {
	const asked: string[] = [];
	const last = answers[answers.length - 1] ?? answered(null);
	return {
		asked,
		getTask: async (taskId) => await Promise.resolve(answers[asked.push(taskId) - 1] ?? last),
	};
};

describe('a check', () => {
	it('returns the task', async () => {
		const check = await checkTask(answering(told('processing')), 'task-1');
		expect(check).toMatchObject({ outcome: 'answered', task: { id: 'task-1' } });
	});

	it('has the reason of a failed task from the answer around it', async () => {
		const data = { task_id: 'task-1', status: 'failed', error: null };
		const envelope = { code: 200, data, message: 'content violation', body: {} };
		expect(await checkTask(answering({ outcome: 'answered', envelope }), 'task-1')).toMatchObject({
			task: { failure: 'content violation' },
		});
	});

	it.each([
		['another task', otherTask, 'PiAPI returned a different task than the one requested'],
		['no task', answered(null), "PiAPI's answer contains no task"],
		['a task without a status', answered({ task_id: 'task-1' }), 'contains no task'],
	])('takes %s for a fault that may pass', async (_, answer, message) => {
		const check = await checkTask(answering(answer), 'task-1');
		expect(check).toMatchObject({
			outcome: 'unclear',
			problem: { message: expect.stringContaining(message), taskId: 'task-1' },
		});
	});

	const ended = { ended_at: '2026-11-22T10:00:20Z' };
	const failing = (data: IDataObject, message = 'boom'): Exchange =>
		fault('unclear', message, {
			httpCode: '500',
			envelope: { code: 500, data, message, body: {} },
		});

	it.each<[string, IDataObject]>([
		['completed', { task_id: 'task-1', status: 'completed' }],
		['failed', { task_id: 'TASK-1', status: 'failed', meta: ended }],
	])('returns a task that has %s, however the answer words its code', async (status, data) => {
		const check = await checkTask(answering(failing(data)), 'task-1');
		expect(check).toMatchObject({ outcome: 'answered', task: { status }, envelope: { code: 500 } });
	});

	it.each<[string, IDataObject]>([
		['another task', { task_id: 'task-2', status: 'completed' }],
		['a task that still runs', { task_id: 'task-1', status: 'processing' }],
		[
			'a failure without an end, which may be that of the check',
			{ task_id: 'task-1', status: 'failed' },
		],
		['no task', {}],
	])('is a fault where an error answers with %s', async (_, data) => {
		const answer = failing(data);
		expect(await checkTask(answering(answer), 'task-1')).toBe(answer);
	});

	it.each(['refused', 'busy', 'neverSent', 'unclear'] as const)(
		'leaves %s as it is',
		async (outcome) => {
			const failed = fault(outcome, 'no', { retryAfter: 5 });
			expect(await checkTask(answering(failed), 'task-1')).toBe(failed);
		},
	);
});

describe('Get Task', () => {
	const get = async (client: Pick<Client, 'getTask'>) => {
		const clock = new HandClock();
		const context: Partial<JobContext> = {
			client: client as Client,
			clock,
			signal: createStop().signal,
			durations: createDurations(),
		};
		const got = runJob(
			{
				kind: 'follow',
				itemIndex: 0,
				taskId: 'task-1',
				awaits: false,
				returnUnfinished: false,
				cancelOnStop: false,
				pace: { typical: 15_000, timeout: 600_000 },
			},
			context as JobContext,
		);
		await clock.advance(120_000);
		return await got;
	};

	it('asks again when PiAPI answers about another task', async () => {
		const client = answering(otherTask, answered(null), told('processing'));
		expect(await get(client)).toMatchObject({ task: { id: 'task-1', status: 'processing' } });
		expect(client.asked).toEqual(['task-1', 'task-1', 'task-1']);
	});

	it('never returns another task', async () => {
		expect(await get(answering(otherTask))).toMatchObject({
			problem: { taskId: 'task-1', message: expect.stringContaining('a different task') },
		});
	});

	it('ends at once when it is refused', async () => {
		const client = answering(fault('refused', 'task not found', { httpCode: '404' }));
		expect(await get(client)).toMatchObject({ problem: { message: 'task not found' } });
		expect(client.asked).toHaveLength(1);
	});
});
