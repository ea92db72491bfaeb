import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { createLimiter } from '../../nodes/transport/limiter';
import { createOpenAi, type PaidCall } from '../../nodes/transport/openAi';
import { HandClock } from './handClock';
import { answered, chat, chunks, delta, STREAM, tries } from './openAiStage';

const reset = new Error('reset');
const fox = { outcome: 'answered', answer: { text: 'a fox' } };

describe('a connection that breaks', () => {
	it.each<[string, Parameters<typeof chunks>]>([
		['the end of the answer', [delta('a fox', { finish_reason: 'stop' }), reset]],
		['[DONE]', [delta('a fox'), 'data: [DONE]\n\n', reset]],
		['a whole answer', ['{"choices":[{"message":{"content":"a fox"}}]}', reset]],
	])('after %s harms nothing', async (_, pieces) => {
		const { call } = await answered({ headers: STREAM, body: chunks(...pieces) }, chat);
		expect(call).toMatchObject(fox);
	});

	it('after an error leaves its text', async () => {
		const error = `data: ${JSON.stringify({ error: { code: 400, message: 'bad size' } })}\n\n`;
		const { call } = await answered(
			{ headers: STREAM, body: chunks(delta('a fo'), error, reset) },
			chat,
		);
		expect(call).toMatchObject({ outcome: 'refused', problem: { httpCode: '400' } });
	});
});

describe('a connection that stays open', () => {
	/** What becomes of an answer after which nothing comes, until the request is cut off. */
	async function hanging(...pieces: string[]) {
		const clock = new HandClock();
		const startsAt = clock.now();
		const ended: Array<{ call: PaidCall<unknown>; at: number }> = [];
		async function* body({ abortSignal }: IHttpRequestOptions) {
			yield* pieces;
			await new Promise((_, reject) => {
				const signal = abortSignal as AbortSignal;
				signal.addEventListener('abort', () => reject(new Error('aborted')));
			});
		}
		const { chat: send } = createOpenAi({
			send: async (options) =>
				await Promise.resolve({
					statusCode: 200,
					headers: STREAM,
					body: body(options),
				} as unknown as IN8nHttpFullResponse),
			baseUrl: 'https://api.example.com/',
			clock,
			limiter: createLimiter(8, clock),
		});
		void send({ model: 'gpt' }, tries(60_000)).then((call) =>
			ended.push({ call, at: clock.now() - startsAt }),
		);
		await clock.advance(70_000);
		return ended;
	}

	it('after [DONE] is not waited for', async () => {
		expect(await hanging(delta('a fox'), 'data: [DONE]\n\n')).toMatchObject([{ call: fox, at: 0 }]);
	});

	it('after the end of the answer leaves the answer', async () => {
		const ended = await hanging(delta('a fox', { finish_reason: 'stop' }));
		expect(ended).toMatchObject([{ call: fox, at: 60_000 }]);
	});

	it('before the end of the answer ends with the time limit', async () => {
		expect(await hanging(delta('a fox'))).toMatchObject([
			{
				at: 60_000,
				call: {
					outcome: 'unclear',
					problem: { message: 'No complete answer within 60 seconds (Timeout)' },
				},
			},
		]);
	});
});

describe('the form of an answer', () => {
	const whole = { choices: [{ message: { content: 'a fox' } }] };
	const indented = JSON.stringify(whole, undefined, 2);
	const stream = `${delta('a ')}${delta('fox', { finish_reason: 'stop' })}`;

	it.each([
		['a stream that is called text', 'text/plain', stream],
		['a stream without a type', undefined, `\n\n: waiting\n${stream}`],
		['a stream of a type in capitals', 'Text/Event-Stream', stream],
		['JSON that is called a stream', 'text/event-stream', JSON.stringify(whole)],
		['indented JSON that is called a stream', 'text/event-stream', indented],
		['JSON after comments', 'text/event-stream', `: waiting\n\n: waiting\n\n${indented}`],
		['JSON after a blank line', 'application/json', `\n ${indented}`],
	])('is seen in the answer itself: %s', async (_, type, text) => {
		const headers = type === undefined ? {} : { 'content-type': type };
		for (const body of [chunks(text), chunks(...text), text]) {
			expect((await answered({ headers, body }, chat)).call).toMatchObject(fox);
		}
	});

	it.each([
		['an indented refusal', JSON.stringify({ code: 400, message: 'bad size' }, undefined, 2)],
		['a refusal after comments', ': waiting\n\n{"code":400,"message":"bad size"}'],
	])('is seen in %s', async (_, text) => {
		const { call } = await answered({ headers: STREAM, body: chunks(text) }, chat);
		expect(call).toMatchObject({ outcome: 'refused', problem: { message: 'bad size' } });
	});

	it('may be a web page that is called a stream', async () => {
		const page = '<!DOCTYPE html>\n<title>Log in</title>';
		const { call } = await answered(
			{ headers: STREAM, body: chunks(page) },
			chat,
			async () => await Promise.resolve(page),
		);
		expect(call).toMatchObject({
			outcome: 'refused',
			problem: { message: 'A web page answered in place of PiAPI (HTTP 200): Log in' },
		});
	});
});

describe('a long answer', () => {
	it.each([
		['whole', (text: string) => JSON.stringify({ choices: [{ message: { content: text } }] })],
		['streamed', (text: string) => delta(text, { finish_reason: 'stop' })],
	])('is read to its end: %s', async (_, written) => {
		const text = 'a fox '.repeat(400_000);
		const pieces = written(text).match(/[^]{1,65536}/g) ?? [];
		const { call } = await answered({ body: chunks(...pieces) }, chat);
		expect(call?.outcome === 'answered' && call.answer.text === text).toBe(true);
	});
});

describe('an empty error', () => {
	const EMPTY = [{ code: 0, message: '' }, {}, '', { code: 200, message: 'success' }];
	const message = { content: 'a fox' };

	it.each(EMPTY)('beside a whole answer is none: %j', async (error) => {
		const body = { choices: [{ message, finish_reason: 'stop' }], error };
		expect((await answered({ body }, chat)).call).toMatchObject(fox);
	});

	it.each(EMPTY)('in each event of an answer is none: %j', async (error) => {
		const event = (choices: object[]) => `data: ${JSON.stringify({ choices, error })}\n\n`;
		const body = chunks(
			event([{ delta: message, finish_reason: 'stop' }]),
			event([]),
			'data: [DONE]\n\n',
		);
		expect((await answered({ headers: STREAM, body }, chat)).call).toMatchObject(fox);
	});

	it.each([{ message: 'no luck' }, 'no luck', { code: 'bad_day' }, { code: 500 }])(
		'is none that tells something: %j',
		async (error) => {
			const body = chunks(delta('a fo'), `data: ${JSON.stringify({ choices: [], error })}\n\n`);
			const { call } = await answered({ headers: STREAM, body }, chat);
			expect(call?.outcome).not.toBe('answered');
			expect(JSON.stringify(call)).not.toContain('ended early');
		},
	);
});
