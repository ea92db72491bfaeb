import { isCompleted, isFinal, isTaskId, readTask, type Task } from '../../nodes/transport/task';

const received = {
	task_id: 'task-1',
	model: 'midjourney',
	task_type: 'reroll',
	status: 'Completed',
	config: {
		service_mode: 'public',
		webhook_config: { endpoint: 'https://example.com/hook', secret: 'never to be seen' },
	},
	input: { prompt: 'a fox' },
	output: { image_url: 'https://example.com/fox.png' },
	meta: {
		created_at: '2026-11-22T10:00:00Z',
		started_at: '2026-11-22T10:00:01Z',
		ended_at: '2026-11-22T10:00:20Z',
		usage: { type: 'point', frozen: 1, consume: 700_000 },
	},
	error: { code: 0, raw_message: '', message: '', detail: null },
};

const taskWith = (more: object): Task | undefined => readTask({ ...received, ...more });

describe('a task', () => {
	it('is read whole', () => {
		expect(readTask(received)).toMatchObject({
			id: 'task-1',
			model: 'midjourney',
			taskType: 'reroll',
			status: 'completed',
			input: { prompt: 'a fox' },
			output: { image_url: 'https://example.com/fox.png' },
			failure: '',
			createdAt: '2026-11-22T10:00:00Z',
			startedAt: '2026-11-22T10:00:01Z',
			endedAt: '2026-11-22T10:00:20Z',
			usage: { consume: 700_000 },
		});
	});

	it('keeps everything that was received but the webhook secret', () => {
		const { config, ...rest } = received;
		expect(readTask(received)?.received).toEqual({
			...rest,
			config: { ...config, webhook_config: { endpoint: 'https://example.com/hook' } },
		});
		expect(received.config.webhook_config.secret).toBe('never to be seen');
	});

	it.each([{ config: null }, { config: { webhook_config: null } }, { config: 'text' }])(
		'is read with the config %p',
		(more) => expect(taskWith(more)?.received).toEqual({ ...received, ...more }),
	);

	it.each([{ output: null }, { output: undefined }, { output: '' }, { output: [] }])(
		'has an empty output for %p',
		(more) => expect(taskWith(more)?.output).toEqual({}),
	);

	it.each<[object, string]>([
		[{ error: undefined }, ''],
		[{ error: null }, ''],
		[{ error: { message: 'said', raw_message: 'meant' } }, 'said'],
		[{ error: { message: '', raw_message: 'meant' } }, 'meant'],
		[{ error: 'text' }, ''],
	])('with %p failed for the reason %p', (more, failure) => {
		expect(taskWith(more)?.failure).toBe(failure);
	});

	it.each(['0001-01-01T00:00:00Z', '', null, undefined])('has no time yet for %p', (time) => {
		const task = taskWith({ meta: { created_at: time, started_at: time, ended_at: time } });
		expect([task?.createdAt, task?.startedAt, task?.endedAt]).toEqual([null, null, null]);
	});

	it('is read without meta', () => {
		expect(taskWith({ meta: null })).toMatchObject({ createdAt: null, usage: {} });
	});

	it.each<[string, unknown]>([
		['nothing', undefined],
		['null', null],
		['a text', 'completed'],
		['a list', [received]],
		['an object without an id', { ...received, task_id: undefined }],
		['an object with an empty id', { ...received, task_id: '' }],
		['an object with a number as id', { ...received, task_id: 5 }],
		['an object without a status', { ...received, status: undefined }],
		['an object with an empty status', { ...received, status: '' }],
	])('is not %s', (_, data) => expect(readTask(data)).toBeUndefined());

	it.each<[string, boolean, boolean]>([
		['completed', true, true],
		['Completed', true, true],
		['COMPLETED', true, true],
		['failed', true, false],
		['Failed', true, false],
		['cancelled', true, false],
		['canceled', true, false],
		['pending', false, false],
		['processing', false, false],
		['staged', false, false],
		['retrying with another account', false, false],
	])('in state %p: ended %p, completed %p', (status, final, completed) => {
		const task = readTask({ task_id: 'task-1', status });
		expect(task && [isFinal(task), isCompleted(task)]).toEqual([final, completed]);
	});
});

describe('a task ID', () => {
	it.each(['4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11', 'a', '0', 'Task_1', 'x'.repeat(128)])(
		'may be %p',
		(text) => expect(isTaskId(text)).toBe(true),
	);

	it.each([
		'',
		' ',
		'..',
		'.',
		'../account/info',
		'..%2Faccount',
		'a/b',
		'a\\b',
		'a?b=c',
		'a#b',
		'a b',
		'a\n',
		'a%00',
		'-a',
		'_a',
		'https://example.com',
		'task:1',
		'ä',
		'x'.repeat(129),
	])('may not be %p', (text) => expect(isTaskId(text)).toBe(false));
});
