import { messageOf } from '../../nodes/transport/answerText';
import { failureOf } from '../../nodes/transport/reasons';

const failed = (more: object): string => failureOf({ status: 'failed', ...more }, 'failed');
import { withoutSecrets } from '../../nodes/transport/problem';

describe('the reason of a failed task', () => {
	it.each<[string, object, string]>([
		[
			'both texts',
			{ error: { message: 'task failed', raw_message: 'no face found' } },
			'task failed; no face found',
		],
		['the same text once', { error: { message: 'No face.', raw_message: 'no  face' } }, 'No face.'],
		[
			'a text that another contains once',
			{ error: { message: 'failed', raw_message: 'decoding failed: bad png' } },
			'decoding failed: bad png',
		],
		[
			'detail as an object',
			{ error: { message: 'bad', detail: { reason: 'too dark' } } },
			'bad; too dark',
		],
		[
			'detail with keys that nobody knows',
			{ error: { detail: { field: 'width', got: 7 } } },
			'field: width, got: 7',
		],
		[
			'detail with the place',
			{
				error: {
					detail: [{ loc: ['body', 'input', 'x'], msg: 'field required', type: 'missing' }],
				},
			},
			'body.input.x: field required',
		],
		['JSON text', { error: { message: '{"error":{"message":"no face","type":"x"}}' } }, 'no face'],
		['a list as JSON text', { error: { message: '["no face","no hand"]' } }, 'no face; no hand'],
		[
			'a page as its title',
			{ error: { message: '<html><head><title>502 Bad Gateway</title></head></html>' } },
			'502 Bad Gateway',
		],
		[
			'logs as texts',
			{ error: { message: 'bad' }, logs: ['no face', 'gave up'] },
			'bad; no face; gave up',
		],
		['logs as objects', { logs: [{ level: 'error', message: 'no face' }] }, 'no face'],
		[
			'all sources in order',
			{
				error: { message: 'one', raw_message: 'two', detail: 'three' },
				detail: 'four',
				logs: ['five'],
				output: {
					error_messages: ['six'],
					message: 'seven',
					songs: [{ error_detail: 'eight' }, {}],
				},
			},
			'one; two; three; four; five; six; seven; eight',
		],
		[
			'the categories of a moderation',
			{
				error: { message: 'invalid request', code: 10003 },
				logs: [{ categories: { hate: true } }],
			},
			'invalid request; moderation categories: hate (code 10003)',
		],
		['output as a text', { output: 'no face' }, 'no face'],
		['no link', { output: 'https://files.example/x.png' }, ''],
		['a number as code', { error: { code: 10000, message: 'bad' } }, 'bad (code 10000)'],
		['a word as code', { error: { code: 'no_face', message: 'bad' } }, 'bad (code no_face)'],
		[
			'no code that the text has',
			{ error: { code: 10000, message: 'error 10000: bad' } },
			'error 10000: bad',
		],
		[
			'a code alone',
			{ error: { code: 10000, message: '' } },
			'PiAPI gave only the error code 10000',
		],
		['no word for nothing', { error: { code: 0, message: 'success' }, detail: 'null' }, ''],
	])('has %s', (_, task, reason) => expect(failed(task)).toBe(reason));

	it.each([
		'message',
		'msg',
		'error_message',
		'error_msg',
		'err_msg',
		'fail_reason',
		'failure_reason',
		'reason',
		'task_status_msg',
		'status_msg',
	])('is found under %s, beside the error and in the output', (key) => {
		const told = { [key]: 'no face' };
		expect(failed({ error: null, ...told })).toBe('no face');
		expect(failed({ error: { code: 0, message: '' }, output: told })).toBe('no face');
		expect(failed({ error: { detail: told } })).toBe('no face');
	});

	it.each<[string, unknown]>([
		['an error as a text', { error: 'no face' }],
		['an error as an object', { error: { message: 'no face' } }],
		['a list of errors', { errors: ['no face'] }],
		['a detail', { detail: { reason: 'no face' } }],
		['a work', { works: [{ message: 'no face', video: { url: '' } }] }],
		['a state', { base_resp: { status_code: 1026, status_msg: 'no face' } }],
		['a generation', { generation: { state: 'failed', failure_reason: 'no face' } }],
	])('is found in the output in %s', (_, output) => {
		expect(failed({ error: null, output })).toBe('no face');
	});

	it.each<[string, object]>([
		['the input', { input: { prompt: 'a fox', reason: 'x', detail: 'high' } }],
		['what was sent, in the output', { output: { input: { message: 'a fox' }, prompt: 'a hen' } }],
		['the texts of a result', { output: { text: 'a fox', description: 'red', log: 'x' } }],
		['a state that is fine', { output: { base_resp: { status_msg: 'success' }, msg: 'SUCCEED' } }],
		['the account', { detail: { account_id: 'acc-1', is_using_private_pool: false } }],
	])('is not %s', (_, more) => expect(failed({ error: null, ...more })).toBe(''));

	it('is bounded, and cut between words, so that no part of a secret is left', () => {
		const words = 'word '.repeat(200);
		expect(failed({ error: `${words}` }).length).toBeLessThan(610);
		const secret = `SECRET-${'s'.repeat(40)}`;
		expect(withoutSecrets(failed({ error: `${'x'.repeat(590)} ${secret}` }), [secret])).toBe(
			`${'x'.repeat(590)} …`,
		);
		const many = Array.from({ length: 50 }, (_, index) => `line ${index} ${words}`);
		expect(failed({ logs: many }).length).toBeLessThan(1510);
	});

	it('reads thousands of log lines, and shows the first', () => {
		const logs = Array.from({ length: 20_000 }, (_, index) => `line ${index}.`);
		expect(failed({ error: { message: 'no face' }, logs })).toMatch(
			/^no face; line 0; line 1; .*line 8/,
		);
	});

	it('begins with a refusal of the content where the logs are too long to show', () => {
		const logs = [...Array.from({ length: 300 }, (_, index) => `line ${index}.`), 'flagged: hate'];
		expect(failed({ error: { message: 'bad' }, logs })).toMatch(/^bad; flagged: hate; line 0; /);
	});

	it('of a completed task is what its error tells, and nothing else', () => {
		const told = (more: object) => failureOf({ status: 'completed', ...more }, 'completed');
		expect(told({ error: { code: 10000, message: 'lost the file' }, logs: ['10 frames'] })).toBe(
			'lost the file (code 10000)',
		);
		expect(told({ error: { code: 10000, message: '', detail: { reason: 'lost' } } })).toBe(
			'lost (code 10000)',
		);
		expect(told({ error: { code: 10000 } })).toBe('PiAPI gave only the error code 10000');
		expect(told({ error: { code: 0, message: '', type: 'none' }, logs: ['fine'] })).toBe('');
	});
});

