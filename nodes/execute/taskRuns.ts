import { openAccount } from '../task/account';
import { openBudget, type Budget } from '../task/budget';
import { systemClock } from '../task/clock';
import type { CreatedTask } from '../task/createContext';
import type { JobResult } from '../task/job';
import { openTaskRun, type TaskRun, type TaskRunOptions } from '../task/run';
import { isProblem, type Problem } from '../transport/problem';
import { createBusyNotice } from './busyNotice';
import type { PiApiConnection } from './connection';
import type { PreparedJob } from './jobs';
import { reportTo, retriedIn, stoppedText, tasksInError } from './leftTasks';
import type { ReadyItem, Run } from './work';
import { createProgress } from './progress';
import { slotsFor } from './slotsFor';

type Item = ReadyItem<PreparedJob>;

/** The tasks of a run of the node: those of all items that use the same account belong together. */
interface TaskRuns {
	/** `endWhenCreated` ends the run as soon as every item has its task: a callback tells of the rest. */
	open(items: readonly Item[], endWhenCreated: boolean): Promise<void>;
	run(item: Item): Promise<JobResult>;
	settled(): Promise<void>;
	remainder(problem: Problem): string;
	onStop(): string;
	/** Tasks that are created and have not finished, by item. */
	unfinished(): ReadonlyMap<number, CreatedTask>;
	close(): void;
}

export function createTaskRuns(run: Run): TaskRuns {
	const runs = new Map<PiApiConnection, TaskRun>();
	/** One for all accounts: the limit is the node's. */
	const budgetFor = (items: readonly Item[]): Budget | undefined => {
		const limit = items[0]?.prepared.settings.spendingLimit;
		return limit === undefined ? undefined : openBudget(run.context.getContext('node'), limit);
	};
	const all = <T>(each: (taskRun: TaskRun) => readonly T[]): T[] =>
		[...runs.values()].flatMap(each);
	return {
		async open(items, endWhenCreated) {
			const budget = budgetFor(items);
			const used = new Map(items.map(({ itemIndex, connection }) => [itemIndex, connection]));
			const [first] = used.values();
			for (const connection of new Set(used.values())) {
				const own = items.filter((item) => item.connection === connection);
				// An earlier try may have created tasks for items that this one does not run.
				const isOwn = (itemIndex: number): boolean => (used.get(itemIndex) ?? first) === connection;
				const options = { endWhenCreated, budget, isOwn };
				runs.set(connection, await openOne(run, connection, own, options));
			}
			if (items.length > 0 || !run.stop.aborted) return;
			// Stopped before an item could be read: the tasks of an earlier try are still named.
			const connection = await run.connections.of(0);
			if (isProblem(connection)) return;
			runs.set(connection, await openOne(run, connection, [], { endWhenCreated, budget }));
		},
		run: async ({ connection, prepared: { job } }) => await runs.get(connection)?.run(job),
		settled: async () => {
			await Promise.all(all((taskRun) => [taskRun.settled()]));
		},
		remainder: (problem) =>
			tasksInError(
				all((taskRun) => taskRun.taskIds(problem)),
				all((taskRun) => taskRun.unclear(problem)),
				run.context.getMode(),
				problem,
			),
		onStop: () => stoppedText(all((taskRun) => taskRun.onStop())),
		unfinished: () => new Map(all((taskRun) => [...taskRun.open])),
		close: () => runs.forEach((taskRun) => taskRun.close()),
	};
}

async function openOne(
	{ context, connections, records, executionId, failFast, stop, ending }: Run,
	{ client, time, account }: PiApiConnection,
	items: readonly Item[],
	options: Pick<TaskRunOptions, 'endWhenCreated' | 'budget' | 'isOwn'>,
): Promise<TaskRun> {
	const secrets = connections.secrets();
	const timing = { clock: systemClock, random: Math.random };
	return openTaskRun(
		items.map(({ prepared }) => prepared.job),
		{
			...timing,
			client,
			time,
			account: openAccount(account, timing),
			records,
			executionId,
			report: reportTo(context, secrets),
			onSeen: createProgress(context, items.length, systemClock, secrets),
			onBusy: createBusyNotice(context, systemClock),
			stop,
			ending,
			failFast,
			retried: retriedIn(context.getMode()),
			...options,
			...(await slotsFor(items, client)),
		},
	);
}
