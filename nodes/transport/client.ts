import type { IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { Clock } from './clock';
import { classifyResponse, type Exchange } from './exchange';
import { classifyFailure } from './failure';
import { hasLargeText } from './fileText';
import type { Limiter } from './limiter';
import { PROBE_TIMEOUT, probedCreate, probedRead, type Probe } from './probe';
import type { PiApiTime } from './piApiTime';
import { asCreateAnswer } from './refusals';
import type { TaskRequest } from './task';
import { abortable, type StopSignal } from './stopSignal';

/** Sends one request with the credential; rejects when no whole answer came. */
export type Send = (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;

export interface Connection {
	/** Knows of no stop but the `abortSignal` in its options. */
	readonly send: Send;
	readonly baseUrl: string;
	readonly uploadUrl: string;
	readonly clock: Clock;
	readonly limiter: Limiter;
	readonly signal?: StopSignal;
	/** Learns from every answer of the API, and tells what a `Retry-After` that is a date means. */
	readonly time?: PiApiTime;
}

export interface UploadFile {
	readonly fileName: string;
	/** Base64. */
	readonly data: string;
}

export interface HistoryQuery {
	/** From 1 on. */
	readonly page: number;
	readonly startTime?: number;
	readonly endTime?: number;
	/** PiAPI's own name in the history, e.g. `mj`; all families when left out. */
	readonly model?: string;
}

/** PiAPI's endpoints, one try each; nothing is thrown, the exchange says how it went. */
export interface Client {
	/** `mayGo` is asked right before it is sent; when it says no, the outcome is `canceled`. */
	createTask(request: TaskRequest, mayGo: () => boolean): Promise<Exchange>;
	getTask(taskId: string): Promise<Exchange>;
	cancelTask(taskId: string): Promise<Exchange>;
	/** As `getTask`, but works while the execution is being stopped. */
	getTaskThroughStop(taskId: string): Promise<Exchange>;
	/** As `cancelTask`, but works while the execution is being stopped. */
	cancelTaskThroughStop(taskId: string): Promise<Exchange>;
	/** Cancels what is pending and older than that; Unix seconds. */
	cancelTasks(createdBefore: number, model: string): Promise<Exchange>;
	getAccount(): Promise<Exchange>;
	/** Counters by model. */
	getActiveTasks(): Promise<Exchange>;
	/** Latest first, at most 100 a page; Unix seconds. */
	getHistory(query: HistoryQuery): Promise<Exchange>;
	/** `stop` cuts it off, in place of the connection's own signal. */
	upload(file: UploadFile, stop?: StopSignal): Promise<Exchange>;
}

const SECONDS = 1000;
const READ_TIMEOUT = 30 * SECONDS;
const CREATE_TIMEOUT = 60 * SECONDS;
const UPLOAD_TIMEOUT = 120 * SECONDS;
const STOP_TIMEOUT = 10 * SECONDS;

export const HISTORY_PAGE_SIZE = 100;

const withoutTrailingSlash = (url: string): string => url.replace(/\/+$/, '');

export function createClient(connection: Connection): Client {
	const { clock, limiter, signal, time } = connection;
	const api = withoutTrailingSlash(connection.baseUrl);
	const uploads = withoutTrailingSlash(connection.uploadUrl);

	/** A page of something between, or an answer that was stored on the way, tells no time of PiAPI's. */
	const learnTime = (
		result: Exchange,
		{ headers }: IN8nHttpFullResponse,
		{ url, sentAt }: { url: string; sentAt: number },
	): void => {
		const isPiApi = url.startsWith(api) && 'envelope' in result && result.envelope !== undefined;
		if (isPiApi && !(Number(headers.age) > 0)) time?.observe(headers.date, sentAt, clock.now());
	};

	const send = async (options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> =>
		await connection.send({
			json: true,
			returnFullResponse: true,
			// Else the key would be sent to any host that a redirect names.
			disableFollowRedirect: true,
			...options,
			timeout: clock.timeout(options.timeout ?? READ_TIMEOUT),
		});

	const exchange = async (options: IHttpRequestOptions): Promise<Exchange> => {
		const sentAt = clock.now();
		try {
			const response = await send({ ignoreHttpStatusErrors: true, ...options });
			const now = clock.now();
			const result = classifyResponse(response, time?.earliest(now) ?? now);
			learnTime(result, response, { url: options.url, sentAt });
			return result;
		} catch (thrown) {
			return classifyFailure(thrown, options.abortSignal?.aborted === true);
		}
	};

	const probe: Probe = {
		api,
		send: async (options) => await send({ timeout: PROBE_TIMEOUT, ...options }),
		exchange: async (options) => await exchange({ timeout: PROBE_TIMEOUT, ...options }),
	};

	const createExchange = async (options: IHttpRequestOptions): Promise<Exchange> => {
		const answer = asCreateAnswer(await exchange(options));
		return answer.outcome === 'unclear' ? await probedCreate(answer, probe) : answer;
	};

	/** PiAPI asks for a pause: the other requests that cost nothing need not run into the same wall. */
	const heedPause = (result: Exchange): Exchange => {
		if ('retryAfter' in result && result.retryAfter) limiter.pause(result.retryAfter);
		return result;
	};

	/** Ends at once when the execution is stopped. */
	const queued = async (options: IHttpRequestOptions, stop = signal): Promise<Exchange> =>
		await limiter.run(async () =>
			stop?.aborted
				? { outcome: 'canceled' }
				: await abortable(stop, async (abortSignal) =>
						heedPause(await exchange({ ...options, abortSignal })),
					),
		);

	const taskPath = (taskId: string): string => `/api/v1/task/${encodeURIComponent(taskId)}`;

	const read = async (path: string, qs?: IDataObject): Promise<Exchange> =>
		await queued({ method: 'GET', url: `${api}${path}`, qs });

	/** For a request whose failure ends something: where PiAPI is not at the address, it is not repeated. */
	const probed = async (request: Promise<Exchange>, address = api): Promise<Exchange> => {
		const answer = await request;
		return answer.outcome === 'unclear'
			? await probedRead(answer, { ...probe, api: address })
			: answer;
	};

	const cancelOne = (taskId: string): IHttpRequestOptions => ({
		method: 'DELETE',
		url: `${api}${taskPath(taskId)}`,
	});

	return {
		createTask: async (request, mayGo) =>
			await limiter.run(async () =>
				// Continues through a stop: cut off half-way, nobody would know the task. When PiAPI takes no more of them, the
				// slots hold the creates; the checks of running tasks must not wait for that.
				mayGo()
					? await createExchange({
							method: 'POST',
							url: `${api}/api/v1/task`,
							body: { ...request },
							timeout: hasLargeText(request.input) ? UPLOAD_TIMEOUT : CREATE_TIMEOUT,
						})
					: { outcome: 'canceled' },
			),
		getTask: async (taskId) => await probed(read(taskPath(taskId))),
		getTaskThroughStop: async (taskId) =>
			await exchange({ method: 'GET', url: `${api}${taskPath(taskId)}`, timeout: STOP_TIMEOUT }),
		cancelTask: async (taskId) => await probed(queued(cancelOne(taskId))),
		cancelTaskThroughStop: async (taskId) =>
			await exchange({ ...cancelOne(taskId), timeout: STOP_TIMEOUT }),
		cancelTasks: async (createdBefore, model) =>
			await queued({
				method: 'DELETE',
				url: `${api}/api/v1/tasks`,
				qs: { created_before: createdBefore, model },
			}),
		getAccount: async () => await probed(read('/account/info')),
		getActiveTasks: async () => await probed(read('/account/active_tasks')),
		getHistory: async ({ page, startTime, endTime, model }) =>
			await read('/api/open/tasks/histories', {
				page,
				page_size: HISTORY_PAGE_SIZE,
				...(startTime === undefined ? {} : { start_time: startTime }),
				...(endTime === undefined ? {} : { end_time: endTime }),
				...(model === undefined ? {} : { model }),
			}),
		upload: async (file, stop) =>
			await probed(
				queued(
					{
						method: 'POST',
						url: `${uploads}/api/ephemeral_resource`,
						body: { file_name: file.fileName, file_data: file.data },
						timeout: UPLOAD_TIMEOUT,
					},
					stop,
				),
				uploads,
			),
	};
}
