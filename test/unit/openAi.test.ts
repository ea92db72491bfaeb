import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { createLimiter } from '../../nodes/transport/limiter';
import { createOpenAi, type PaidCall } from '../../nodes/transport/openAi';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

interface Answer {
	readonly statusCode: number;
	readonly headers?: Record<string, string>;
	readonly body: unknown;
}

const said = (message: string, more: object = {}) => ({ error: { message, ...more } });
const busy = (retryAfter?: string, message = 'slow down'): Answer => ({
	statusCode: 429,
	headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
	body: said(message),
});
const good: Answer = {
	statusCode: 200,
	headers: { 'content-type': 'application/json' },
	body: { choices: [{ message: { content: 'a fox' }, finish_reason: 'stop' }] },
};

/** An endpoint that answers as listed, the last one again and again. */
function asking(answers: ReadonlyArray<Answer | Error>, timeout = 300_000, takes = 0) {
	const clock = new HandClock();
	const startsAt = clock.now();
	const stop = createStop();
	const sent: IHttpRequestOptions[] = [];
	const sentAt: number[] = [];
	const ended: Array<{ call: PaidCall<unknown>; at: number }> = [];
	const ending = createStop(stop.signal);
	const { chat } = createOpenAi({
		send: async (options) => {
			sent.push(options);
			sentAt.push(clock.now() - startsAt);
			if (takes > 0) await clock.sleep(takes);
			const answer = answers[Math.min(sent.length, answers.length) - 1];
			if (answer === undefined || answer instanceof Error) throw answer ?? new Error('none');
			return await Promise.resolve({ headers: {}, ...answer } as IN8nHttpFullResponse);
		},
		baseUrl: 'https://api.example.com/',
		clock,
		limiter: createLimiter(8, clock),
		signal: stop.signal,
	});
	void chat({ model: 'gpt' }, { timeout, ending: ending.signal }).then((call) =>
		ended.push({ call, at: clock.now() - startsAt }),
	);
	return { clock, stop, ending, sent, sentAt, ended };
}

