import type { IDataObject } from 'n8n-workflow';

import type { CreateJob } from '../../nodes/task/job';
import { createTask } from '../../nodes/task/create';
import type { CreatedTask } from '../../nodes/task/createContext';
import { openRecords } from '../../nodes/task/records';
import type { Finding, Sent } from '../../nodes/task/search';
import type { Slots } from '../../nodes/task/slots';
import { createAccount, type Account } from '../../nodes/task/account';
import { createPiApiTime } from '../../nodes/transport/piApiTime';
import type { Client } from '../../nodes/transport/client';
import type { Exchange } from '../../nodes/transport/exchange';
import { createLimiter } from '../../nodes/transport/limiter';
import { createProblem, type Problem } from '../../nodes/transport/problem';
import { pendingTask, type Task, type TaskRequest } from '../../nodes/transport/task';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock } from './handClock';

export const problem: Problem = createProblem({ message: 'no', advice: 'wait' });
export const neverSent: Exchange = { outcome: 'neverSent', problem };
export const busy: Exchange = { outcome: 'busy', problem, retryAfter: 7000 };
export const lost: Exchange = { outcome: 'unclear', problem };
export const refused: Exchange = { outcome: 'refused', problem };
export const made: Exchange = {
	outcome: 'answered',
	envelope: { code: 200, data: { task_id: 'task-1', status: 'pending' }, message: '', body: {} },
};

export const fox: Task = pendingTask('task-1', {
	model: 'midjourney',
	task_type: 'imagine',
	input: { prompt: 'a fox' },
});

export interface Given {
	readonly input?: IDataObject;
	readonly finding?: Finding;
	readonly retried?: string;
	/** Told when the request has gone out. */
	readonly onSent?: (account: Account) => void;
	readonly onSearch?: (account: Account) => void;
	readonly onBusy?: (retryAfter: number | undefined) => void;
	/** Instead of the request. */
	readonly request?: () => Promise<TaskRequest | Problem>;
}

/** One job with answers to its creates, the last one again and again. */
export function creating(answers: readonly Exchange[], given: Given = {}) {
	const { input = { prompt: 'a fox' } } = given;
	const context: IDataObject = {};
	const clock = new HandClock();
	const startsAt = clock.now();
	const stop = createStop();
	const records = openRecords(context, 0, 'execution');
	const sentAt: number[] = [];
	/** The record as it was at each create, and at each wait for a slot. */
	const whenSent: unknown[] = [];
	const whenWaiting: unknown[] = [];
	const results: Array<CreatedTask | Problem | undefined> = [];
	const slotCalls: string[] = [];
	const searches: Sent[] = [];
	const account = createAccount({ clock, random: () => 0 });
	const time = createPiApiTime();
	const slots: Slots = {
		take: async (again) => {
			slotCalls.push(again ? 'take again' : 'take');
			whenWaiting.push(records.find(0, 'digest'));
			return await Promise.resolve(true);
		},
		occupy: () => {},
		release: () => void slotCalls.push('release'),
		accepted: () => void slotCalls.push('accepted'),
		refused: (retryAfter) => void slotCalls.push(`refused ${retryAfter}`),
	};
	const client = {
		createTask: async (_: unknown, mayGo: () => boolean): Promise<Exchange> => {
			if (!mayGo()) return { outcome: 'canceled' };
			sentAt.push(clock.now() - startsAt);
			whenSent.push(records.find(0, 'digest'));
			given.onSent?.(account);
			const answer = answers[Math.min(sentAt.length, answers.length) - 1];
			return await Promise.resolve(answer ?? neverSent);
		},
	} as Pick<Client, 'createTask'> as Client;
	const request = { model: 'midjourney', task_type: 'imagine', input };
	const job: CreateJob = {
		kind: 'create',
		itemIndex: 0,
		awaits: true,
		returnUnfinished: false,
		cancelOnStop: false,
		pace: { typical: 15_000, timeout: 600_000 },
		digest: async () => await Promise.resolve('digest'),
		request: given.request ?? (async () => await Promise.resolve(request)),
		constantRequest: request,
	};
	const run = async (): Promise<void> => {
		const result = await createTask(job, slots, {
			client,
			clock,
			records,
			search: {
				find: async (_, sent) => {
					searches.push(sent);
					given.onSearch?.(account);
					return await Promise.resolve(
						given.finding ?? { candidates: [], history: 'undecided' as const },
					);
				},
			},
			executionId: 'execution',
			account,
			time,
			signal: stop.signal,
			withFiles: createLimiter(4, clock),
			onBusy: given.onBusy,
			retried: given.retried,
		});
		results.push(result);
	};
	return {
		...{ run, records, clock, stop, sentAt, whenSent, whenWaiting, results },
		...{ slotCalls, searches, account, time, startsAt },
	};
}
