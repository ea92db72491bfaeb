import type { IDataObject } from 'n8n-workflow';

import type { MakeJob } from '../../nodes/task/job';
import { makeTask, type Made } from '../../nodes/task/make';
import { openRecords } from '../../nodes/task/records';
import type { Slots } from '../../nodes/task/slots';
import { createUnderWay } from '../../nodes/task/underWay';
import type { Client } from '../../nodes/transport/client';
import type { Exchange } from '../../nodes/transport/exchange';
import type { Problem } from '../../nodes/transport/problem';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

const problem: Problem = { message: 'no', advice: 'wait' };
const neverSent: Exchange = { outcome: 'neverSent', problem };
const busy: Exchange = { outcome: 'busy', problem };
const made: Exchange = {
	outcome: 'answered',
	envelope: { code: 200, data: { task_id: 'task-1', status: 'pending' }, message: '', body: {} },
};

/** One job with answers to its creates, the last one again and again. */
function making(answers: readonly Exchange[], input: IDataObject = { prompt: 'a fox' }) {
	const context: IDataObject = {};
	const clock = new HandClock();
	const startsAt = clock.now();
	const stop = createStop();
	const records = openRecords(context, 0, 'execution');
	const sentAt: number[] = [];
	/** The record as it stood at each create, and at each wait for a slot. */
	const whenSent: unknown[] = [];
	const whenWaiting: unknown[] = [];
	const results: Array<Made | Problem | undefined> = [];
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
			if (!mayGo()) return { outcome: 'cancelled' };
			sentAt.push(clock.now() - startsAt);
			whenSent.push(records.find(0, 'digest'));
			const answer = answers[Math.min(sentAt.length, answers.length) - 1];
			return await Promise.resolve(answer ?? neverSent);
		},
	} as Pick<Client, 'createTask'> as Client;
	const request = { model: 'midjourney', task_type: 'imagine', input };
	const job: MakeJob = {
		kind: 'make',
		itemIndex: 0,
		pace: { typical: 15_000, timeLimit: 600_000 },
		digest: async () => await Promise.resolve('digest'),
		request: async () => await Promise.resolve(request),
		constantRequest: request,
	};
	const run = async (): Promise<void> => {
		const result = await makeTask(job, slots, {
			client,
			clock,
			records,
			search: { find: async () => await Promise.resolve({ candidates: [], historyRead: true }) },
			executionId: 'execution',
			held: new Set(),
			underWay: createUnderWay(),
			signal: stop.signal,
		});
		results.push(result);
	};
	return { run, records, clock, stop, sentAt, whenSent, whenWaiting, results };
}

describe('a create', () => {
	it('that never left is sent again, five times at most, and leaves no record', async () => {
		const { run, records, clock, sentAt, results } = making([neverSent]);
		void run();
		await clock.advance(60_000);
		expect(sentAt).toEqual([0, 1000, 3000, 7000, 15_000]);
		expect(results).toEqual([problem]);
		expect(records.find(0, 'digest')).toBeUndefined();
	});

	it('that never left is made when it can leave again', async () => {
		const { run, clock, sentAt, results } = making([neverSent, neverSent, made]);
		void run();
		await clock.advance(60_000);
		expect(sentAt).toHaveLength(3);
		expect(results).toMatchObject([{ taskId: 'task-1' }]);
	});

	it('that PiAPI is too busy for leaves no record while it waits', async () => {
		const { run, whenSent, whenWaiting } = making([busy, busy, made]);
		await run();
		expect(whenSent).toMatchObject(Array(3).fill({ digest: 'digest' }));
		expect(whenWaiting).toEqual(Array(3).fill(undefined));
	});

	it('is not sent after the end of the run, and leaves no record', async () => {
		const { run, records, stop, sentAt, results } = making([made]);
		stop.stop();
		await run();
		expect(sentAt).toEqual([]);
		expect(results).toEqual([undefined]);
		expect(records.find(0, 'digest')).toBeUndefined();
	});

	it('does not write files that are sent as text into the record', async () => {
		const mask = 'A'.repeat(5000);
		const { run, whenSent } = making([made], { prompt: 'a hat', mask });
		await run();
		expect(whenSent).toMatchObject([{ sent: { prompt: 'a hat' } }]);
		expect(JSON.stringify(whenSent)).not.toContain(mask);
	});

	it('stands in the record before it goes out, and with its task afterwards', async () => {
		const { run, records, whenSent } = making([made]);
		await run();
		await settle();
		expect(whenSent).toMatchObject([{ digest: 'digest', executionId: 'execution' }]);
		expect(whenSent[0]).not.toHaveProperty('taskId');
		expect(records.find(0, 'digest')).toMatchObject({ taskId: 'task-1' });
	});
});
