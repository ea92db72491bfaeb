import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import type { PiApiTime } from '../transport/piApiTime';
import { createLimiter } from '../transport/limiter';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import type { StopSignal, StopSource } from '../transport/stopSignal';
import { pendingTask, type Task } from '../transport/task';
import type { Account } from './account';
import type { Budget } from './budget';
import type { CreatedTask } from './createContext';
import { createDurations, processDurations } from './durations';
import { createInFlight } from './inFlight';
import type { Job, JobResult } from './job';
import type { Records } from './records';
import { hasFailed } from './orElse';
import { runJob, type JobContext } from './runJob';
import { createSearch } from './search';
import { reportStop, type Report, type TaskState } from './stop';
import type { TaskRecord } from './taskRecord';

/** A request with a file of 10 MB takes several times as much memory. */
const WITH_FILES_AT_ONCE = 4;

export interface TaskRunOptions {
	readonly client: Client;
	readonly clock: Clock;
	readonly time: PiApiTime;
	/** Between 0 and 1. */
	readonly random: () => number;
	readonly account: Account;
	readonly records: Records;
	/** Whether the tasks of an item belong to this account, where the items use several. */
	readonly isOwn?: (itemIndex: number) => boolean;
	readonly executionId: string;
	readonly report: Report;
	/** Told of each task when it is created and at each check. */
	readonly onSeen?: (task: Task) => void;
	/** Told when PiAPI takes no more tasks for now; milliseconds, where it says for how long. */
	readonly onBusy?: (retryAfter: number | undefined) => void;
	/** Fires when the execution is stopped. */
	readonly stop: StopSignal;
	/** Fires when the run ends before its jobs do. */
	readonly ending: StopSource;
	/** Ends the run as soon as every job has its task: a callback tells of the rest. */
	readonly endWhenCreated: boolean;
	/** Where the node has a spending limit. */
	readonly budget?: Budget;
	/** The first problem ends the run, so that no more tasks are created. */
	readonly failFast: boolean;
	/** What a person retries to resume the tasks of a failed run. */
	readonly retried?: string;
	/** How many tasks the account runs at a time, where it says so. */
	readonly accountSlots?: number;
	/** How many tasks this run may have at a time. */
	readonly mostSlots?: number;
}

/** Tasks of one account, side by side. */
export interface TaskRun {
	/** Undefined when the run ended before the job did. */
	run(job: Job): Promise<JobResult>;
	/** Tasks that are created and have not finished, by item. */
	readonly open: ReadonlyMap<number, CreatedTask>;
	/** Resolves when no request that may create a task is on its way any more. */
	settled(): Promise<void>;
	/** Every task of the run but the one of the problem, if that has failed. */
	taskIds(problem: Problem): string[];
	/** Requests of which nobody knows whether they created a task. */
	unclear(problem: Problem): Problem[];
	/** Cancels or names what a stopped run leaves, in the background; gives the tasks that are known now. */
	onStop(): string[];
	close(): void;
}

export function openTaskRun(jobs: readonly Job[], options: TaskRunOptions): TaskRun {
	const { client, clock, random, records, account, ending, stop, onSeen } = options;
	const { signal } = ending;
	const ledger = new Map<string, TaskState>();
	const unclear: Problem[] = [];
	const creates = createInFlight();
	const uncreated = new Set(jobs.map(({ itemIndex }) => itemIndex));
	const open = new Map<number, CreatedTask>();
	const earlier = records.ofEarlierTries(options.isOwn);
	for (const { taskId, createId } of records.tasks()) account.claims.claim(taskId, createId);
	for (const { taskId, hasRefusedTask } of earlier) {
		if (taskId === undefined || hasRefusedTask === true) continue;
		ledger.set(taskId, { status: 'unknown', cancelOnStop: jobs.some((job) => job.cancelOnStop) });
	}
	// What was tried before it is known to be over.
	for (const { taskId, status } of earlier.flatMap((record) => record.earlier ?? [])) {
		if (taskId !== null) ledger.set(taskId, { status, cancelOnStop: false });
	}
	const search = createSearch({ client, clock, time: options.time, signal: stop, account });

	const context: JobContext = {
		client,
		clock,
		random,
		signal,
		durations: createDurations(processDurations),
		onSeen: (task) => {
			const state = ledger.get(task.id);
			if (state) ledger.set(task.id, { ...state, status: task.status });
			onSeen?.(task);
		},
		slots: account.openSlots({
			start: options.accountSlots,
			ceiling: options.mostSlots,
			// Tasks that nobody awaits hold no slot, so only PiAPI's refusals limit them.
			createOnly: !jobs.some((job) => job.awaits),
			signal,
		}),
		creating: {
			client,
			clock,
			time: options.time,
			records,
			search,
			executionId: options.executionId,
			account,
			withFiles: createLimiter(WITH_FILES_AT_ONCE, clock, signal),
			signal,
			onBusy: options.onBusy,
			retried: options.failFast ? options.retried : undefined,
			budget: options.budget,
			onProblem: options.failFast ? ending.stop : undefined,
		},
		onCreated: ({ itemIndex }, created) => {
			if (created) {
				open.set(itemIndex, created);
				onSeen?.(created.task ?? pendingTask(created.taskId));
			}
			uncreated.delete(itemIndex);
			if (options.endWhenCreated && uncreated.size === 0) ending.stop();
		},
		onTask: ({ cancelOnStop }, taskId, status) => ledger.set(taskId, { status, cancelOnStop }),
		onCreating: ({ cancelOnStop }, created) =>
			creates.add(
				created.then((result) => {
					if (isProblem(result)) {
						if (result.unclear) unclear.push(result);
					} else if (result) {
						const status = result.task?.status ?? 'pending';
						ledger.set(result.taskId, { status, cancelOnStop });
					}
				}),
			),
	};

	return {
		open,
		run: async (job) => {
			const result = await runJob(job, context);
			if (result !== undefined) open.delete(job.itemIndex);
			return result;
		},
		settled: creates.settled,
		taskIds: (problem) =>
			[...ledger.keys()].filter((taskId) => taskId !== problem.taskId || !hasFailed(problem)),
		unclear: (problem) => unclear.filter((other) => other !== problem),
		onStop() {
			// n8n runs the node once more when it is stopped between two tries.
			if (uncreated.size === jobs.length) {
				unclear.push(...earlier.filter(isUnanswered).map(unanswered));
			}
			const known = [...ledger.keys()];
			const { settled } = creates;
			void reportStop({ client, clock, ledger, unclear, settled, report: options.report });
			return known;
		},
		close: () => account.close(),
	};
}

const isUnanswered = ({ taskId, refusal, isOver }: TaskRecord): boolean =>
	taskId === undefined && refusal === undefined && isOver !== true;

const unanswered = ({ sentAt }: TaskRecord): Problem =>
	createProblem({
		message: 'A request got no answer; it is unknown whether its task was created',
		advice: `Check the PiAPI workspace for a task created around ${new Date(sentAt).toISOString()}.`,
		unclear: true,
	});
