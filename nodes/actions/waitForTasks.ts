import type { INodeExecutionData } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { createBill } from '../execute/bill';
import { createDelivery } from '../execute/delivery';
import { openResultWarnings } from '../execute/hints';
import type { Parameters } from '../execute/parameters';
import { forEachItem, type Action } from '../execute/pipeline';
import { createProgress } from '../execute/progress';
import { readSettings, type Settings } from '../execute/settings';
import { isTool } from '../execute/tool';
import { emptyProblem, readList, required } from '../request/readValue';
import { problemItem } from '../result/problemItem';
import { systemClock } from '../task/clock';
import { processDurations } from '../task/durations';
import { paceOf } from '../task/pace';
import { waitForEnd } from '../task/wait';
import { beginningOf } from '../transport/cutText';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { createStop } from '../transport/stopSignal';
import { isTaskId } from '../transport/task';

const ITEMS_AT_ONCE = 8;

const LABEL = 'Task IDs';

/** A list, or a text with one ID a line or separated by commas. */
function readTaskIds(parameters: Parameters, itemIndex: number): string[] | Problem {
	const given = parameters.read('taskIds', itemIndex, { label: LABEL });
	const texts = required(LABEL, readList(LABEL, given));
	if (isProblem(texts)) return texts;
	const words = texts.flatMap((text) => String(text).split(/\s+/));
	const ids = [...new Set(words.filter((id) => id !== ''))];
	const wrongId = ids.find((id) => !isTaskId(id));
	if (ids.length === 0) return emptyProblem(LABEL);
	return wrongId === undefined
		? ids
		: createProblem({
				message: `"${beginningOf(wrongId, 80)}" of ${LABEL} is not a valid task ID`,
				advice: `Set ${LABEL} to IDs separated by commas or lines, or to a list of them.`,
			});
}

interface Prepared {
	readonly settings: Settings;
	readonly taskIds: readonly string[];
}

/** Waits for tasks that exist already, all of an item side by side. */
export const waitForTasks = (families: readonly Family[]): Action =>
	forEachItem<Prepared>((run) => {
		const { context, parameters, connections, failFast } = run;
		const warnings = openResultWarnings(context, () => connections.secrets());
		const deliver = createDelivery(context.helpers, families, {
			signal: run.stop,
			onHint: warnings.add,
		});
		const tool = isTool(context);
		const bill = createBill();
		return {
			close: warnings.show,
			atOnce: ITEMS_AT_ONCE,
			prepare(itemIndex) {
				const settings = readSettings(parameters, itemIndex, tool);
				if (isProblem(settings)) return settings;
				const taskIds = readTaskIds(parameters, itemIndex);
				return isProblem(taskIds) ? taskIds : { settings, taskIds };
			},
			async finish(outcomes) {
				bill.show(context);
				return await Promise.resolve({ outcomes: outcomes.map((outcome) => outcome ?? []) });
			},
			async run({ itemIndex, connection: { client }, prepared: { settings, taskIds } }) {
				const secrets = connections.secrets();
				const ending = createStop(run.ending.signal);
				const onSeen = createProgress(context, taskIds.length, systemClock, secrets);
				const since = systemClock.now();
				const pace = paceOf('video', { timeoutSeconds: settings.timeout });
				let firstProblem: Problem | undefined;
				const waitFor = async (taskId: string): Promise<INodeExecutionData[]> => {
					const result = await waitForEnd(
						{
							taskId,
							pace,
							since,
							limitSince: since,
							checkFirst: true,
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
					bill.add(result);
					if (result === undefined) return [];
					const outcome =
						'task' in result
							? await deliver(result.task, itemIndex, settings, since + pace.timeout)
							: { ...result.problem, taskId };
					if (!isProblem(outcome)) return outcome;
					firstProblem ??= outcome;
					if (failFast) ending.stop();
					return [problemItem(outcome, itemIndex)];
				};
				const outcomes = await Promise.all(taskIds.map(waitFor));
				ending.stop();
				return failFast && firstProblem ? firstProblem : outcomes.flat();
			},
		};
	});
