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

export const look = async (simulator: Simulator, taskId: string): Promise<Reply> =>
	await call(simulator, `${simulator.url}/api/v1/task/${taskId}`);

export const imagine = (prompt = 'a fox') => ({
	model: 'midjourney',
	task_type: 'imagine',
	input: { prompt },
});

/** A clock that does not move until a test moves it. */
export const handClock = (start = Date.parse('2026-01-02T03:04:05Z')) => {
	let time = start;
	return {
		now: () => time,
		sleep: async () => await Promise.resolve(),
		pass: (seconds: number) => {
			time += seconds * 1000;
		},
	};
};

interface Sleeper {
	readonly milliseconds: number;
	readonly until: number;
	readonly wake: () => void;
}

/** A clock that a test moves, and whose waiting calls resume only when it has moved far enough. */
export const alarmClock = (start = Date.parse('2026-01-02T03:04:05Z')) => {
	let time = start;
	const sleepers = new Set<Sleeper>();
	return {
		now: () => time,
		sleep: async (milliseconds: number, signal?: AbortSignal) => {
			if (milliseconds <= 0) return;
			await new Promise<void>((resolve) => {
				const wake = (): void => {
					sleepers.delete(sleeper);
					resolve();
				};
				const sleeper = { milliseconds, until: time + milliseconds, wake };
				sleepers.add(sleeper);
				signal?.addEventListener('abort', wake, { once: true });
			});
		},
		pass: (seconds: number) => {
			time += seconds * 1000;
			for (const { until, wake } of [...sleepers]) if (until <= time) wake();
		},
		/** For how many seconds the waiting calls lay down, shortest first. */
		sleeping: () =>
			[...sleepers]
				.map(({ milliseconds }) => milliseconds / 1000)
				.sort((one, other) => one - other),
	};
};

/** Ends when something has come true. */
export const until = async (holds: () => boolean): Promise<void> => {
	while (!holds()) {
		await new Promise((resolve) => {
			setTimeout(resolve, 2);
		});
	}
};

export interface WebhookConfig {
	readonly endpoint: string;
	readonly secret?: string;
}

/** An imagine whose task tells an endpoint its status. */
export const imagineTelling = (webhook: WebhookConfig) => ({
	...imagine(),
	config: { webhook_config: webhook },
});
