import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { problemItem } from '../result/item';
import { systemClock } from '../task/clock';
import { processDurations } from '../task/durations';
import { paceOf } from '../task/pace';
import { waitForEnd } from '../task/wait';
import { createProblem, isProblem, withoutSecrets, type Problem } from '../transport/problem';
import { createStop } from '../transport/stopSignal';
import { isTaskId } from '../transport/task';
import { forEachItem, type Action, type ItemAction } from '../execute/action';
import { createDelivery } from '../execute/delivery';
import type { ItemOutcome } from '../execute/outcome';
import { createProgress } from '../execute/progress';
import { readSettings } from '../execute/settings';

const ITEMS_AT_ONCE = 8;

/** A list, or a text with one ID a line or separated by commas. */
function readTaskIds(context: IExecuteFunctions, itemIndex: number): string[] | Problem {
	const given: unknown = context.getNodeParameter('taskIds', itemIndex, '');
	const list = Array.isArray(given) ? given.map(String) : String(given ?? '').split(/[\s,;]+/);
	const ids = [...new Set(list.map((id) => id.trim()).filter((id) => id !== ''))];
	const wrong = ids.find((id) => !isTaskId(id));
	if (ids.length === 0) {
		return createProblem({
			message: 'Task IDs is empty',
			advice: 'Give the IDs of the tasks to wait for.',
		});
	}
	return wrong === undefined
		? ids
		: createProblem({
				message: `"${wrong.slice(0, 80)}" of Task IDs is not a task ID`,
				advice: 'Give IDs separated by commas or lines, or an expression with a list of them.',
			});
}

const waitForItem =
	(families: readonly Family[]): ItemAction =>
	async (context, itemIndex, { client, stop, secrets }): Promise<ItemOutcome> => {
		const settings = readSettings(context, itemIndex);
		if (isProblem(settings)) return settings;
		const ids = readTaskIds(context, itemIndex);
		if (isProblem(ids)) return ids;
		const deliverTask = createDelivery(context.helpers, families, stop);
		const failFast = !context.continueOnFail();
		const ending = createStop(stop);
		const onSeen = createProgress(context, ids.length, systemClock, secrets);
		const since = systemClock.now();
		let firstProblem: Problem | undefined;
		const outcomes = await Promise.all(
			ids.map(async (taskId): Promise<INodeExecutionData[]> => {
				const result = await waitForEnd(
					{
						taskId,
						pace: paceOf('video', { timeLimitSeconds: settings.timeLimit }),
						since,
						limitSince: since,
						lookFirst: true,
						known: false,
					},
					{
						client,
						clock: systemClock,
						random: Math.random,
						signal: ending.signal,
						returnUnfinished: settings.returnUnfinished,
						durations: processDurations,
						onSeen,
					},
				);
				if (result === undefined) return [];
				const outcome =
					'task' in result
						? await deliverTask(result.task, itemIndex, settings)
						: { ...result.problem, taskId };
				if (!isProblem(outcome)) return outcome;
				firstProblem ??= outcome;
				if (failFast) ending.stop();
				const message = withoutSecrets(outcome.message, secrets);
				return [problemItem({ ...outcome, message }, itemIndex)];
			}),
		);
		ending.stop();
		return failFast && firstProblem ? firstProblem : outcomes.flat();
	};

/** Waits for tasks that are there already, all of an item side by side. */
export const waitForTasks = (families: readonly Family[]): Action =>
	forEachItem(waitForItem(families), ITEMS_AT_ONCE);
