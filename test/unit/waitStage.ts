import type { IDataObject } from 'n8n-workflow';

import { createDurations } from '../../nodes/task/durations';
import { waitForEnd, type Waiting, type Watch } from '../../nodes/task/wait';
import type { JobResult } from '../../nodes/task/job';
import type { Envelope } from '../../nodes/transport/envelope';
import type { Exchange } from '../../nodes/transport/exchange';
import { createProblem } from '../../nodes/transport/problem';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock } from './handClock';

export const answered = (data: IDataObject | null): Exchange => ({
	outcome: 'answered',
	envelope: { code: 200, data, message: '', body: {} },
});

export const told = (status: string, more: IDataObject = {}): Exchange =>
	answered({ task_id: 'task-1', status, ...more });

/** PiAPI's own answer about a task that it does not have. */
export const unknownTask = (): Exchange =>
	fault('refused', 'task not found', {
		httpCode: '404',
		envelope: { code: 404, data: null, message: 'task not found', body: {} },
	});

type FaultOutcome = 'refused' | 'busy' | 'neverSent' | 'unclear';

export const fault = (
	outcome: FaultOutcome,
	message: string,
	more: { httpCode?: string; retryAfter?: number; envelope?: Envelope } = {},
): Exchange => ({
	outcome,
	problem: createProblem({ message, advice: `Advice for ${message}.`, httpCode: more.httpCode }),
	retryAfter: more.retryAfter,
	envelope: more.envelope,
});

/** Answers a check; `age` and the times in seconds, `count` from 1 on. */
export type Script = (age: number, count: number) => Exchange | 'never';

/** These answers until a second, then those. */
export const until =
	(second: number, early: Exchange | 'never', late: Exchange | 'never'): Script =>
	(age) =>
		age < second ? early : late;

export interface Outcome {
	readonly result: JobResult | 'still waiting';
	/** Seconds at which PiAPI was asked. */
	readonly checks: readonly number[];
	/** Second at which the wait ended. */
	readonly endedAt: number;
	readonly seen: readonly string[];
}

export interface Settings {
	readonly watch?: Partial<Watch>;
	readonly waiting?: Partial<Waiting>;
	readonly typical?: number;
	readonly limit?: number;
	/** When the run is stopped; in seconds, as all of these. */
	readonly stopAt?: number;
	/** Something that happens while it waits. */
	readonly midway?: { readonly at: number; readonly act: () => void };
	/** For which time the clock runs. */
	readonly runs?: number;
}

/** Awaits one task, with PiAPI's answers by script. */
export async function awaitScript(script: Script, settings: Settings = {}): Promise<Outcome> {
	const { typical = 15, limit = 600, runs = 4_000 } = settings;
	const clock = new HandClock();
	const since = clock.now();
	const age = (): number => (clock.now() - since) / 1000;
	const stop = createStop();
	const checks: number[] = [];
	const seen: string[] = [];
	let result: Outcome['result'] = 'still waiting';
	let endedAt = Number.NaN;
	const watch: Watch = {
		taskId: 'task-1',
		pace: { typical: typical * 1000, timeout: limit * 1000 },
		since,
		limitSince: since,
		checkFirst: false,
		known: true,
		...settings.watch,
	};
	const waiting: Waiting = {
		client: {
			getTask: async () => {
				checks.push(age());
				const answer = script(age(), checks.length);
				return answer === 'never' ? await new Promise<Exchange>(() => {}) : answer;
			},
		},
		clock,
		random: () => 0.5,
		signal: stop.signal,
		returnUnfinished: false,
		durations: createDurations(),
		onSeen: ({ status }) => seen.push(status),
		...settings.waiting,
	};
	void waitForEnd(watch, waiting).then((ended) => {
		result = ended;
		endedAt = age();
	});
	const midway = settings.midway ?? { at: settings.stopAt ?? 0, act: () => {} };
	await clock.advance(midway.at * 1000);
	midway.act();
	if (settings.stopAt !== undefined) stop.stop();
	await clock.advance((runs - midway.at) * 1000);
	return { result, checks, endedAt, seen };
}
