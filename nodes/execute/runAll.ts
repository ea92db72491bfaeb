import { systemClock } from '../task/clock';
import { createLimiter } from '../transport/limiter';
import { isProblem, unexpected, type Problem } from '../transport/problem';
import type { ItemOutcome } from './outcome';
import type { ReadyItem, Run, Work } from './work';

export type RunResult =
	/** By item; those that are missing did not finish. */
	| { readonly outcome: 'finished'; readonly outcomes: ReadonlyMap<number, ItemOutcome> }
	| { readonly outcome: 'failed'; readonly itemIndex: number; readonly problem: Problem }
	| { readonly outcome: 'stopped'; readonly text: string };

/** Runs the items side by side, until all have finished, one has failed (`failFast`) or the execution is stopped. */
export async function runAll<P>(
	ready: ReadonlyArray<ReadyItem<P>>,
	{ failFast, stop, ending }: Run,
	work: Work<P>,
): Promise<RunResult> {
	const outcomes = new Map<number, ItemOutcome>();
	const limiter = createLimiter(work.atOnce ?? Math.max(ready.length, 1), systemClock, stop);
	let isOver = false;
	let hasFailed = false;

	const attempt = async (item: ReadyItem<P>): Promise<ItemOutcome | undefined> => {
		try {
			return await work.run(item);
		} catch (thrown) {
			return unexpected(thrown);
		}
	};

	const runItem = async (item: ReadyItem<P>): Promise<ItemOutcome | undefined> =>
		await limiter.run(async () => {
			if (isOver || hasFailed) return undefined;
			const outcome = await attempt(item);
			// Known before the limiter lets the next item begin, which may cost money.
			hasFailed ||= failFast && isProblem(outcome);
			return outcome;
		});

	return await new Promise<RunResult>((resolve) => {
		const end = (): void => {
			isOver = true;
			ending.stop();
			stop.removeEventListener('abort', onStop);
		};
		const onStop = (): void => {
			if (isOver) return;
			end();
			resolve({ outcome: 'stopped', text: work.onStop?.() ?? '' });
		};
		const onProblem = async (itemIndex: number, problem: Problem): Promise<void> => {
			end();
			await (work.settled?.() ?? started);
			resolve({ outcome: 'failed', itemIndex, problem });
		};
		const start = async (item: ReadyItem<P>): Promise<void> => {
			const outcome = await runItem(item);
			if (outcome === undefined || isOver) return;
			if (failFast && isProblem(outcome)) void onProblem(item.itemIndex, outcome);
			else outcomes.set(item.itemIndex, outcome);
		};
		stop.addEventListener('abort', onStop);
		if (stop.aborted) return onStop();
		const started = Promise.all(ready.map(start));
		void started.then(() => {
			if (isOver) return;
			end();
			resolve({ outcome: 'finished', outcomes });
		});
	});
}
