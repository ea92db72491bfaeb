import type { HandClock } from './handClock';
import { calls, go, opened, request, success } from './openedClient';

describe("a client and PiAPI's time", () => {
	const AHEAD = 300_000;
	/** PiAPI's clock is five minutes behind the client's. */
	const dated = (clock: HandClock, more: Record<string, string> = {}) => ({
		date: new Date(clock.now() - AHEAD).toUTCString(),
		...more,
	});

	it.each(calls.filter(([name]) => name !== 'upload'))(
		"learns PiAPI's time from the answer to: %s",
		async (_, call) => {
			const { client, clock, time } = opened(
				async () => await Promise.resolve({ ...success, headers: dated(clock) }),
			);
			await call(client);
			expect(Math.abs((time.ahead() ?? 0) - AHEAD)).toBeLessThanOrEqual(1000);
		},
	);

	it("learns PiAPI's time from a refusal and from a create that took long", async () => {
		const { client, clock, time } = opened(async () => {
			await clock.sleep(40_000);
			return { statusCode: 400, headers: dated(clock), body: { code: 400, message: 'no' } };
		});
		const sentAt = clock.now();
		const created = client.createTask(request, go);
		await clock.advance(40_000);
		expect(await created).toMatchObject({ outcome: 'refused' });
		expect(time.earliest(sentAt)).toBeLessThanOrEqual(sentAt - AHEAD);
		expect(time.earliest(clock.now())).toBeGreaterThanOrEqual(clock.now() - AHEAD - 1000);
	});

	it.each([
		['a page of something between', { statusCode: 502, headers: {}, body: '<html>' }],
		['a stored answer', { ...success, headers: { age: '90' } }],
	])("does not learn PiAPI's time from %s", async (_, answer) => {
		const { client, clock, time } = opened(
			async () =>
				await Promise.resolve({ ...answer, headers: { ...dated(clock), ...answer.headers } }),
		);
		await client.getAccount();
		expect(time.ahead()).toBeUndefined();
	});

	it('does not learn the time of the upload host', async () => {
		const { client, clock, time } = opened(
			async () => await Promise.resolve({ ...success, headers: dated(clock) }),
		);
		await client.upload({ fileName: 'fox.png', data: 'AAAA' });
		expect(time.ahead()).toBeUndefined();
	});

	it("reads a Retry-After that is a date in PiAPI's time, also without a date beside it", async () => {
		const answers = [success];
		const { client, clock } = opened(async () => {
			const first = answers.shift();
			if (first) return await Promise.resolve({ ...first, headers: dated(clock) });
			const until = new Date(clock.now() - AHEAD + 20_000).toUTCString();
			return await Promise.resolve({
				statusCode: 429,
				headers: { 'retry-after': until },
				body: {},
			});
		});
		await client.getAccount();
		const exchange = await client.getAccount();
		const { retryAfter = 0 } = exchange as { retryAfter?: number };
		expect(Math.abs(retryAfter - 20_000)).toBeLessThanOrEqual(1000);
	});
});
