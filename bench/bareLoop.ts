import { nextCheckAge, unlearned } from '../nodes/task/schedule';
import type { Round } from './bench';
import { measured } from './measured';
import { promptOf } from './nodeRun';
import type { Address, SimulatorPlan } from './simulatorPlan';

const TYPICAL = 15_000;

export interface BareLoop {
	readonly count: number;
	/** Tasks, or requests, at a time. */
	readonly atOnce: number;
	/** Whether tasks are awaited, at the same ages at which the node checks. */
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

/** Does something for each number from 0 on, so many at the same time. */
export async function inParallel(
	count: number,
	atOnce: number,
	run: (number: number) => Promise<unknown>,
): Promise<void> {
	let next = 0;
	const runSome = async (): Promise<void> => {
		while (next < count) await run(next++);
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, count) }, runSome));
}

/** What a script would do: plain requests, with no engine around them. */
export async function runBareLoop(
	round: Round,
	plan: SimulatorPlan,
	{ count, atOnce, wait }: BareLoop,
): Promise<BareResult> {
	const address = await round.open(plan);
	let failures = 0;
	const { seconds } = await measured(
		async () =>
			await inParallel(count, atOnce, async (number) => {
				await oneTask(number, address, round, wait).catch(() => failures++);
			}),
	);
	return { seconds, failures };
}

async function oneTask(
	number: number,
	address: Address,
	{ clock }: Round,
	wait: boolean,
): Promise<void> {
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
