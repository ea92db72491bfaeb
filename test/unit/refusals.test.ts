import { classifyResponse, type Exchange } from '../../nodes/transport/exchange';
import { asCreateAnswer } from '../../nodes/transport/refusals';

const answered = (
	statusCode: number,
	body: unknown,
	headers: Record<string, string> = {},
): Exchange =>
	asCreateAnswer(
		classifyResponse({ statusCode, headers, body: body as string }, Date.parse('2026-11-22')),
	);

const withoutTask = {
	task_id: '',
	status: 'failed',
	error: {
		code: 10000,
		raw_message: 'failed to freeze point',
		message: 'task failed',
		detail: null,
	},
};
const statuses: Array<[number, number]> = [
	[200, 200],
	[200, 400],
	[200, 402],
	[200, 500],
	[200, 503],
	[400, 400],
	[402, 402],
	[403, 403],
	[429, 429],
	[500, 500],
	[503, 503],
];

describe('the answer to a create', () => {
	describe.each(statuses)('of HTTP %p with the code %p', (status, code) => {
		it.each([
			'failed to freeze point',
			'failed to freeze credit',
			'failed to freeze quota',
			'Insufficient credits',
			'insufficient balance',
			'credit not enough',
			'Credits are not enough.',
			'quota not enough',
			'user quota is not enough',
			'points not enough',
			'your balance is not enough',
			"You don't have enough credits",
		])('that says %p is refused', (message) => {
			const exchange = answered(status, { code, data: null, message });
			expect(exchange).toMatchObject({ outcome: 'refused', problem: { message } });
			expect(exchange).toMatchObject({
				problem: { advice: 'Top up the balance in the PiAPI workspace.' },
			});
		});

		it('that tells of it in the error of its data is refused', () => {
			expect(answered(status, { code, data: withoutTask, message: 'success' }).outcome).toBe(
				'refused',
			);
		});

		it('is never refused when it has a task', () => {
			const data = { ...withoutTask, task_id: 'task-1' };
			const plain = classifyResponse(
				{
					statusCode: status,
					headers: {},
					body: { code, data, message: 'failed to freeze point' },
				},
				0,
			);
			expect(asCreateAnswer(plain)).toBe(plain);
		});
	});

	it.each<[number, string, string]>([
		[500, 'Insufficient plan level', 'plan'],
		[500, 'content violation', 'Change the prompt'],
		[200, 'input flagged as NSFW', 'Change the prompt'],
	])('of HTTP %p that says %p is refused, with advice about %p', (status, message, advice) => {
		const exchange = answered(status, { code: 500, data: null, message });
		expect(exchange.outcome).toBe('refused');
		expect('problem' in exchange && exchange.problem.advice).toContain(advice);
	});

	it.each<[number, number, string, boolean]>([
		[400, 400, 'content violation', true],
		[422, 422, 'the picture shows a real person', true],
		[200, 400, 'the prompt violates our usage policies', true],
		[500, 500, 'input flagged as NSFW', true],
		[200, 200, 'banned prompt', true],
		[400, 400, 'duration must be 5', false],
		[402, 402, 'insufficient credits', false],
		[500, 500, 'the prompt violates our usage policies', false],
		[429, 429, 'content violation', false],
	])('of HTTP %p with the code %p that says %p: content %p', (status, code, message, isContent) => {
		const exchange = answered(status, { code, data: null, message });
		expect('problem' in exchange && exchange.problem.isContent === true).toBe(isContent);
	});

	it('tells of the content in any of its texts', () => {
		const error = { code: 10003, message: 'invalid request', detail: { categories: ['hate'] } };
		expect(answered(400, { code: 400, message: 'invalid request', data: { error } })).toMatchObject(
			{
				outcome: 'refused',
				problem: { isContent: true, message: expect.stringContaining('categories: hate') },
			},
		);
	});

	it.each<[string, boolean]>([
		['the input was flagged as nsfw', true],
		['nsfw detector loaded', false],
	])('of HTTP 400 whose log says %p: content %p', (line, isContent) => {
		const data = { task_id: '', logs: [line], error: { code: 10000, message: '' } };
		const exchange = answered(400, { code: 400, message: 'invalid request', data });
		expect(exchange).toMatchObject({ outcome: 'refused' });
		expect('problem' in exchange && exchange.problem.isContent === true).toBe(isContent);
	});

	it.each<[string, unknown]>([
		['the log', { logs: ['the input was flagged as nsfw', 'insufficient credits'] }],
		['a text in the place of the task', 'insufficient credits'],
		['texts in the place of the task', ['nsfw']],
	])('of HTTP 500 is not refused by %s', (_, data) => {
		expect(answered(500, { code: 500, message: 'error', data }).outcome).toBe('unclear');
	});

	it.each([200, 500, 503])(
		'of HTTP %p with an empty task ID and an error code made nothing',
		(status) => {
			const data = { task_id: '', error: { code: 10001, message: 'no such voice' } };
			expect(answered(status, { code: 500, data })).toMatchObject({
				outcome: 'refused',
				problem: { message: 'no such voice (code 10001)' },
			});
		},
	);

	it.each<[string, number, unknown]>([
		['a check of the account that failed', 200, { code: 500, message: 'failed to check account' }],
		['the same with HTTP 500', 500, { code: 500, message: 'failed to check account', data: null }],
		['an empty task ID and no error', 200, { code: 200, data: { task_id: '' } }],
		['an empty task ID and the error code 0', 500, { data: { task_id: '', error: { code: 0 } } }],
		['an error code and no word of a task ID', 500, { data: { error: { code: 10000 } } }],
		...[
			'failed to check account',
			'context deadline exceeded',
			'request timed out',
			'internal error',
		].map((message): [string, number, unknown] => [
			`an empty task ID beside "${message}", which decides nothing`,
			500,
			{ code: 500, data: { task_id: '', error: { code: 10000, message } } },
		]),
		...[
			'freeze credit: done; create task: no answer',
			'the quota of the model was exhausted',
			'make sure that you have enough credits',
		].map((message): [string, number, unknown] => [
			`credit in "${message}", which refuses nothing for certain`,
			500,
			{ code: 500, data: null, message },
		]),
		['a page', 500, '<html>insufficient credits</html>'],
		['nothing', 502, ''],
	])('stays as it is with %s', (_, status, body) => {
		const plain = classifyResponse({ statusCode: status, headers: {}, body: body as string }, 0);
		expect(asCreateAnswer(plain)).toBe(plain);
		expect(plain.outcome).not.toBe('refused');
	});

	it.each([
		'Too many requests',
		'concurrent task limit of your plan reached, upgrade your plan',
		'rate limit: insufficient quota for this minute',
		'Insufficient plan level for more concurrency',
		'busy',
	])('of HTTP 429 that says %p is busy', (message) => {
		for (const data of [null, { task_id: '', error: { code: 10000, message } }]) {
			expect(answered(429, { code: 429, data, message }, { 'retry-after': '3' })).toMatchObject({
				outcome: 'busy',
				retryAfter: 3000,
			});
		}
	});

	describe.each(statuses)('of HTTP %p with the code %p', (status, code) => {
		it.each([null, { task_id: '', error: { code: 10000, message: 'refused' } }])(
			'that says that too many tasks are active is busy: the next one may be created later',
			(data) => {
				const message = 'active task count 2 has reached the plan limit';
				const exchange = answered(status, { code, data, message }, { 'retry-after': '3' });
				expect(exchange).toMatchObject({
					outcome: 'busy',
					problem: {
						message: expect.stringContaining(message) as string,
						type: 'busy',
						advice: expect.stringContaining('lower Max Concurrent Tasks') as string,
					},
				});
			},
		);
	});

	it('that says so and has a task stays as it is', () => {
		const message = 'active task count 2 has reached the plan limit';
		const plain = classifyResponse(
			{ statusCode: 500, headers: {}, body: { code: 500, data: { task_id: 'task-1' }, message } },
			0,
		);
		expect(asCreateAnswer(plain)).toBe(plain);
	});

	it.each([
		'too many pending tasks',
		'the number of downloads has reached the plan limit',
		'active task count: 2',
	])('of HTTP 500 that says %p decides nothing', (message) => {
		expect(answered(500, { code: 500, data: null, message }).outcome).toBe('unclear');
	});

	it('that never came stays as it is', () => {
		const canceled: Exchange = { outcome: 'canceled' };
		expect(asCreateAnswer(canceled)).toBe(canceled);
	});
});
