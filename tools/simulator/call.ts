import pWaitFor from 'p-wait-for';
import type { TaskRequest } from './options';
import type { Simulator } from './simulator';

/** What a test reads of an envelope. */
export interface Envelope {
	readonly code: number;
	readonly message: string;
	readonly data: Record<string, unknown> & {
		readonly task_id: string;
		readonly status: string;
		readonly output: Record<string, unknown>;
	};
}

export interface Reply {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Envelope;
}

interface Call {
	readonly method?: string;
	readonly body?: unknown;
	readonly key?: string;
}

/** A plain request to an address of the simulator, with the right key unless another is given. */
export const call = async (
	simulator: Simulator,
	address: string,
	{ method = 'GET', body, key = simulator.apiKey }: Call = {},
): Promise<Reply> => {
	const response = await fetch(address, {
		method,
		headers: { 'x-api-key': key, 'content-type': 'application/json' },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
		redirect: 'manual',
	});
	const answer = (await response.json()) as Envelope;
	return { status: response.status, headers: response.headers, body: answer };
};

export const create = async (simulator: Simulator, body: unknown): Promise<Reply> =>
	await call(simulator, `${simulator.url}/api/v1/task`, { method: 'POST', body });

export const getTask = async (simulator: Simulator, taskId: string): Promise<Reply> =>
	await call(simulator, `${simulator.url}/api/v1/task/${taskId}`);

export const taskOf = (model: string, taskType: string, input: TaskRequest['input']) => ({
	model,
	task_type: taskType,
	input,
});

export const imagine = (prompt = 'a fox') => taskOf('midjourney', 'imagine', { prompt });

/** A clock that a test moves, and whose waiting calls resume only when it has moved far enough. */
export const alarmClock = (start = Date.parse('2026-01-02T03:04:05Z')) => {
	let time = start;
	const timers = new Set<{ milliseconds: number; until: number; end: () => void }>();
	return {
		now: () => time,
		sleep: async (milliseconds: number, signal?: AbortSignal) => {
			if (milliseconds <= 0) return;
			await new Promise<void>((resolve) => {
				const end = (): void => {
					timers.delete(timer);
					resolve();
				};
				const timer = { milliseconds, until: time + milliseconds, end };
				timers.add(timer);
				signal?.addEventListener('abort', end, { once: true });
			});
		},
		pass: (seconds: number) => {
			time += seconds * 1000;
			for (const { until, end } of [...timers]) if (until <= time) end();
		},
		/** The lengths of the waiting calls in seconds, shortest first. */
		sleeping: () =>
			[...timers].map(({ milliseconds }) => milliseconds / 1000).sort((one, other) => one - other),
	};
};

/** A clock that does not move until a test moves it, and on which nobody waits. */
export const handClock = (start?: number) => ({
	...alarmClock(start),
	sleep: async () => await Promise.resolve(),
});

/** Resolves when the condition is met. */
export const until = async (holds: () => boolean): Promise<void> =>
	await pWaitFor(holds, { interval: 2 });

interface WebhookConfig {
	readonly endpoint: string;
	readonly secret?: string;
}

/** An imagine with a webhook. */
export const imagineWithWebhook = (webhook: WebhookConfig) => ({
	...imagine(),
	config: { webhook_config: webhook },
});
