import type { IDataObject } from 'n8n-workflow';

import { isRefusedForContent } from '../../nodes/transport/contentRefusal';
import { readTask } from '../../nodes/transport/task';
import { sampleTask } from './sampleTask';

const isRefused = (more: IDataObject): boolean =>
	isRefusedForContent(sampleTask({ status: 'failed', output: null, ...more }));

const seedance = (code: unknown, message = 'invalid request', more: IDataObject = {}): boolean =>
	isRefused({ model: 'seedance', error: { code, message }, ...more });

const lines = (count: number): string[] =>
	Array.from({ length: count }, (_, index) => `step ${index}`);

describe('a task failed because of its content', () => {
	it.each<[string, IDataObject]>([
		['its message says so', { error: { code: 10000, message: 'Banned prompt: x' } }],
		['its raw message says so', { error: { message: 'failed', raw_message: 'nsfw detected' } }],
		['its detail says so', { error: { message: 'failed', detail: { reason: 'real person' } } }],
		['its logs say so', { error: { code: 10000, message: '' }, logs: ['flagged as nsfw'] }],
		[
			'one of many log lines says so',
			{ error: {}, logs: [...lines(300), 'content policy violation'] },
		],
		['its output says so', { output: { error_messages: ['Banned prompt: x'] } }],
		['its own reason says so', { error: null, fail_reason: 'content flagged by moderation' }],
		['the reason in its output says so', { output: { base_resp: { status_msg: 'nsfw' } } }],
		['its content was restricted', { error: { message: 'restricted content' } }],
		['a content filter blocked it', { error: { message: 'blocked by content filter' } }],
		['it did not pass the review', { error: { message: 'Failed to pass the content review' } }],
		['a penalty says so', { error: { message: 'mj_penalty_triggered' } }],
		[
			'moderation tells categories in a list',
			{ error: { message: 'failed' }, logs: [{ triggered_categories: ['hate'] }] },
		],
		[
			'moderation tells categories as flags',
			{ error: { message: '' }, logs: ['{"flagged":true,"categories":{"hate":true,"x":false}}'] },
		],
		[
			'the logs say so and the error speaks only of trouble',
			{ error: { message: 'internal error' }, logs: ['the prompt violates our policies'] },
		],
		[
			'the error says so and the logs tell something else',
			{ error: { message: 'content violation' }, logs: ['queued: too many tasks'] },
		],
	])('if %s', (_, task) => expect(isRefused(task)).toBe(true));

	it('if only the answer around it says so', () => {
		const data = { task_id: 'task-1', status: 'failed', error: null };
		const task = readTask(data, 'content violation');
		expect(task?.failure).toBe('content violation');
		expect(task && isRefusedForContent(task)).toBe(true);
	});

	it.each([10003, '10003'])('if Seedance gives the code %p and nothing else', (code) => {
		expect(seedance(code)).toBe(true);
		expect(seedance(code, '')).toBe(true);
		expect(seedance(code, 'internal error')).toBe(true);
		expect(seedance(code, '', { model: 'SEEDANCE' })).toBe(true);
	});
});

describe('a task failed for another reason', () => {
	it.each<[string, IDataObject]>([
		['nothing is told', { error: { code: 10000, message: '' } }],
		['the text is of nothing known', { error: { message: 'no fox found' } }],
		['it is credit', { error: { message: 'insufficient credits' }, logs: ['flagged'] }],
		['it is a file', { error: { message: 'failed to decode input image' } }],
		['a log names the check', { error: {}, logs: ['content filter loaded', 'content review'] }],
		['a log tells of a check that passed', { error: {}, logs: ['content review passed'] }],
		['no category was found', { logs: [{ categories: { hate: false } }, { categories: [] }] }],
	])('if %s', (_, task) => expect(isRefused(task)).toBe(false));

	it('if the code of Seedance comes with another reason, or from another model', () => {
		expect(seedance(10003, 'failed to download the image')).toBe(false);
		expect(seedance(10003, 'invalid request', { model: 'kling' })).toBe(false);
		expect(seedance(10000)).toBe(false);
	});
});
