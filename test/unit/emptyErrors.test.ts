import type { IDataObject } from 'n8n-workflow';

import { isCompleted, readTask } from '../../nodes/transport/task';
import { asCreateAnswer } from '../../nodes/transport/refusals';
import { classifyResponse } from '../../nodes/transport/exchange';

const ended = (error: unknown, more: IDataObject = {}) =>
	readTask({
		task_id: 'task-1',
		status: 'ready',
		meta: { ended_at: '2026-11-22T10:00:00Z' },
		output: { video_url: 'https://x.example/v.mp4' },
		error: error as IDataObject,
		...more,
	});

describe('a task that ended with a status of its own', () => {
	it.each<[unknown]>([
		[{ code: '0', message: '', raw_message: '', detail: null }],
		[{ code: 0, message: 'success' }],
		[{ code: '200', message: 'OK' }],
		[{ code: 200, message: '' }],
		[{ code: '', message: 'None' }],
		[{ code: null, message: null }],
		[{ code: 'success', message: 'Success.' }],
		[{ code: '00', message: 'no error' }],
		[{ code: 'OK' }],
		[{ message: 'null' }],
		['success'],
		['  '],
		[''],
		[[]],
		[{}],
		[null],
		[undefined],
		[{ code: 0, message: '', detail: { step: 'encode' } }],
	])('and an error that says nothing has completed: %j', (error) => {
		const task = ended(error);
		expect(task).toMatchObject({ status: 'completed', failure: '' });
		expect(task && isCompleted(task)).toBe(true);
	});

	it.each<[unknown, string]>([
		[{ code: 10000, message: '' }, 'code 10000'],
		[{ code: '10000' }, 'code 10000'],
		[{ code: 0, message: 'the worker was lost' }, 'the worker was lost'],
		[{ message: 'failed' }, 'failed'],
		['out of memory', 'out of memory'],
		[{ code: 'E_LOST', message: 'success' }, 'E_LOST'],
		[{ code: 0, raw_message: 'lost' }, 'lost'],
	])('and an error that says something has failed: %j', (error, failure) => {
		const task = ended(error);
		expect(task?.status).toBe('failed');
		expect(task?.failure).toContain(failure);
	});
});

it.each([{ code: 'success' }, { code: '0' }, { code: 'OK', message: '' }])(
	'a create without a task whose error says nothing is not refused: %j',
	(error) => {
		const body = { code: 500, data: { task_id: '', error } };
		const exchange = classifyResponse({ statusCode: 500, headers: {}, body }, 0);
		expect(asCreateAnswer(exchange).outcome).toBe('unclear');
	},
);
