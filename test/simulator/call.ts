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

/** A clock that stands still until a test moves it. */
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
