import type { IDataObject } from 'n8n-workflow';

import type { CreateJob } from '../../nodes/task/job';
import { createTask, type CreatedTask } from '../../nodes/task/create';
import { openRecords } from '../../nodes/task/records';
import type { Finding, Sent } from '../../nodes/task/search';
import type { Slots } from '../../nodes/task/slots';
import { createAccount, type Account } from '../../nodes/task/account';
import { createPiApiTime } from '../../nodes/transport/piApiTime';
import type { Client } from '../../nodes/transport/client';
import type { Exchange } from '../../nodes/transport/exchange';
import { createProblem, type Problem } from '../../nodes/transport/problem';
import { pendingTask, type TaskRequest } from '../../nodes/transport/task';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

const problem: Problem = createProblem({ message: 'no', advice: 'wait' });
const neverSent: Exchange = { outcome: 'neverSent', problem };
const busy: Exchange = { outcome: 'busy', problem, retryAfter: 7000 };
const lost: Exchange = { outcome: 'unclear', problem };
const refused: Exchange = { outcome: 'refused', problem };
const made: Exchange = {
	outcome: 'answered',
	envelope: { code: 200, data: { task_id: 'task-1', status: 'pending' }, message: '', body: {} },
};

interface Given {
	readonly input?: IDataObject;
	readonly finding?: Finding;
	/** Told when the request has gone out. */
	readonly onSent?: (account: Account) => void;
	/** Instead of the request. */
	readonly request?: () => Promise<TaskRequest | Problem>;
}

/** One job with answers to its creates, the last one again and again. */
function creating(answers: readonly Exchange[], given: Given = {}) {
	const { input = { prompt: 'a fox' } } = given;
	const context: IDataObject = {};
	const clock = new HandClock();
	const startsAt = clock.now();
	const stop = createStop();
	const records = openRecords(context, 0, 'execution');
	const sentAt: number[] = [];
	/** The record as it stood at each create, and at each wait for a slot. */
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
		pace: { typical: 15_000, timeLimit: 600_000 },
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
					return await Promise.resolve(
						given.finding ?? { candidates: [], history: 'undecided' as const },
					);
				},
			},
			executionId: 'execution',
			account,
			time,
			signal: stop.signal,
		});
		results.push(result);
	};
	return {
		...{ run, records, clock, stop, sentAt, whenSent, whenWaiting, results },
		...{ slotCalls, searches, account, time, startsAt },
	};
}

