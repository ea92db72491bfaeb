import type { Finding } from '../../nodes/task/search';
import type { Exchange } from '../../nodes/transport/exchange';
import type { Problem } from '../../nodes/transport/problem';
import { pendingTask, type TaskRequest } from '../../nodes/transport/task';
import { busy, creating, lost, made, neverSent, problem, refused } from './createStage';
import { settle } from './handClock';

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

	it('is in the record before it goes out, and with its task afterwards', async () => {
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
		const finding = { taskId: 'task-2', task: pendingTask('task-2') };
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
		const finding = { taskId: 'task-2', task: pendingTask('task-2') };
		const { run, account, results } = creating([made], { finding });
		account.claims.claim('task-1', 'another');
		await run();
		expect(results).toMatchObject([{ taskId: 'task-2' }]);
	});

	it('answered with the task of another item never has that task', async () => {
		const { run, account, results, records } = creating([made]);
		account.claims.claim('task-1', 'another');
		await run();
		expect(results).toMatchObject([
			{ unclear: true, message: expect.stringContaining('task of another item') as string },
		]);
		expect(records.find(0, 'digest')).not.toHaveProperty('taskId');
	});

	it('claims its task before anybody who waits for it continues', async () => {
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
		expect(searches).toMatchObject([{ sentAt: startsAt, sentAtPiApi: startsAt - 300_000 }]);
	});

	it('knows no such time before PiAPI told it', async () => {
		const { run, startsAt, searches } = creating([lost]);
		await run();
		expect(searches).toMatchObject([{ sentAt: startsAt }]);
		expect(searches[0]).not.toHaveProperty('sentAtPiApi');
	});
});

describe('a create of which nobody knows whether it created a task', () => {
	const told = async (finding: Finding): Promise<Problem> => {
		const { run, results } = creating([lost], { finding });
		await run();
		return results[0] as Problem;
	};
	const AGAIN = 'run only this item again';

	it('says so, and that it was not sent again', async () => {
		const { message, advice, unclear } = await told({ candidates: [], history: 'undecided' });
		expect(message).toBe('no; it is unknown whether the task was created');
		expect(advice).toContain('not sent again');
		expect(advice).toContain('does not rule out');
		expect(advice).toContain(`If there is none in some minutes, ${AGAIN}`);
		expect(unclear).toBe(true);
	});

	it('advises to retry the execution where that keeps what was sent', async () => {
		const finding: Finding = { candidates: [], history: 'undecided' };
		const { run, results } = creating([lost], { finding, retried: 'the parcel' });
		await run();
		const { advice } = results[0] as Problem;
		expect(advice).toContain('Or retry the parcel in some minutes');
		expect(advice).not.toContain('run only this item again');
	});

	it('says that the history could not be read', async () => {
		const { advice } = await told({ candidates: [], history: 'unread' });
		expect(advice).toContain('could not be read');
		expect(advice).toContain(`If there is none in some minutes, ${AGAIN}`);
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
