import type { IDataObject } from 'n8n-workflow';

import type { CreateJob } from '../../nodes/task/job';
import { createTask, type CreatedTask } from '../../nodes/task/create';
import { openRecords } from '../../nodes/task/records';
import type { Slots } from '../../nodes/task/slots';
import { openAccount } from '../../nodes/task/account';
import { createPiApiTime } from '../../nodes/transport/piApiTime';
import type { Client } from '../../nodes/transport/client';
import type { Exchange } from '../../nodes/transport/exchange';
import { createProblem, type Problem } from '../../nodes/transport/problem';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

const problem: Problem = createProblem({ message: 'no', advice: 'wait' });
const neverSent: Exchange = { outcome: 'neverSent', problem };
const busy: Exchange = { outcome: 'busy', problem };
const made: Exchange = {
	outcome: 'answered',
	envelope: { code: 200, data: { task_id: 'task-1', status: 'pending' }, message: '', body: {} },
};

/** One job with answers to its creates, the last one again and again. */
function creating(answers: readonly Exchange[], input: IDataObject = { prompt: 'a fox' }) {
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
	const slots: Slots = {
		take: async () => {
			whenWaiting.push(records.find(0, 'digest'));
			return await Promise.resolve(true);
		},
		occupy: () => {},
		release: () => {},
		accepted: () => {},
		refused: () => {},
	};
	const client = {
		createTask: async (_: unknown, mayGo: () => boolean): Promise<Exchange> => {
			if (!mayGo()) return { outcome: 'canceled' };
			sentAt.push(clock.now() - startsAt);
			whenSent.push(records.find(0, 'digest'));
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
		request: async () => await Promise.resolve(request),
		constantRequest: request,
	};
	const run = async (): Promise<void> => {
		const result = await createTask(job, slots, {
			client,
			clock,
			records,
			search: { find: async () => await Promise.resolve({ candidates: [], historyRead: true }) },
			executionId: 'execution',
			account: openAccount('account', {}),
			time: createPiApiTime(),
			signal: stop.signal,
		});
		results.push(result);
	};
	return { run, records, clock, stop, sentAt, whenSent, whenWaiting, results };
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
		const { run, whenSent } = creating([made], { prompt: 'a hat', mask });
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
});
