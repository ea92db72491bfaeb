import { WAIT_INDEFINITELY } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { systemClock } from '../task/clock';
import { checkTask } from '../task/checkTask';
import type { CreatedTask } from '../task/createContext';
import { withoutSecrets } from '../transport/problem';
import { isFinal, pendingTask, type Task } from '../transport/task';

import type { Bill } from './bill';
import type { PiApiConnection } from './connection';
import { triedOf, type Deliver, type ItemFormat } from './delivery';
import type { PreparedJob } from './jobs';
import type { ItemOutcome } from './outcome';
import type { Finished, ReadyItem, Run } from './work';
import { outcomeOf } from './resume';
import { putToWait, waitingItem } from './waitingTask';

/** Milliseconds; n8n resumes what is due once a minute. */
const SHORTEST_WAIT = 60_000;
/** Milliseconds for which a check that fails is repeated: PiAPI repeats a call that n8n refuses for no longer. */
const CHECK_FOR = 5_000;

interface CreatedRun {
	readonly run: Run;
	readonly families: readonly Family[];
	readonly items: ReadonlyArray<ReadyItem<PreparedJob>>;
	/** In the order of the input; undefined where the task has not finished. */
	readonly outcomes: ReadonlyArray<ItemOutcome | undefined>;
	/** Tasks that have not finished, by item. */
	readonly unfinished: ReadonlyMap<number, CreatedTask>;
	readonly deliver: Deliver;
	readonly bill: Bill;
}

/** An item whose task has not finished, as far as known. */
interface OpenItem {
	readonly itemIndex: number;
	readonly taskId: string;
	readonly task: Task;
	readonly format: ItemFormat;
	readonly giveUpAt: number;
	readonly connection: PiApiConnection;
}

/**
 * Puts the execution to wait until PiAPI calls back. A callback that comes before is lost, so each open task is checked
 * until nothing has happened since its last check.
 */
export async function waitForCallback(created: CreatedRun): Promise<Finished> {
	const { run, families, bill } = created;
	const outcomes = [...created.outcomes];
	let open = openItems(created);
	let finished: OpenItem[];
	do {
		const checked = await Promise.all(open.map(check));
		finished = checked.filter(({ task }) => isFinal(task));
		open = checked.filter(({ task }) => !isFinal(task));
		await Promise.all(
			finished.map(async ({ task, itemIndex, format, giveUpAt }) => {
				bill.add({ task });
				const item = { itemIndex, format };
				outcomes[itemIndex] = await outcomeOf(task, item, giveUpAt, created.deliver);
			}),
		);
	} while (finished.length > 0 && open.length > 0);
	for (const { task, itemIndex, format } of open) {
		outcomes[itemIndex] = [waitingItem(task, families, itemIndex, format)];
	}
	const complete = outcomes.map((outcome) => outcome ?? []);
	if (open.length === 0) {
		// After a pause there is no way to show it.
		bill.show(run.context);
		return { outcomes: complete };
	}
	const taskIds = open.map(({ taskId }) => taskId).join(', ');
	const until = untilLimit(open.map(({ giveUpAt }) => giveUpAt));
	return {
		outcomes: complete,
		deliver: async (waiting) => {
			// Should n8n cancel the paused execution, nothing else names them.
			const text = `The execution pauses until PiAPI calls back. Its tasks: ${taskIds}.`;
			run.context.logger.info(withoutSecrets(text, run.connections.secrets()));
			return await putToWait(run.context, waiting, until);
		},
	};
}

const openItems = ({ items, outcomes, unfinished }: CreatedRun): OpenItem[] =>
	items.flatMap(({ itemIndex, connection, prepared: { job, settings } }) => {
		const task = unfinished.get(itemIndex);
		if (task === undefined || outcomes[itemIndex] !== undefined) return [];
		const tried = job.kind === 'create' ? triedOf(job.name) : undefined;
		return {
			itemIndex,
			taskId: task.taskId,
			task: task.task ?? pendingTask(task.taskId),
			format: { ...settings, tried },
			giveUpAt: task.sentAt + job.pace.timeout,
			connection,
		};
	});

/** The item with its task as PiAPI shows it, or as it was where PiAPI does not. */
async function check(item: OpenItem): Promise<OpenItem> {
	const { taskId, connection } = item;
	const answer = await connection.retry(
		async () => await checkTask(connection.client, taskId),
		CHECK_FOR,
	);
	return answer.outcome === 'answered' ? { ...item, task: answer.task } : item;
}

/** At the last limit, as far as n8n waits and stores dates. */
const untilLimit = (limits: readonly number[]): Date => {
	const last = Math.max(...limits, systemClock.now() + SHORTEST_WAIT);
	return new Date(Math.min(last, WAIT_INDEFINITELY.getTime()));
};
