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
		['nothing', {}, ''],
	])('has %s', (_, body, message) => expect(messageOf(body as never)).toBe(message));
});
