import type { Family } from '../catalog/vocabulary';
import { systemClock } from '../task/clock';
import { checkTask } from '../task/checkTask';
import type { CreatedTask } from '../task/createContext';
import { isFinal, pendingTask } from '../transport/task';

import type { Bill } from './bill';
import { triedOf, type Deliver } from './delivery';
import type { PreparedJob } from './jobs';
import type { ItemOutcome } from './outcome';
import type { Finished, ReadyItem, Run } from './work';
import { outcomeOf } from './resume';
import { putToWait, waitingItem } from './waitingTask';

/** Milliseconds; n8n resumes what is due once a minute. */
const SHORTEST_WAIT = 60_000;

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

/**
 * Puts the execution to wait until PiAPI calls back. Each open task is checked once more before: a callback that comes
 * too early is lost.
 */
export async function waitForCallback(created: CreatedRun): Promise<Finished> {
	const { run, families, items, outcomes, unfinished, deliver, bill } = created;
	const byItem = new Map(items.map((item) => [item.itemIndex, item]));
	const limits: number[] = [];
	const fresh = await Promise.all(
		outcomes.map(async (outcome, itemIndex): Promise<ItemOutcome> => {
			const item = byItem.get(itemIndex);
			const task = unfinished.get(itemIndex);
			if (outcome !== undefined || item === undefined || task === undefined) return outcome ?? [];
			const { job, settings } = item.prepared;
			const format = { ...settings, tried: job.kind === 'create' ? triedOf(job.name) : undefined };
			const check = await checkTask(item.connection.client, task.taskId);
			const seen = check.outcome === 'answered' ? check.task : undefined;
			const current = seen ?? task.task ?? pendingTask(task.taskId);
			const giveUpAt = task.sentAt + job.pace.timeout;
			if (isFinal(current)) {
				bill.add({ task: current });
				return await outcomeOf(current, { itemIndex, format }, giveUpAt, deliver);
			}
			limits.push(giveUpAt);
			return [waitingItem(current, families, itemIndex, format)];
		}),
	);
	if (limits.length === 0) {
		// After a pause there is no way to show it.
		bill.show(run.context);
		return { outcomes: fresh };
	}
	const until = new Date(Math.max(...limits, systemClock.now() + SHORTEST_WAIT));
	return {
		outcomes: fresh,
		deliver: async (waiting) => await putToWait(run.context, waiting, until),
	};
}
