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

	it.each([
		['https://example.com/fox.png'],
		['{"image_url":"https://example.com/fox.png"}'],
		[['https://example.com/fox.png']],
		[[{ url: 'https://example.com/fox.png' }]],
		[42],
		[false],
	])('keeps the output %p as it came', (output) => {
		expect(taskWith({ output })?.output).toEqual(output);
		expect(taskWith({ output })?.received.output).toEqual(output);
	});

	it.each<[object, string]>([
		[{ error: undefined }, ''],
		[{ error: null }, ''],
		[{ error: { message: 'said', raw_message: 'meant' } }, 'said; meant'],
		[{ error: { message: '', raw_message: 'meant' } }, 'meant'],
		[{ error: 'text' }, 'text'],
		[{ error: ' text\n' }, 'text'],
		[{ error: { message: ' ', raw_message: '', detail: 'told' } }, 'told'],
		[{ error: { detail: { message: 'told' } } }, 'told'],
		[{ error: { detail: null }, detail: 'told above' }, 'told above'],
		[{ error: {}, detail: { message: 'told above' } }, 'told above'],
		[{ error: {}, logs: ['logged'] }, 'logged'],
		[{ error: {}, logs: ['first', '', 'second', 5] }, 'first; second'],
		[{ error: {}, logs: [{ message: 'logged' }] }, 'logged'],
		[{ error: {}, logs: 'logged' }, 'logged'],
		[{ error: {}, output: { error_messages: ['Banned prompt: x', 'y'] } }, 'Banned prompt: x; y'],
		[{ error: {}, output: { percent: 0, message: 'not allowed' } }, 'not allowed'],
		[{ error: {}, output: 'told here' }, 'told here'],
		[{ error: {}, logs: null, detail: 7 }, ''],
		[{ error: { message: 'said' }, detail: 'told', logs: ['logged'] }, 'said; told; logged'],
		[{ error: { raw_message: 'meant' }, logs: ['logged'] }, 'meant; logged'],
	])('with %p failed for the reason %p', (more, failure) => {
		expect(taskWith({ status: 'failed', ...more })?.failure).toBe(failure);
		expect(taskWith({ status: 'Failure', ...more })?.failure).toBe(failure);
		expect(taskWith({ status: 'rejected', ...more })?.failure).toBe(
			failure || 'PiAPI reports the status "rejected"',
		);
	});

	it.each<[object, string, string]>([
		[{ error: null }, 'boom', 'boom'],
		[{ error: null, status: 'canceled' }, 'boom', 'boom'],
		[{ error: null, status: 'expired' }, 'boom', 'boom'],
		[{ error: { code: 10000 } }, 'boom', 'boom (code 10000)'],
		[{ error: { message: 'said' } }, 'boom', 'said'],
		[{ error: null, logs: ['logged'] }, 'boom', 'logged'],
		[{ error: null }, 'success', ''],
		[{ error: null }, 'Query succeeded', ''],
		[{ error: null, status: 'completed' }, 'boom', ''],
		[{ error: null, status: 'processing' }, 'boom', ''],
	])('with %p in an answer that says %p failed for the reason %p', (more, said, failure) => {
		const task = readTask({ ...received, status: 'failed', ...more }, said);
		expect(task?.failure).toBe(failure);
	});

	it.each(['completed', 'processing'])('that is %s has no reason to fail in its logs', (status) => {
		expect(taskWith({ status, logs: ['rendered 10 frames'], detail: 'fine' })?.failure).toBe('');
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

	const NOT_REACHED = '0001-01-01T00:00:00Z';
	const endedAt = (time: string) => ({ meta: { ...received.meta, ended_at: time } });

	it.each<[string, string]>([
		...['completed', 'success', 'succeeded', 'succeed', 'complete', 'done', 'finished'].map(
			(word): [string, string] => [word, 'completed'],
		),
		...['failed', 'fail', 'failure', 'error', 'rejected', 'timeout', 'expired'].map(
			(word): [string, string] => [word, 'failed'],
		),
		['cancelled', 'canceled'],
		['canceled', 'canceled'],
	])('whose status is %p has finished as %p', (word, status) => {
		for (const text of [word, word.toUpperCase(), ` ${word} `]) {
			for (const meta of [{}, endedAt(NOT_REACHED), endedAt('2026-11-22T10:00:20Z')]) {
				const task = taskWith({ ...meta, status: text });
				expect(task?.status).toBe(status);
				expect(task && isFinal(task)).toBe(true);
				expect(task && isCompleted(task)).toBe(status === 'completed');
				expect(task?.received.status).toBe(text);
			}
		}
	});

	it.each([
		'pending',
		'processing',
		'staged',
		'queued',
		'running',
		'retry',
		'in_progress',
		'starting',
		'submitted',
		'waiting',
	])('whose status is %p is still running, whatever else it tells', (status) => {
		const task = taskWith({ status, ...endedAt('2026-11-22T10:00:20Z') });
		expect(task?.status).toBe(status);
		expect(task && isFinal(task)).toBe(false);
	});

	const unknown = { status: 'Wrapped Up' };
	it.each<[string, object, string]>([
		['no end', endedAt(NOT_REACHED), 'wrapped up'],
		['no meta', { meta: null }, 'wrapped up'],
		['an end and an output', {}, 'completed'],
		['an end and a text', { output: 'https://example.com/fox.png' }, 'completed'],
		['an end and a list', { output: ['https://example.com/fox.png'] }, 'completed'],
		['an end and JSON as a text', { output: '{"url":"https://example.com/fox.png"}' }, 'completed'],
		['an end and a link in a text', { output: 'See https://example.com/fox.png' }, 'completed'],
		[
			'an end and JSON in a text',
			{ output: { x: '["https://example.com/fox.png"]' } },
			'completed',
		],
		['an end and a caption', { output: { caption: 'a fox' } }, 'completed'],
		['an end and only the type', { output: { type: 'm2v', status: 50, works: [] } }, 'failed'],
		['an end and only a reason', { output: { video_url: '', message: 'it broke' } }, 'failed'],
		['an end and only the prompt', { output: { prompt: 'a fox', video: '' } }, 'failed'],
		[
			'an end and only the link that was sent',
			{
				input: { image: 'https://example.com/hen.png' },
				output: { image: 'https://example.com/hen.png', video: '' },
			},
			'failed',
		],
		['an end and no output', { output: null }, 'failed'],
		['an end and an empty output', { output: { image_url: '', images: [], more: null } }, 'failed'],
		['an end and an output of numbers', { output: { percent: 100 } }, 'failed'],
		['an end and a blank text', { output: '  ' }, 'failed'],
		['an end, an output and an error', { error: { message: 'half of it is missing' } }, 'failed'],
		['an end, an output and an error code', { error: { code: 10000 } }, 'failed'],
	])('with a status that nobody knows and %s is %s', (_, more, status) => {
		const task = taskWith({ ...unknown, ...more });
		expect(task?.status).toBe(status);
		expect(task?.received.status).toBe('Wrapped Up');
	});

	it('with a status that nobody knows says so when it failed without a reason', () => {
		expect(taskWith({ ...unknown, output: null })?.failure).toBe(
			'PiAPI reports the status "Wrapped Up"',
		);
	});
});

describe('a task ID', () => {
	it.each([
		'4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11',
		'a',
		'0',
		'Task_1',
		'nullable',
		'x'.repeat(128),
	])('may be %p', (text) => expect(isTaskId(text)).toBe(true));

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
		'undefined',
		'null',
		'NaN',
		'true',
		'FALSE',
	])('may not be %p', (text) => expect(isTaskId(text)).toBe(false));
});
