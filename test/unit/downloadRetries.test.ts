import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { IBinaryData, IHttpRequestOptions } from 'n8n-workflow';

import { download, type Downloads } from '../../nodes/result/download';
import { createLimiter } from '../../nodes/transport/limiter';
import { isProblem, type Problem } from '../../nodes/transport/problem';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

interface Answer {
	readonly statusCode: number;
	readonly headers?: Record<string, string>;
	readonly body?: Readable;
}

const busy = (retryAfter: string): Answer => ({
	statusCode: 429,
	headers: { 'retry-after': retryAfter },
});
const good = (): Answer => ({ statusCode: 200, body: Readable.from(['a fox']) });
/** Sends a little and then nothing, without an end. */
const endless = (): Answer => ({ statusCode: 200, body: new Readable({ read: () => undefined }) });

/** A file host that answers as listed, the last one again and again. */
function downloading(
	answers: ReadonlyArray<() => Answer>,
	{ timeout = 3_600_000, limit = 8 }: { timeout?: number; limit?: number } = {},
) {
	const clock = new HandClock();
	const startsAt = clock.now();
	const stop = createStop();
	const triedAt: number[] = [];
	const cutOff: number[] = [];
	const httpRequest = async ({ abortSignal }: IHttpRequestOptions): Promise<unknown> => {
		triedAt.push(clock.now() - startsAt);
		const answer = answers[Math.min(triedAt.length, answers.length) - 1]?.() ?? good();
		const { statusCode, headers = {}, body = Readable.from([]) } = answer;
		const signal = abortSignal as AbortSignal;
		signal.addEventListener('abort', () => {
			if (!body.destroyed) cutOff.push(clock.now() - startsAt);
			body.destroy(new Error('aborted'));
		});
		return await Promise.resolve({ statusCode, headers, body });
	};
	const prepareBinaryData = async (body: Readable): Promise<IBinaryData> => ({
		data: await text(body),
		mimeType: 'image/png',
	});
	const downloads = {
		helpers: { httpRequest, prepareBinaryData } as unknown as Downloads['helpers'],
		clock,
		limiter: createLimiter(limit, clock),
		signal: stop.signal,
		largest: 1000,
		giveUpAt: startsAt + timeout,
	};
	const start = (): Array<{ result: IBinaryData | Problem; at: number }> => {
		const ended: Array<{ result: IBinaryData | Problem; at: number }> = [];
		void download('https://files.example.com/fox.png', 'fox.png', downloads).then((result) =>
			ended.push({ result, at: clock.now() - startsAt }),
		);
		return ended;
	};
	return { clock, stop, triedAt, cutOff, start };
}

describe('a download', () => {
	it.each(['0', '-5', 'Sun, 22 Nov 1999 10:00:00 GMT'])(
		'pauses as it would by itself when the host asks for %s',
		async (retryAfter) => {
			const { clock, triedAt, start } = downloading([() => busy(retryAfter)]);
			const ended = start();
			await clock.advance(60_000);
			expect(triedAt).toEqual([0, 1000, 5000, 15_000]);
			expect(isProblem(ended[0]?.result)).toBe(true);
		},
	);

	it('pauses as long as the host asks, and a minute at most', async () => {
		const { clock, triedAt, start } = downloading([() => busy('3'), () => busy('3600'), good]);
		const ended = start();
		await clock.advance(63_000);
		expect(triedAt).toEqual([0, 3000, 63_000]);
		expect(ended).toMatchObject([{ result: { data: 'a fox' } }]);
	});

	it('ends with its fault when the next attempt would come after the deadline', async () => {
		const { clock, triedAt, start } = downloading([() => busy('50')], { timeout: 90_000 });
		const ended = start();
		await clock.advance(50_000);
		expect(triedAt).toEqual([0, 50_000]);
		expect(ended).toMatchObject([
			{ at: 50_000, result: { message: 'A result file could not be downloaded: HTTP 429' } },
		]);
	});

	it('ends at the deadline while it receives, and cuts the connection off', async () => {
		const { clock, cutOff, start } = downloading([endless], { timeout: 90_000 });
		const ended = start();
		await clock.advance(59_999);
		expect(ended).toEqual([]);
		await clock.advance(120_000);
		expect(ended[0]?.at).toBeLessThanOrEqual(90_000);
		expect(isProblem(ended[0]?.result)).toBe(true);
		expect(cutOff).toEqual([90_000]);
	});

	it.each([-5000, 0, 20_000])('has a minute though %p ms are left', async (timeout) => {
		const { clock, start } = downloading([() => busy('30'), good], { timeout });
		const ended = start();
		await clock.advance(30_000);
		expect(ended).toMatchObject([{ at: 30_000, result: { data: 'a fox' } }]);
	});

	it('ends at the deadline while it waits in line, and is not sent later', async () => {
		const { clock, triedAt, start } = downloading([endless], { timeout: 60_000, limit: 1 });
		const first = start();
		const second = start();
		await clock.advance(60_000);
		expect([first[0]?.at, second[0]?.at]).toEqual([60_000, 60_000]);
		await clock.advance(60_000);
		expect(triedAt).toEqual([0]);
	});

	it('leaves nothing paused when it ends before its deadline', async () => {
		const { clock, start } = downloading([good], { timeout: 3_600_000 });
		const sleep = jest.spyOn(clock, 'sleep');
		const ended = start();
		await settle();
		expect(ended).toHaveLength(1);
		expect(sleep.mock.calls.map(([, signal]) => signal?.aborted)).not.toContain(false);
	});

	it('ends with the stop', async () => {
		const { clock, stop, triedAt, start } = downloading([() => busy('30')], { timeout: 90_000 });
		const ended = start();
		await clock.advance(10_000);
		stop.stop();
		await settle();
		expect(ended).toHaveLength(1);
		expect(triedAt).toEqual([0]);
	});
});
