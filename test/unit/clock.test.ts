import { setTimeout as pause } from 'node:timers/promises';

import { systemClock } from '../../nodes/task/clock';
import { createDurations } from '../../nodes/task/durations';
import { waitForEnd } from '../../nodes/task/wait';
import type { Client } from '../../nodes/transport/client';
import { createStop } from '../../nodes/transport/stopSignal';

/** More than a timer can hold. */
const A_MONTH = 2 ** 31 + 1000;

describe('the real clock', () => {
	it('waits longer than a timer can hold, until it is stopped', async () => {
		const { signal, stop } = createStop();
		const ended = jest.fn();
		const sleeping = systemClock.sleep(A_MONTH, signal).then(ended);
		await pause(50);
		expect(ended).not.toHaveBeenCalled();
		stop();
		await sleeping;
		expect(ended).toHaveBeenCalled();
	});

	it('does not wait at all for no time or a stop that is past', async () => {
		const { signal, stop } = createStop();
		await systemClock.sleep(0, signal);
		await systemClock.sleep(-5);
		stop();
		await systemClock.sleep(A_MONTH, signal);
		expect(signal.aborted).toBe(true);
	});
});

it('hands no timeout to the HTTP client that a timer cannot hold: it would cut off a paid request at once', () => {
	expect(systemClock.timeout(300_000)).toBe(300_000);
	expect(systemClock.timeout(A_MONTH)).toBe(2 ** 31 - 1);
	expect(systemClock.timeout(Infinity)).toBe(2 ** 31 - 1);
});

it('a time limit longer than a timer can hold does not end the waiting', async () => {
	const client: Pick<Client, 'getTask'> = {
		getTask: async () => {
			await pause(20);
			const data = { task_id: 'task-1', status: 'completed' };
			return { outcome: 'answered', envelope: { code: 200, data, message: '', body: {} } };
		},
	};
	const now = systemClock.now();
	const result = await waitForEnd(
		{
			taskId: 'task-1',
			pace: { typical: 1000, timeout: A_MONTH },
			since: now,
			limitSince: now,
			checkFirst: true,
			known: true,
		},
		{
			client: client as Client,
			clock: systemClock,
			random: () => 0,
			signal: createStop().signal,
			returnUnfinished: false,
			durations: createDurations(),
		},
	);
	expect(result).toMatchObject({ task: { status: 'completed' } });
});