describe('a create', () => {
	it('that never left is sent again, five times at most, and leaves no record', async () => {
		const { run, records, clock, sentAt, results } = creating([neverSent]);
		void run();
		await clock.advance(60_000);
		expect(sentAt).toEqual([0, 1000, 3000, 7000, 15_000]);
		expect(results).toEqual([problem]);
		expect(records.find(0, 'digest')).toBeUndefined();
	});

	it('that never left is made when it can leave again', async () => {
		const { run, clock, sentAt, results } = creating([neverSent, neverSent, made]);
		void run();
		await clock.advance(60_000);
		expect(sentAt).toHaveLength(3);
		expect(results).toMatchObject([{ taskId: 'task-1' }]);
	});

	it('that PiAPI is too busy for leaves no record while it waits', async () => {
		const { run, whenSent, whenWaiting } = creating([busy, busy, made]);
		await run();
		expect(whenSent).toMatchObject(Array(3).fill({ digest: 'digest' }));
		expect(whenWaiting).toEqual(Array(3).fill(undefined));
	});

	it('is not sent after the end of the run, and leaves no record', async () => {
		const { run, records, stop, sentAt, results } = creating([made]);
		stop.stop();
		await run();
		expect(sentAt).toEqual([]);
		expect(results).toEqual([undefined]);
		expect(records.find(0, 'digest')).toBeUndefined();
	});

	it('does not write files that are sent as text into the record', async () => {
		const mask = 'A'.repeat(5000);
		const { run, whenSent } = creating([made], { input: { prompt: 'a hat', mask } });
		await run();
		expect(whenSent).toMatchObject([{ sent: { prompt: 'a hat' } }]);
		expect(JSON.stringify(whenSent)).not.toContain(mask);
	});

	it('stands in the record before it goes out, and with its task afterwards', async () => {
		const { run, records, whenSent } = creating([made]);
		await run();
		await settle();
		expect(whenSent).toMatchObject([{ digest: 'digest', executionId: 'execution' }]);
		expect(whenSent[0]).not.toHaveProperty('taskId');
		expect(records.find(0, 'digest')).toMatchObject({ taskId: 'task-1' });
	});

	it('that PiAPI is too busy for has all its tries for the network afterwards', async () => {
		const four: Exchange[] = Array(4).fill(neverSent);
		const { run, clock, sentAt, results } = creating([...four, busy, ...four, made]);
		void run();
		await clock.advance(120_000);
		expect(sentAt).toHaveLength(10);
		expect(results).toMatchObject([{ taskId: 'task-1' }]);
	});

	it.each<[string, Exchange[], string[]]>([
		['created', [made], ['take', 'accepted']],
		['refused', [refused], ['take', 'release']],
		['lost', [lost], ['take', 'release']],
		['busy', [busy, made], ['take', 'refused 7000', 'take again', 'accepted']],
		['never sent', [neverSent, made], ['take', 'release', 'take', 'accepted']],
	])('keeps its slot only for a task that exists: %s', async (_, answers, expected) => {
		const { run, clock, slotCalls } = creating(answers);
		void run();
		await clock.advance(10_000);
		expect(slotCalls).toEqual(expected);
	});

	it('keeps its slot for a task that was found again', async () => {
		const finding = { task: pendingTask('task-2') };
		const { run, slotCalls, results, records } = creating([lost], { finding });
		await run();
		expect(slotCalls).toEqual(['take']);
		expect(results).toMatchObject([{ taskId: 'task-2' }]);
		expect(records.find(0, 'digest')).toMatchObject({ taskId: 'task-2' });
	});

	it('that throws before it is sent gives its slot back and says why', async () => {
		const request = async (): Promise<TaskRequest> =>
			await Promise.reject(new Error('Invalid string length'));
		const { run, slotCalls, results } = creating([made], { request });
		await run();
		expect(slotCalls).toEqual(['take', 'release']);
		expect(results).toMatchObject([{ message: 'Invalid string length' }]);
	});

	it('answered with the task of another item is searched for', async () => {
		const finding = { task: pendingTask('task-2') };
		const { run, account, results } = creating([made], { finding });
		account.claims.claim('task-1');
		await run();
		expect(results).toMatchObject([{ taskId: 'task-2' }]);
	});

	it('answered with the task of another item never has that task', async () => {
		const { run, account, results, records } = creating([made]);
		account.claims.claim('task-1');
		await run();
		expect(results).toMatchObject([
			{ unclear: true, message: expect.stringContaining('task of another item') as string },
		]);
		expect(records.find(0, 'digest')).not.toHaveProperty('taskId');
	});

	it('claims its task before anybody who waits for it goes on', async () => {
		const seen: boolean[] = [];
		const { run } = creating([made], {
			onSent: ({ inFlight, claims }) =>
				void inFlight.settled().then(() => seen.push(claims.has('task-1'))),
		});
		void run();
		await settle();
		expect(seen).toEqual([true]);
	});

	it("remembers PiAPI's time of the send, where it is known", async () => {
		const { run, time, whenSent, startsAt, searches } = creating([lost]);
		// n8n is five minutes ahead.
		time.observe(new Date(startsAt - 300_000).toUTCString(), startsAt, startsAt);
		await run();
		expect(whenSent).toMatchObject([{ sentAt: startsAt }]);
		expect(searches).toEqual([{ sentAt: startsAt, sentAtPiApi: startsAt - 300_000 }]);
	});

	it('knows no such time before PiAPI told it', async () => {
		const { run, startsAt, searches } = creating([lost]);
		await run();
		expect(searches).toEqual([{ sentAt: startsAt }]);
	});
});

describe('a create of which nobody knows whether it created a task', () => {
	const told = async (finding: Finding): Promise<Problem> => {
		const { run, results } = creating([lost], { finding });
		await run();
		return results[0] as Problem;
	};
	const AGAIN = 'Run the workflow again';

	it('says so, and that it was not sent again', async () => {
		const { message, advice, unclear } = await told({ candidates: [], history: 'undecided' });
		expect(message).toBe('no; it is unknown whether the task was created');
		expect(advice).toContain('not sent again');
		expect(advice).toContain('does not rule out');
		expect(advice).not.toContain(AGAIN);
		expect(unclear).toBe(true);
	});

	it('advises to run again where the history excludes a task', async () => {
		expect((await told({ candidates: [], history: 'excludes' })).advice).toContain(AGAIN);
	});

	it('says that the history could not be read', async () => {
		const { advice } = await told({ candidates: [], history: 'unread' });
		expect(advice).toContain('could not be read');
		expect(advice).not.toContain(AGAIN);
	});

	it('names twenty candidates and counts the others', async () => {
		const candidates = Array.from({ length: 23 }, (_, index) => `task-${index}`);
		const { advice } = await told({ candidates, history: 'undecided' });
		expect(advice).toContain('task-19, and 3 more.');
		expect(advice).not.toContain('task-20');
		expect(advice).not.toContain(AGAIN);
	});

	it.each([
		[300_000, '300 seconds ahead of'],
		[-90_000, '90 seconds behind'],
	])('tells how far the clock is off: %d ms', async (clockAhead, text) => {
		const { advice } = await told({ candidates: [], history: 'excludes', clockAhead });
		expect(advice).toContain(text);
		expect(advice).toContain(new Date(1_000_000_000_000 - clockAhead).toISOString());
	});

	it('does not speak of a clock that is right', async () => {
		const { advice } = await told({ candidates: [], history: 'excludes', clockAhead: 30_000 });
		expect(advice).not.toContain('clock');
	});
});
