import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { createClient, type Client } from '../../nodes/transport/client';
import { createLimiter } from '../../nodes/transport/limiter';
import { createPiApiTime } from '../../nodes/transport/piApiTime';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock } from './handClock';

export interface Sent extends IHttpRequestOptions {
	/** Whether a stop cuts it off. */
	readonly endsWithStop: boolean;
}

export const success = { statusCode: 200, headers: {}, body: { code: 200, data: {}, message: '' } };

/** A client whose requests are noted down and answered by `answer`. */
export function opened(
	answer: (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse> = async () =>
		await Promise.resolve(success),
) {
	const sent: Sent[] = [];
	const clock = new HandClock();
	const stop = createStop();
	const time = createPiApiTime();
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
		time,
	});
	return { client, sent, clock, stop, time };
}

export const request = { model: 'midjourney', task_type: 'reroll', input: { prompt: 'a fox' } };
export const go = (): boolean => true;

export const calls: Array<[string, (client: Client) => Promise<unknown>, Partial<Sent>]> = [
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
		'check through a stop',
		async (client) => await client.getTaskThroughStop('task-1'),
		{
			method: 'GET',
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
		'history of a family from a time on',
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
