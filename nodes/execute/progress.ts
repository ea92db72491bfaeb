import type { IExecuteFunctions } from 'n8n-workflow';

import type { Clock } from '../transport/clock';
import { withoutSecrets } from '../transport/problem';
import { isFinal, type Task } from '../transport/task';

/** Milliseconds between two lines about several tasks: enough to see that the run lives. */
const PAUSE = 5_000;

/** Told of each state of a task that a run sees. */
export type Progress = (task: Task) => void;

const percentOf = ({ output: { progress } }: Task): string =>
	typeof progress === 'number' && progress > 0 && progress < 100
		? `, ${Math.round(progress)} %`
		: '';

/** Such as "2 of 10 tasks have ended; 5 processing, 3 not made yet". */
function summary(states: ReadonlyMap<string, Task>, expected: number): string {
	const ended = [...states.values()].filter(isFinal).length;
	const counts = new Map<string, number>();
	for (const { status } of [...states.values()].filter((task) => !isFinal(task))) {
		counts.set(status, (counts.get(status) ?? 0) + 1);
	}
	const unmade = expected - states.size;
	const others = [...counts, ...(unmade > 0 ? [['not made yet', unmade] as const] : [])]
		.map(([status, count]) => `${count} ${status}`)
		.join(', ');
	return `${ended} of ${expected} tasks have ended${others === '' ? '' : `; ${others}`}`;
}

/**
 * Shows that a waiting run lives. Every change of a task goes to the log; the console of the editor's manual runs gets
 * each change of a single task, and of several tasks a line now and then. `expected` is how many tasks there will be.
 */
export function createProgress(
	context: IExecuteFunctions,
	expected: number,
	clock: Clock,
	secrets: readonly string[],
): Progress {
	const states = new Map<string, Task>();
	const lines = new Map<string, string>();
	let shownAt = clock.now();
	const show = (text: string): void => {
		// Tools of some agents have no console.
		if (!('sendMessageToUI' in context)) return;
		shownAt = clock.now();
		context.sendMessageToUI(withoutSecrets(text, secrets));
	};
	return (task) => {
		const line = `Task ${task.id}: ${task.status}${percentOf(task)}`;
		if (lines.get(task.id) === line) return;
		lines.set(task.id, line);
		states.set(task.id, task);
		context.logger.debug(withoutSecrets(line, secrets));
		if (expected === 1) show(line);
		else if (clock.now() - shownAt >= PAUSE) show(summary(states, expected));
	};
}