describe('a chat', () => {
	it('is answered', async () => {
		const { sent, ended } = asking([good]);
		await settle();
		expect(ended).toMatchObject([{ call: { outcome: 'answered', answer: { text: 'a fox' } } }]);
		expect(sent).toMatchObject([
			{ url: 'https://api.example.com/v1/chat/completions', disableFollowRedirect: true },
		]);
	});

	it.each(['0', '-5', 'Sun, 22 Nov 1999 10:00:00 GMT', 'soon', undefined])(
		'is sent again in growing pauses while PiAPI is busy with the Retry-After %p',
		async (retryAfter) => {
			const { clock, sentAt } = asking([busy(retryAfter)]);
			await clock.advance(62_000);
			expect(sentAt).toEqual([0, 1000, 3000, 7000, 15_000, 31_000, 61_000]);
		},
	);

	it('waits as long as PiAPI asks within the time limit', async () => {
		const { clock, sentAt, ended } = asking([busy('200'), good]);
		await clock.advance(200_000);
		expect(sentAt).toEqual([0, 200_000]);
		expect(ended).toMatchObject([{ call: { outcome: 'answered' } }]);
	});

	it.each(['301', '3600', '9'.repeat(30)])(
		'ends with the refusal at once when PiAPI asks for %s s, beyond the time limit',
		async (retryAfter) => {
			const { sentAt, ended } = asking([busy(retryAfter)]);
			await settle();
			expect(ended).toMatchObject([
				{ at: 0, call: { outcome: 'busy', problem: { message: 'slow down', httpCode: '429' } } },
			]);
			expect(sentAt).toEqual([0]);
		},
	);

	it("reads a Retry-After that is a date by the answer's own clock", async () => {
		const headers = {
			date: 'Sun, 22 Nov 2026 10:00:00 GMT',
			'retry-after': 'Sun, 22 Nov 2026 10:00:20 GMT',
		};
		const { clock, sentAt } = asking([{ ...busy(), headers }, good]);
		await clock.advance(20_000);
		expect(sentAt).toEqual([0, 20_000]);
	});

	it.each<[number, unknown, string]>([
		[429, said('You exceeded your current quota', { code: 'insufficient_quota' }), 'balance'],
		[429, said('Insufficient credits'), 'balance'],
		[500, said('failed to freeze point'), 'balance'],
		[503, said('insufficient balance'), 'balance'],
		[500, said('Insufficient plan level'), 'plan'],
		[500, said('content violation'), 'prompt'],
		[407, '<html>', 'HTTPS_PROXY'],
	])('of HTTP %p is refused for good with %j', async (statusCode, body, advice) => {
		const { clock, sentAt, ended } = asking([{ statusCode, body }]);
		await clock.advance(60_000);
		expect(sentAt).toEqual([0]);
		expect(ended[0]?.call.outcome).toBe('refused');
		const call = ended[0]?.call;
		expect(call && 'problem' in call && call.problem.advice).toContain(advice);
	});

	it.each<[number, unknown, boolean]>([
		[400, said('Your prompt may violate our usage policies'), true],
		[400, said('bad request', { code: 'content_policy_violation' }), true],
		[500, said('content violation'), true],
		[500, said('the prompt violates our policies'), false],
		[429, said('flagged as nsfw'), false],
		[400, said('no such size'), false],
	])('of HTTP %p with %j is a refusal of the content: %p', async (statusCode, body, isContent) => {
		const { clock, ended } = asking([{ statusCode, body }], 10_000);
		await clock.advance(60_000);
		const call = ended[0]?.call;
		expect(call && 'problem' in call && call.problem.isContent === true).toBe(isContent);
	});

	it.each<[number, unknown]>([
		[429, said('Too many requests for your plan, upgrade your plan')],
		[429, said('flagged as nsfw')],
		[200, { code: 429, message: 'slow down' }],
		[200, { error: { code: 429, message: 'slow down' } }],
	])('of HTTP %p is sent again with %j', async (statusCode, body) => {
		const { clock, sentAt } = asking([{ statusCode, body }, good]);
		await clock.advance(1000);
		expect(sentAt).toEqual([0, 1000]);
	});

	it.each([
		[500, 'it broke'],
		[502, 'bad gateway'],
		[408, 'too slow'],
	])('of HTTP %p may have been paid and is not sent again', async (statusCode, message) => {
		const { clock, sentAt, ended } = asking([{ statusCode, body: said(message) }]);
		await clock.advance(60_000);
		expect(sentAt).toEqual([0]);
		expect(ended[0]?.call).toMatchObject({ outcome: 'unclear', problem: { message } });
	});

	it('is sent again after a connection that never came about, and never after one that broke', async () => {
		const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
		const broken = Object.assign(new Error('no'), { code: 'ECONNRESET' });
		const { clock, sentAt, ended } = asking([refused, broken]);
		await clock.advance(60_000);
		expect(sentAt).toEqual([0, 1000]);
		expect(ended[0]?.call.outcome).toBe('unclear');
	});

	it('ends with the stop while it waits', async () => {
		const { clock, stop, sentAt, ended } = asking([busy('100')]);
		await clock.advance(5000);
		stop.stop();
		await settle();
		expect(ended).toMatchObject([{ at: 5000, call: { outcome: 'canceled' } }]);
		expect(sentAt).toEqual([0]);
	});

	it('is not sent again once the run is over', async () => {
		const { clock, ending, sentAt, ended } = asking([busy('100'), good]);
		await clock.advance(5000);
		ending.stop();
		await clock.advance(200_000);
		expect(ended).toMatchObject([{ at: 5000, call: { outcome: 'canceled' } }]);
		expect(sentAt).toEqual([0]);
	});

	it('is not sent at all after the end of the run', async () => {
		const { clock, ending, sent, ended } = asking([good]);
		ending.stop();
		await clock.advance(1000);
		expect(ended).toMatchObject([{ call: { outcome: 'canceled' } }]);
		expect(sent).toEqual([]);
	});

	it('that was sent is waited for when the run ends', async () => {
		const { clock, ending, ended } = asking([good], 60_000, 10_000);
		await clock.advance(5000);
		ending.stop();
		await clock.advance(5000);
		expect(ended).toMatchObject([{ at: 10_000, call: { outcome: 'answered' } }]);
	});

	it('gives up where PiAPI cannot be reached', async () => {
		const unknown = Object.assign(new Error('no'), { code: 'ENOTFOUND' });
		const { clock, sentAt, ended } = asking([unknown], 600_000);
		await clock.advance(600_000);
		expect(sentAt).toEqual([0, 1000, 3000, 7000, 15_000]);
		expect(ended).toMatchObject([
			{ at: 15_000, call: { problem: { message: 'PiAPI could not be reached' } } },
		]);
	});

	it('has only the time that is left', async () => {
		const { clock, sent, ended } = asking([busy('20'), good], 60_000, 50_000);
		await clock.advance(49_000);
		expect(sent).toMatchObject([{ timeout: 60_000 }]);
		await clock.advance(60_000);
		expect(sent).toMatchObject([{ timeout: 60_000 }]);
		expect(ended).toMatchObject([{ at: 50_000, call: { outcome: 'busy' } }]);
		const late = asking([busy('20'), good], 60_000, 30_000);
		// This request ignores that it is cut off, which takes a second more.
		await late.clock.advance(61_000);
		expect(late.sent).toMatchObject([{ timeout: 60_000 }, { timeout: 10_000 }]);
		expect(late.ended).toMatchObject([
			{
				at: 61_000,
				call: {
					outcome: 'unclear',
					problem: { message: 'No complete answer within 60 seconds (Timeout)' },
				},
			},
		]);
	});
});
