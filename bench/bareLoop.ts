import { nextCheckAge, unlearned } from '../nodes/task/schedule';
import type { TestClock } from '../tools/engine';
import { realNow } from './clock';
import { promptOf } from './nodeRun';
import type { Address } from './simulatorPlan';

const TYPICAL = 15_000;

export interface BareLoop {
	readonly address: Address;
	readonly count: number;
	/** Tasks, or requests, at a time. */
	readonly atOnce: number;
	readonly clock: TestClock;
	/** Whether tasks are awaited, at the same ages at which the node looks. */
	readonly wait: boolean;
}

export interface BareResult {
	/** Real time. */
	readonly seconds: number;
	/** Requests that got no usable answer; nothing is tried again. */
	readonly failures: number;
}

interface Reply {
	readonly data: { readonly task_id: string; readonly status: string };
}

/** What a script would do: plain requests, with no engine around them. */
export async function runBareLoop(loop: BareLoop): Promise<BareResult> {
	const startedAt = realNow();
	let next = 0;
	let failures = 0;
	const lane = async (): Promise<void> => {
		while (next < loop.count) {
			const number = next++;
			await oneTask(number, loop).catch(() => failures++);
		}
	};
	await Promise.all(Array.from({ length: Math.min(loop.atOnce, loop.count) }, lane));
	return { seconds: (realNow() - startedAt) / 1000, failures };
}

async function oneTask(number: number, { address, clock, wait }: BareLoop): Promise<void> {
	const headers = { 'x-api-key': address.apiKey, 'content-type': 'application/json' };
	const body = JSON.stringify({
		model: 'midjourney',
		task_type: 'imagine',
		input: { prompt: promptOf(number) },
	});
	const call = async (path: string, more: RequestInit): Promise<Reply['data']> => {
		const response = await fetch(`${address.url}/api/v1/task${path}`, { headers, ...more });
		const reply = (await response.json()) as Reply;
		if (!response.ok) throw new Error(`HTTP ${response.status}`);
		return reply.data;
	};
	const sentAt = clock.now();
	const { task_id: taskId } = await call('', { method: 'POST', body });
	if (!wait) return;
	for (;;) {
		const age = clock.now() - sentAt;
		await clock.sleep(nextCheckAge(age, unlearned(TYPICAL), Math.random()) - age);
		const { status } = await call(`/${taskId}`, {});
		if (status === 'completed') return;
	}
}
