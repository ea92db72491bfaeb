import { createStop } from '../../nodes/transport/stopSignal';
import { settle } from './handClock';
import { calls, go, opened, request, success } from './openedClient';

describe.each(calls)('%s', (_, call, expected) => {
	it('goes to its place', async () => {
		const { client, sent } = opened();
		expect(await call(client)).toMatchObject({ outcome: 'answered' });
		expect(sent).toHaveLength(1);
		expect(sent[0]).toMatchObject(expected);
	});

	it('follows no redirect, ends in time, and throws for no status', async () => {
		const { client, sent } = opened();
		await call(client);
		expect(sent[0]).toMatchObject({
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			json: true,
		});
		expect(sent[0]?.timeout).toBeGreaterThan(0);
		expect(sent[0]?.timeout).toBeLessThanOrEqual(120_000);
	});

	it('throws nothing when the connection breaks', async () => {
		const { client } = opened(async () => await Promise.reject(new Error('socket hang up')));
		expect(await call(client)).toMatchObject({ outcome: 'unclear' });
	});
});

describe('a client', () => {
	it('cuts a check off when the execution is stopped, and a create never', async () => {
		const { client, sent, stop } = opened(async ({ abortSignal }) => {
			const signal = abortSignal as AbortSignal | undefined;
			return await new Promise((_, reject) =>
				signal?.addEventListener('abort', () => reject(new Error('cut off'))),
			);
		});
		const look = client.getTask('task-1');
		const created = jest.fn();
		void client.createTask(request, go).then(created);
		await settle();
		stop.stop();
		expect(await look).toEqual({ outcome: 'canceled' });
		expect(sent.map(({ endsWithStop }) => endsWithStop)).toEqual([true, false]);
		expect(created).not.toHaveBeenCalled();
	});

	it('cuts an upload off with a signal of its own', async () => {
		const { client } = opened(
			async ({ abortSignal }) =>
				await new Promise((_, reject) =>
					(abortSignal as AbortSignal | undefined)?.addEventListener('abort', () =>
						reject(new Error('cut off')),
					),
				),
		);
		const own = createStop();
		const upload = client.upload({ fileName: 'fox.png', data: 'AAAA' }, own.signal);
		await settle();
		own.stop();
		expect(await upload).toEqual({ outcome: 'canceled' });
	});

	it('takes a connection that breaks for a fault, not for a stop', async () => {
		const broken = Object.assign(new Error('aborted'), {
			name: 'AbortError',
			code: 'ERR_CANCELED',
		});
		const { client } = opened(async () => await Promise.reject(broken));
		expect(await client.getTask('task-1')).toMatchObject({ outcome: 'unclear' });
		expect(await client.createTask(request, go)).toMatchObject({ outcome: 'unclear' });
	});

	it('lets no task ID leave its path', async () => {
		const { client, sent } = opened();
		await client.getTask('../account/info?a=b');
		await client.cancelTask('../account');
		expect(sent.map(({ url }) => url)).toEqual([
			'https://api.example.com/own/api/v1/task/..%2Faccount%2Finfo%3Fa%3Db',
			'https://api.example.com/own/api/v1/task/..%2Faccount',
		]);
	});

	it('sends no create that may not go', async () => {
		const { client, sent } = opened();
		expect(await client.createTask(request, () => false)).toEqual({ outcome: 'canceled' });
		expect(sent).toEqual([]);
	});

	it('asks right before the create goes out, not when it is put in line', async () => {
		const busy = { statusCode: 429, headers: { 'retry-after': '5' }, body: {} };
		const answers = [busy, success];
		const { client, sent, clock } = opened(
			async () => await Promise.resolve(answers.shift() ?? success),
		);
		await client.getTask('task-1');
		let mayGo = true;
		const created = client.createTask(request, () => mayGo);
		await settle();
		mayGo = false;
		await clock.advance(5000);
		expect(await created).toEqual({ outcome: 'canceled' });
		expect(sent).toHaveLength(1);
	});

	it('holds every request back as long as PiAPI asks', async () => {
		const answers = [{ statusCode: 429, headers: { 'retry-after': '5' }, body: {} }];
		const { client, sent, clock } = opened(
			async () => await Promise.resolve(answers.shift() ?? success),
		);
		await client.getTask('task-1');
		void client.getAccount();
		await clock.advance(4999);
		expect(sent).toHaveLength(1);
		await clock.advance(1);
		expect(sent).toHaveLength(2);
	});

	it.each([3600, 1e9])('holds the others back for a minute at most after %p s', async (seconds) => {
		const busy = { statusCode: 429, headers: { 'retry-after': String(seconds) }, body: {} };
		const answers = [busy];
		const { client, sent, clock } = opened(
			async () => await Promise.resolve(answers.shift() ?? success),
		);
		expect(await client.getTask('task-1')).toMatchObject({ retryAfter: seconds * 1000 });
		void client.getAccount();
		void client.createTask(request, go);
		await clock.advance(59_999);
		expect(sent).toHaveLength(1);
		await clock.advance(1);
		expect(sent).toHaveLength(3);
	});

	it('holds nothing back because of a refused create: running tasks are still checked', async () => {
		const busy = { statusCode: 429, headers: { 'retry-after': '3600' }, body: {} };
		const answers = [busy];
		const { client, sent, clock } = opened(
			async () => await Promise.resolve(answers.shift() ?? success),
		);
		expect(await client.createTask(request, go)).toMatchObject({
			outcome: 'busy',
			retryAfter: 3_600_000,
		});
		void client.getTask('task-1');
		await clock.advance(0);
		expect(sent).toHaveLength(2);
	});

	it('sends nothing after a stop but what must go through it', async () => {
		const { client, sent, stop } = opened();
		stop.stop();
		expect(await client.getTask('task-1')).toEqual({ outcome: 'canceled' });
		expect(await client.getAccount()).toEqual({ outcome: 'canceled' });
		expect(await client.cancelTask('task-1')).toEqual({ outcome: 'canceled' });
		expect(sent).toEqual([]);
		expect(await client.cancelTaskThroughStop('task-1')).toMatchObject({ outcome: 'answered' });
		expect(sent).toHaveLength(1);
	});
});
