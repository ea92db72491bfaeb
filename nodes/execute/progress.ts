import type { IExecuteFunctions } from 'n8n-workflow';

import type { Clock } from '../transport/clock';
import { isObject } from '../transport/json';
import { withoutSecrets } from '../transport/problem';
import { isFinal, type Task } from '../transport/task';

/** Milliseconds between two lines about several tasks: enough to see that the run is at work. */
const PAUSE = 5_000;

/** Told of each state of a task that a run sees. */
type Progress = (task: Task) => void;

function percentOf({ output }: Task): string {
	const progress = isObject(output) ? output.progress : undefined;
	return typeof progress === 'number' && progress > 0 && progress < 100
		? `, ${Math.round(progress)} %`
		: '';
}

/** What is shown of a task; the task itself may be large. */
interface State {
	readonly line: string;
	readonly status: string;
	readonly hasFinished: boolean;
}

/** Such as "2 of 10 tasks have finished; 5 processing, 3 not created yet". */
function summary(states: ReadonlyMap<string, State>, expected: number): string {
	const all = [...states.values()];
	const finished = all.filter(({ hasFinished }) => hasFinished).length;
	const counts = new Map<string, number>();
	for (const { status } of all.filter(({ hasFinished }) => !hasFinished)) {
		counts.set(status, (counts.get(status) ?? 0) + 1);
	}
	const uncreated = expected - states.size;
	const others = [...counts, ...(uncreated > 0 ? [['not created yet', uncreated] as const] : [])]
		.map(([status, count]) => `${count} ${status}`)
		.join(', ');
	return `${finished} of ${expected} tasks have finished${others === '' ? '' : `; ${others}`}`;
}

/**
 * Shows that a waiting run is at work. Every change of a task goes to the log; the console of the editor's manual runs gets
 * each change of a single task, and of several tasks a line now and then. `expected` is how many tasks there will be.
 */
export function createProgress(
	context: IExecuteFunctions,
	expected: number,
	clock: Clock,
	secrets: readonly string[],
): Progress {
	const states = new Map<string, State>();
	let shownAt = clock.now();
	const show = (text: string): void => {
		// Tools of some agents have no console.
		if (!('sendMessageToUI' in context)) return;
		shownAt = clock.now();
		context.sendMessageToUI(withoutSecrets(text, secrets));
	};
	return (task) => {
		const line = `Task ${task.id}: ${task.status}${percentOf(task)}`;
		if (states.get(task.id)?.line === line) return;
		states.set(task.id, { line, status: task.status, hasFinished: isFinal(task) });
		context.logger.debug(withoutSecrets(line, secrets));
		if (expected === 1) show(line);
		else if (clock.now() - shownAt >= PAUSE) show(summary(states, expected));
	};
}
