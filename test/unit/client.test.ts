import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { createClient, type Client } from '../../nodes/transport/client';
import { createLimiter } from '../../nodes/transport/limiter';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

interface Sent extends IHttpRequestOptions {
	/** Whether a stop cuts it off. */
	readonly endsWithStop: boolean;
}

const success = { statusCode: 200, headers: {}, body: { code: 200, data: {}, message: '' } };

function opened(
	answer: (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse> = async () =>
		await Promise.resolve(success),
) {
	const sent: Sent[] = [];
	const clock = new HandClock();
	const stop = createStop();
	const send = async (options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> => {
		sent.push({ ...options, endsWithStop: options.abortSignal !== undefined });
		return await answer(options);
	};
	const client = createClient({
		send,
		baseUrl: 'https://api.example.com/own/',
		uploadUrl: 'https://upload.example.com//',
		clock,
		limiter: createLimiter(32, clock),
		signal: stop.signal,
	});
	return { client, sent, clock, stop };
}

const request = { model: 'midjourney', task_type: 'reroll', input: { prompt: 'a fox' } };
const go = (): boolean => true;

const calls: Array<[string, (client: Client) => Promise<unknown>, Partial<Sent>]> = [
	[
		'create',
		async (client) => await client.createTask(request, go),
		{
			method: 'POST',
			url: 'https://api.example.com/own/api/v1/task',
			body: request,
			endsWithStop: false,
		},
	],
	[
		'look',
		async (client) => await client.getTask('task-1'),
		{ method: 'GET', url: 'https://api.example.com/own/api/v1/task/task-1', endsWithStop: true },
	],
	[
		'cancel',
		async (client) => await client.cancelTask('task-1'),
		{ method: 'DELETE', url: 'https://api.example.com/own/api/v1/task/task-1', endsWithStop: true },
	],
	[
		'cancel through a stop',
		async (client) => await client.cancelTaskThroughStop('task-1'),
		{
			method: 'DELETE',
			url: 'https://api.example.com/own/api/v1/task/task-1',
			endsWithStop: false,
			timeout: 10_000,
		},
	],
	[
		'cancel of many',
		async (client) => await client.cancelTasks(1_700_000_000, 'kling'),
		{
			method: 'DELETE',
			url: 'https://api.example.com/own/api/v1/tasks',
			qs: { created_before: 1_700_000_000, model: 'kling' },
		},
	],
	[
		'account',
		async (client) => await client.getAccount(),
		{ method: 'GET', url: 'https://api.example.com/own/account/info' },
	],
	[
		'history',
		async (client) => await client.getHistory({ page: 2 }),
		{
			method: 'GET',
			url: 'https://api.example.com/own/api/open/tasks/histories',
			qs: { page: 2, page_size: 100 },
		},
	],
	[
		'history of a family from a moment on',
		async (client) => await client.getHistory({ page: 1, startTime: 1_700_000_000, model: 'mj' }),
		{ qs: { page: 1, page_size: 100, start_time: 1_700_000_000, model: 'mj' } },
	],
	[
		'upload',
		async (client) => await client.upload({ fileName: 'fox.png', data: 'AAAA' }),
		{
			method: 'POST',
			url: 'https://upload.example.com/api/ephemeral_resource',
			body: { file_name: 'fox.png', file_data: 'AAAA' },
		},
	],
];

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
	it('cuts a look off when the execution is stopped, and a create never', async () => {
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
