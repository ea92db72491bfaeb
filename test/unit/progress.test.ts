import type { IExecuteFunctions } from 'n8n-workflow';

import { createProgress } from '../../nodes/execute/progress';
import { pendingTask, type Task } from '../../nodes/transport/task';
import { HandClock } from './handClock';

const SECRET = 'secret-of-the-account';

function openProgress(expected: number) {
	const clock = new HandClock();
	const shown: string[] = [];
	const logged: string[] = [];
	const context = {
		logger: { debug: (line: string) => logged.push(line) },
		sendMessageToUI: (line: string) => shown.push(line),
	} as unknown as IExecuteFunctions;
	const progress = createProgress(context, expected, clock, [SECRET]);
	return { clock, shown, logged, progress };
}

const task = (id: string, status: string, output = {}): Task => ({
	...pendingTask(id),
	status,
	output,
});

describe('the progress of one task', () => {
	it('shows each change once, with the percentage that PiAPI tells', () => {
		const { shown, logged, progress } = openProgress(1);
		progress(task('a', 'pending'));
		progress(task('a', 'pending'));
		progress(task('a', 'processing', { progress: 0 }));
		progress(task('a', 'processing', { progress: 41.6 }));
		progress(task('a', 'processing', { progress: 100 }));
		progress(task('a', 'completed'));
		const lines = [
			'Task a: pending',
			'Task a: processing',
			'Task a: processing, 42 %',
			'Task a: processing',
			'Task a: completed',
		];
		expect(shown).toEqual(lines);
		expect(logged).toEqual(lines);
	});

	it('shows no secret', () => {
		const { shown, logged, progress } = openProgress(1);
		progress(task('a', SECRET));
		expect([...shown, ...logged].join()).not.toContain(SECRET);
	});
});

describe('the progress of several tasks', () => {
	it('is summed up every five seconds, while each change goes to the log', async () => {
		const { clock, shown, logged, progress } = openProgress(4);
		progress(task('a', 'pending'));
		progress(task('b', 'pending'));
		await clock.advance(4_999);
		progress(task('a', 'processing'));
		expect(shown).toEqual([]);
		await clock.advance(1);
		progress(task('b', 'processing'));
		expect(shown).toEqual(['0 of 4 tasks have finished; 2 processing, 2 not created yet']);
		await clock.advance(4_000);
		progress(task('a', 'completed'));
		await clock.advance(1_000);
		progress(task('c', 'pending'));
		expect(shown[1]).toBe('1 of 4 tasks have finished; 1 processing, 1 pending, 1 not created yet');
		await clock.advance(5_000);
		['b', 'c', 'd'].forEach((id) => progress(task(id, 'failed')));
		expect(shown).toHaveLength(3);
		await clock.advance(5_000);
		progress(task('a', 'completed', { progress: 50 }));
		expect(shown.at(-1)).toBe('4 of 4 tasks have finished');
		expect(logged).toHaveLength(10);
	});
});
