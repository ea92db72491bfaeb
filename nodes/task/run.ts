import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { createPiApiTime } from '../transport/piApiTime';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { pendingTask, type Task } from '../transport/task';
import { createAccount } from './account';
import type { Job } from './job';
import type { CreatedTask } from './create';
import { hasFailed, runJob, type JobContext } from './runJob';
import type { Records, TaskRecord } from './records';
import { createSearch } from './search';
import { settleStop, type Report } from './stop';
import { createInFlight } from './inFlight';
import { createStop, type StopSignal } from '../transport/stopSignal';

export interface RunOptions {
	readonly client: Client;
	readonly clock: Clock;
	/** Between 0 and 1. */
	readonly random: () => number;
	readonly records: Records;
	readonly executionId: string;
	readonly report: Report;
	/** Told of each task when it is made and at each look. */
	readonly onSeen?: (task: Task) => void;
	/** Fires when the execution is stopped. */
	readonly stop?: StopSignal;
	readonly awaitTasks: boolean;
	/** Ends the run as soon as every job has its task: a callback will tell of the rest. */
	readonly leaveWhenMade: boolean;
	readonly returnUnfinished: boolean;
	readonly cancelTasksOnStop: boolean;
	/** Ends the run at the first problem. */
	readonly failFast: boolean;
	/** Tasks at a time, to begin with and at most. */
	readonly startSlots: number;
	readonly mostSlots?: number;
}

/** `T` is what `deliver` makes of a task; results stand in the order of the jobs. */
export type RunResult<T> =
	| { readonly outcome: 'ended'; readonly results: ReadonlyArray<T | Problem> }
	| {
			readonly outcome: 'failed';
			readonly itemIndex: number;
			readonly problem: Problem;
			/** Every task that the run holds, less the one of the problem if that has failed, and what is unclear beside them. */
			readonly taskIds: readonly string[];
			readonly unclear: readonly Problem[];
	  }
	/** With `leaveWhenMade`: undefined where the task goes on; `open` holds those tasks by item. */
	| {
			readonly outcome: 'left';
			readonly results: ReadonlyArray<T | Problem | undefined>;
			readonly open: ReadonlyMap<number, CreatedTask>;
	  }
	| { readonly outcome: 'stopped' };

/** Runs all jobs side by side, until all have ended, one has failed (`failFast`) or the execution is stopped. */
export async function runJobs<T extends object>(
	jobs: readonly Job[],
	options: RunOptions,
	deliver: (task: Task, itemIndex: number) => Promise<T | Problem>,
): Promise<RunResult<T>> {
	const { client, clock, random, records, stop } = options;
	const ending = createStop();
	const { signal } = ending;
	const ledger = new Map<string, string>();
	const unclear: Problem[] = [];
	const creates = createInFlight();
	const uncreated = new Set(jobs.map(({ itemIndex }) => itemIndex));
	const open = new Map<number, CreatedTask>();
	/** `leaving`: what has ended is still handed on. `over`: nobody takes anything any more. */
	let phase: 'running' | 'leaving' | 'over' = 'running';
	const isOver = (): boolean => phase === 'over';
	const account = createAccount({ clock, random });
	const time = createPiApiTime();
	records.taskIds().forEach((taskId) => account.claims.claim(taskId));
	const earlier = records.ofEarlierTries();
	for (const { taskId } of earlier) if (taskId !== undefined) ledger.set(taskId, 'unknown');
	const search = createSearch({ client, clock, time, signal: stop, account });
	const { executionId, awaitTasks, returnUnfinished } = options;

	const lanes: JobContext = {
		client,
		clock,
		random,
		signal,
		awaitTasks,
		returnUnfinished,
		onSeen: options.onSeen,
		slots: account.openSlots({
			start: awaitTasks ? options.startSlots : undefined,
			ceiling: options.mostSlots,
			createOnly: !awaitTasks,
			signal,
		}),
		creating: { client, clock, time, records, search, executionId, account, signal },
		onCreated: (itemIndex, made) => {
			if (made) {
				open.set(itemIndex, made);
				options.onSeen?.(made.task ?? pendingTask(made.taskId));
			}
			uncreated.delete(itemIndex);
			if (!options.leaveWhenMade || uncreated.size > 0 || phase !== 'running') return;
			phase = 'leaving';
			ending.stop();
		},
		onTask: (taskId, status) => ledger.set(taskId, status),
		onCreating: (made) =>
			creates.add(
				made.then((result) => {
					if (result && isProblem(result) && result.unclear) {
						unclear.push(result);
					} else if (result && !isProblem(result)) {
						ledger.set(result.taskId, result.task?.status ?? 'pending');
					}
				}),
			),
	};

	const lane = async (job: Job): Promise<T | Problem | undefined> => {
		try {
			const result = await runJob(job, lanes);
			if (result === undefined || isOver()) return undefined;
			open.delete(job.itemIndex);
			return 'task' in result ? await handOn(result.task, job.itemIndex) : result.problem;
		} catch (thrown) {
			return unexpected(thrown);
		}
	};
	const handOn = async (task: Task, itemIndex: number): Promise<T | Problem> => {
		try {
			return await deliver(task, itemIndex);
		} catch (thrown) {
			return { ...unexpected(thrown), taskId: task.id, taskStatus: task.status };
		}
	};

	return await new Promise<RunResult<T>>((resolve) => {
		const onStop = (): void => {
			if (isOver()) return;
			phase = 'over';
			ending.stop();
			void settleStop({
				client,
				clock,
				ledger,
				unclear,
				settled: creates.settled,
				report: options.report,
				cancelTasks: options.cancelTasksOnStop,
			});
			resolve({ outcome: 'stopped' });
		};
		const onProblem = async (itemIndex: number, problem: Problem): Promise<void> => {
			phase = 'over';
			ending.stop();
			// Tasks of requests under way would be lost if nobody waited for their ids.
			await creates.settled();
			resolve({
				outcome: 'failed',
				itemIndex,
				problem,
				taskIds: [...ledger.keys()].filter(
					(taskId) => taskId !== problem.taskId || !hasFailed(problem),
				),
				unclear: unclear.filter((other) => other !== problem),
			});
		};
		stop?.addEventListener('abort', onStop);
		if (stop?.aborted) {
			// n8n runs the node once more when it is stopped between two tries.
			unclear.push(...earlier.filter(({ taskId }) => taskId === undefined).map(unanswered));
			return onStop();
		}

		const started = jobs.map(async (job) => {
			const result = await lane(job);
			if (options.failFast && result && isProblem(result) && !isOver()) {
				void onProblem(job.itemIndex, result);
			}
			return result;
		});
		void Promise.all(started).then((results) => {
			stop?.removeEventListener('abort', onStop);
			if (isOver()) return;
			if (open.size > 0 && phase === 'leaving') return resolve({ outcome: 'left', results, open });
			resolve({
				outcome: 'ended',
				results: results.map((result) => result ?? unexpected('no result')),
			});
		});
	});
}

const unanswered = ({ sentAt }: TaskRecord): Problem =>
	createProblem({
		message: 'A request got no answer; whether its task was made is unclear',
		advice: `Look in the PiAPI workspace for a task made around ${new Date(sentAt).toISOString()}.`,
		unclear: true,
	});

/** A fault of this package or of n8n must not take the other items along. */
const unexpected = (thrown: unknown): Problem =>
	createProblem({
		message: thrown instanceof Error ? thrown.message : String(thrown),
		advice: 'This was not expected; please report it with the steps that led to it.',
	});
