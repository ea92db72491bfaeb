import type { Task } from '../transport/task';

/**
 * The finished tasks of each pause of an execution, so that a callback does not check them again. Gone after a restart.
 * `pause` names the execution and its tasks.
 */
interface EndedTasks {
	of(pause: string): ReadonlyMap<string, Task>;
	add(pause: string, task: Task): void;
	/** Whether PiAPI may be asked to repeat the call about this task: twice, for the first three such tasks. */
	mayAskAgain(pause: string, taskId: string): boolean;
	forget(pause: string): void;
}

interface Pause {
	readonly tasks: Map<string, Task>;
	/** Of its tasks. */
	letters: number;
	/** How often PiAPI was asked to repeat the call, by task. */
	readonly askedAgain: Map<string, number>;
}

/** As often as PiAPI repeats a call, five seconds apart. */
const REPEATS = 2;
/** Bounds the repeats where many tasks finish at the same time. */
const MOST_REPEATED = 3;

/** A bound on all pauses together. */
export interface Most {
	/** Of the JSON text of the tasks: one may echo a file as text, thousands may have a link each. */
	readonly letters: number;
	readonly pauses: number;
}

const MOST: Most = { letters: 32_000_000, pauses: 1_000 };

const lettersOf = (task: Task): number => JSON.stringify(task).length;

/**
 * The oldest pauses are forgotten first, never the latest. A pause that is forgotten has all its tasks checked again with
 * its next callback: the bound has to be out of reach of a few large executions.
 */
export function createEndedTasks(most = MOST): EndedTasks {
	const pauses = new Map<string, Pause>();
	let letters = 0;

	const forget = (pause: string): void => {
		letters -= pauses.get(pause)?.letters ?? 0;
		pauses.delete(pause);
	};
	const opened = (pause: string): Pause => {
		const present: Pause = pauses.get(pause) ?? {
			tasks: new Map(),
			letters: 0,
			askedAgain: new Map(),
		};
		pauses.delete(pause);
		pauses.set(pause, present);
		return present;
	};
	const shrink = (): void => {
		while (pauses.size > 1 && (letters > most.letters || pauses.size > most.pauses)) {
			const [oldest = ''] = pauses.keys();
			forget(oldest);
		}
	};

	return {
		of: (pause) => pauses.get(pause)?.tasks ?? new Map(),
		add: (pause, task) => {
			const open = opened(pause);
			if (!open.tasks.has(task.id)) {
				const size = lettersOf(task);
				open.tasks.set(task.id, task);
				open.letters += size;
				letters += size;
			}
			shrink();
		},
		mayAskAgain: (pause, taskId) => {
			const { askedAgain } = opened(pause);
			shrink();
			const times = askedAgain.get(taskId) ?? (askedAgain.size < MOST_REPEATED ? 0 : REPEATS);
			if (times >= REPEATS) return false;
			askedAgain.set(taskId, times + 1);
			return true;
		},
		forget,
	};
}