describe('the reason of a refusal', () => {
	it.each<[string, object, string]>([
		[
			'message and raw message',
			{
				message: 'invalid request',
				data: {
					error: { message: 'invalid request', raw_message: 'cfg_scale is a text', code: 10001 },
				},
			},
			'invalid request; cfg_scale is a text (code 10001)',
		],
		[
			'detail',
			{ message: 'Unprocessable', detail: [{ loc: ['body', 'prompt'], msg: 'field required' }] },
			'Unprocessable; body.prompt: field required',
		],
		[
			'no "success" beside another text',
			{ message: 'success', data: { error: { message: 'bad', raw_message: '' } } },
			'bad',
		],
		[
			'one text of credit',
			{
				message: 'failed to freeze point',
				data: {
					error: {
						code: 10000,
						message: 'insufficient credits',
						raw_message: 'failed to freeze point',
					},
				},
			},
			'insufficient credits',
		],
		['a list of errors', { errors: [{ message: 'one' }, { message: 'two' }] }, 'one; two'],
		['"success" alone', { message: 'success' }, 'success'],
		[
			'the logs of the task that was not created',
			{
				code: 400,
				message: 'invalid request',
				data: {
					task_id: '',
					status: 'failed',
					logs: ['invalid image url: file:///x.png'],
					error: { code: 10000, raw_message: '', message: '' },
				},
			},
			'invalid request; invalid image url: file:///x.png (code 10000)',
		],
		['fail_reason of that task', { message: '', data: { fail_reason: 'no face' } }, 'no face'],
		['error_message of that task', { data: { error_message: 'no face' } }, 'no face'],
		['error_message', { error_message: 'no face' }, 'no face'],
		['error_msg', { error_msg: 'no face' }, 'no face'],
		['err_msg', { message: 'bad', err_msg: 'no face' }, 'bad; no face'],
		['reason', { reason: 'no face' }, 'no face'],
		['data as a text', { message: 'bad', data: 'prompt is too long' }, 'bad; prompt is too long'],
		['data as texts', { message: 'bad', data: ['no face', 'no hand', 5] }, 'bad; no face; no hand'],
		['no link in data', { message: 'bad', data: 'https://files.example/x.png' }, 'bad'],
		[
			'nothing of the data of a success',
			{ code: 200, message: 'success', data: { logs: ['10 frames'] } },
			'success',
		],
		['no text of a success', { code: 200, message: 'success', data: 'task-1' }, 'success'],
		['no rows in data', { message: 'bad', data: [{ url: 'x' }] }, 'bad'],
		[
			'errors by field',
			{ message: 'bad', errors: { 'input.prompt': ['is required', 'is short'], x: [] } },
			'bad; input.prompt: is required, is short',
		],
		['nothing', {}, ''],
	])('has %s', (_, body, message) => expect(messageOf(body as never)).toBe(message));
});
