import { answered, chat, chunks, delta, images, STREAM } from './openAiStage';

const json = (value: unknown) => chunks(JSON.stringify(value));

interface Told {
	readonly outcome: 'refused' | 'unclear';
	readonly message: string;
	readonly httpCode: string;
	readonly advice: string;
}

const told = (
	outcome: Told['outcome'],
	message: string,
	httpCode: string,
	advice: string,
): Told => ({ outcome, message, httpCode, advice });

const errors: Array<[object, Told]> = [
	[
		{ code: 400, message: 'model gpt-9 not found', data: null },
		told('refused', 'model gpt-9 not found', '400', 'another model'),
	],
	[
		{ code: 400, message: 'size not supported', data: null },
		told('refused', 'size not supported', '400', 'values'),
	],
	[
		{ error: { message: 'The model is overloaded' } },
		told('unclear', 'The model is overloaded', '200', 'try again later'),
	],
	[{ code: 401, message: 'Invalid token' }, told('refused', 'Invalid token', '401', 'API key')],
	[{ code: '403', message: 'no' }, told('refused', 'no', '403', 'plan')],
	[{ code: 404, message: 'no such path' }, told('refused', 'no such path', '404', 'Base URL')],
	[{ error: { code: 400, message: 'bad size' } }, told('refused', 'bad size', '400', 'values')],
	[
		{ code: 422, errors: [{ field: 'n', message: 'too many' }] },
		told('refused', 'n: too many', '422', 'values'),
	],
	[{ code: 500, message: 'it broke', data: null }, told('unclear', 'it broke', '500', 'later')],
	[{ code: 503, message: 'come back' }, told('unclear', 'come back', '503', 'later')],
	[{ code: 408, message: 'too slow' }, told('unclear', 'too slow', '408', 'later')],
	[{ code: 10001, message: 'it broke' }, told('unclear', 'it broke', '10001', 'charged')],
	[{ message: 'no such size', data: null }, told('unclear', 'no such size', '200', 'charged')],
	[{ detail: 'Not here', choices: [], data: [] }, told('unclear', 'Not here', '200', 'charged')],
	[
		{ code: 400, message: 'the prompt violates our policies' },
		told('refused', 'the prompt violates our policies', '400', 'prompt'),
	],
	[{ code: 402, message: 'pay first', data: [] }, told('refused', 'pay first', '402', 'balance')],
];

describe.each([
	['chat', chat],
	['images', images],
])('an error inside HTTP 200: %s', (_, ask) => {
	it.each(errors)('is told: %j', async (body, { outcome, message, httpCode, advice }) => {
		for (const given of [body, JSON.stringify(body)]) {
			const { call, sent } = await answered<unknown>({ body: given }, ask as typeof images);
			expect(call).toMatchObject({ outcome, problem: { httpCode } });
			expect(call && 'problem' in call && call.problem.message).toContain(message);
			expect(call && 'problem' in call && call.problem.advice).toContain(advice);
			expect(sent.filter(({ method }) => method !== 'GET')).toHaveLength(1);
		}
	});

	it('that asks to wait is waited for', async () => {
		const { call, sent } = await answered<unknown>(
			{ headers: { 'retry-after': '3600' }, body: { code: 429, message: 'slow down' } },
			ask as typeof images,
		);
		expect(call).toMatchObject({
			outcome: 'busy',
			retryAfter: 3_600_000,
			problem: { message: 'slow down', httpCode: '429' },
		});
		expect(sent).toHaveLength(1);
	});
});

describe('an error in an event stream', () => {
	const line = (body: object) => `data: ${JSON.stringify(body)}\n\n`;

	it.each<[string, Parameters<typeof chunks>, object]>([
		[
			'without an error object',
			[line({ code: 402, message: 'pay first' })],
			{ outcome: 'refused', problem: { message: 'pay first', httpCode: '402' } },
		],
		[
			'after some text',
			[delta('a fo'), line({ code: 500, message: 'it broke' })],
			{ outcome: 'unclear', problem: { message: 'it broke', httpCode: '500' } },
		],
		[
			'with a code of its own',
			[line({ error: { code: 400, message: 'bad size' } })],
			{ outcome: 'refused', problem: { message: 'bad size (code 400)', httpCode: '400' } },
		],
		[
			'that has only a message',
			[line({ message: 'no such model' })],
			{ outcome: 'unclear', problem: { message: 'no such model' } },
		],
		[
			'that is not written as an event',
			[JSON.stringify({ code: 400, message: 'bad size' })],
			{ outcome: 'refused', problem: { message: 'bad size', httpCode: '400' } },
		],
		[
			'about the pace, after some text',
			[delta('a fo'), line({ code: 429, message: 'slow down' })],
			{ outcome: 'unclear', problem: { message: 'slow down', httpCode: '429' } },
		],
		[
			'about credit, after some text',
			[delta('a fo'), line({ code: 500, message: 'failed to freeze point' })],
			{ outcome: 'refused', problem: { message: 'failed to freeze point' } },
		],
	])('%s is told', async (_, pieces, expected) => {
		const { call } = await answered({ headers: STREAM, body: chunks(...pieces) }, chat);
		expect(call).toMatchObject(expected);
	});

	it('about the pace, before any text, is waited for', async () => {
		const { call } = await answered(
			{
				headers: { ...STREAM, 'retry-after': '3600' },
				body: chunks(line({ code: 429, message: 'slow down' })),
			},
			chat,
		);
		expect(call).toMatchObject({ outcome: 'busy', problem: { httpCode: '429' } });
	});
});

describe('an answer with no error in it', () => {
	it.each<[object]>([
		[{ code: 200, message: 'success', choices: [{ message: { content: 'a fox' } }] }],
		[{ error: null, choices: [{ message: { content: 'a fox' } }] }],
		[{ code: 0, choices: [{ message: { content: 'a fox' } }] }],
	])('is answered: %j', async (body) => {
		expect((await answered({ body: json(body) }, chat)).call).toMatchObject({
			outcome: 'answered',
			answer: { text: 'a fox' },
		});
	});

	it.each<[object]>([
		[{ code: 200, message: 'success', data: [{ url: 'https://x.example/a.png' }] }],
		[{ error: null, data: [{ url: 'https://x.example/a.png' }] }],
		[{ code: 200, message: 'success', data: null }],
	])('is answered with images: %j', async (body) => {
		expect((await answered({ body }, images)).call).toMatchObject({ outcome: 'answered' });
	});
});
