import type { Task } from '../transport/task';

/** The finished tasks of paused executions, so that a callback does not check them again. Gone after a restart. */
export interface EndedTasks {
	of(executionId: string): ReadonlyMap<string, Task>;
	add(executionId: string, task: Task): void;
	/** Whether PiAPI may be asked to repeat the call about this task: twice, for the first three such tasks. */
	mayAskAgain(executionId: string, taskId: string): boolean;
	forget(executionId: string): void;
}

interface Execution {
	readonly tasks: Map<string, Task>;
	/** How often PiAPI was asked to repeat the call, by task. */
	readonly askedAgain: Map<string, number>;
}

/** As often as PiAPI repeats a call, five seconds apart. */
const REPEATS = 2;
/** Bounds the repeats where many tasks finish at the same time. */
const MOST_REPEATED = 3;

/** `mostTasks` and `mostExecutions` bound all executions together; the oldest are forgotten first, never the latest. */
export function createEndedTasks(mostTasks: number, mostExecutions = mostTasks): EndedTasks {
	const executions = new Map<string, Execution>();
	let count = 0;

	const forget = (executionId: string): void => {
		count -= executions.get(executionId)?.tasks.size ?? 0;
		executions.delete(executionId);
	};
	const opened = (executionId: string): Execution => {
		const execution: Execution = executions.get(executionId) ?? {
			tasks: new Map(),
			askedAgain: new Map(),
		};
		executions.delete(executionId);
		executions.set(executionId, execution);
		return execution;
	};
	const shrink = (): void => {
		while (executions.size > 1 && (count > mostTasks || executions.size > mostExecutions)) {
			const [oldest = ''] = executions.keys();
			forget(oldest);
		}
	};

	return {
		of: (executionId) => executions.get(executionId)?.tasks ?? new Map(),
		add: (executionId, task) => {
			const { tasks } = opened(executionId);
			if (!tasks.has(task.id)) count += 1;
			tasks.set(task.id, task);
			shrink();
		},
		mayAskAgain: (executionId, taskId) => {
			const { askedAgain } = opened(executionId);
			shrink();
			const times = askedAgain.get(taskId) ?? (askedAgain.size < MOST_REPEATED ? 0 : REPEATS);
			if (times >= REPEATS) return false;
			askedAgain.set(taskId, times + 1);
			return true;
		},
		forget,
	};
}
