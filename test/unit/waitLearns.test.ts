import { createDurations } from '../../nodes/task/durations';
import { pendingTask } from '../../nodes/transport/task';
import { awaitScript, fault, told, until } from './waitStage';

describe('what a wait learns', () => {
	const kind = 'kling video_generation';
	const times = (seconds: number) => ({
		meta: {
			created_at: '2026-01-01T00:00:00Z',
			ended_at: new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString(),
		},
	});

	it.each([
		['the time that PiAPI tells', 48, 48_000],
		['the age where PiAPI tells too much', 5_000, undefined],
		['the age where PiAPI tells too little', 1, undefined],
	])('is %s', async (_, seconds, expected) => {
		const durations = createDurations();
		const outcome = await awaitScript(
			until(47.5, told('processing'), told('completed', times(seconds))),
			{ watch: { kind }, waiting: { durations } },
		);
		expect(durations.known(kind)).toEqual([expected ?? outcome.endedAt * 1000]);
	});

	it('is nothing from a task that failed or was never seen unfinished', async () => {
		const durations = createDurations();
		const settings = { watch: { kind }, waiting: { durations } };
		await awaitScript(() => told('failed'), settings);
		await awaitScript(() => told('completed'), {
			...settings,
			watch: { kind, checkFirst: true, task: pendingTask('task-1') },
		});
		expect(durations.known(kind)).toEqual([]);
		expect(durations.size).toBe(0);
	});

	it('moves the check of a task that waits for its time', async () => {
		const durations = createDurations();
		for (let count = 0; count < 5; count++) durations.learn(kind, 400_000);
		const settings = {
			watch: { kind },
			waiting: { durations },
			midway: { at: 101, act: () => durations.learn(kind, 102_000) },
		};
		const script = until(100, told('processing'), told('completed'));
		expect((await awaitScript(script, settings)).endedAt).toBeLessThan(108);
		const unmoved = await awaitScript(script, { ...settings, midway: { at: 101, act: () => {} } });
		expect(unmoved.endedAt).toBeLessThan(112);
	});

	it('moves no check that a fault has put off', async () => {
		const durations = createDurations();
		const { checks } = await awaitScript(
			(_, count) =>
				count === 1
					? fault('busy', 'later', { httpCode: '429', retryAfter: 50_000 })
					: told('completed'),
			{
				watch: { kind },
				waiting: { durations },
				midway: { at: 20, act: () => durations.learn(kind, 21_000) },
			},
		);
		expect((checks[1] ?? 0) - (checks[0] ?? 0)).toBeCloseTo(50, 6);
	});
});
