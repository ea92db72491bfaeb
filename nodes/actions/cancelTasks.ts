import type { IDataObject } from 'n8n-workflow';

import { readTaskId } from '../execute/jobs';
import { forEachItem, type Run } from '../execute/pipeline';
import type { ItemOutcome } from '../execute/outcome';
import { systemClock } from '../task/clock';
import type { Exchange } from '../transport/exchange';
import { createProblem, isProblem } from '../transport/problem';
import { retry } from '../transport/retry';
import { toUnixSeconds } from './unixTime';

/** Milliseconds. A cancel may be sent again: the second one finds nothing more to cancel. */
const CANCEL_FOR = 60_000;

/** Cancels one task. Source: https://piapi.ai/docs/midjourney-api/cancel-task */
export const cancelTask = forEachItem<{ taskId: string }>((run) => ({
	atOnce: 1,
	prepare(itemIndex) {
		const taskId = readTaskId(run.parameters, itemIndex);
		return isProblem(taskId) ? taskId : { taskId };
	},
	async run({ itemIndex, connection: { client }, prepared: { taskId } }) {
		const exchange = await retryCancel(run, async () => await client.cancelTask(taskId));
		const outcome = outcomeOf(exchange, itemIndex, { taskId });
		if (!isProblem(outcome)) return outcome;
		const advice = 'Only a task that is still pending can be canceled.';
		return { ...outcome, taskId, advice: `${advice} ${outcome.advice}` };
	},
}));

interface CancelMany {
	/** Unix seconds. */
	readonly before: number;
	readonly model: string;
}

/** Cancels every pending task created before a time. Source: https://piapi.ai/docs/kling-api/cancel-tasks */
export const cancelManyTasks = forEachItem<CancelMany>((run) => ({
	atOnce: 1,
	prepare(itemIndex) {
		const given = run.parameters.read('createdBefore', itemIndex);
		const before = toUnixSeconds(given);
		if (before === undefined) {
			return createProblem({
				message:
					given === '' || given === null
						? 'Created Before is empty'
						: `Created Before is ${JSON.stringify(given)}`,
				advice: 'Give Created Before a date and time, e.g. {{ $now }}.',
			});
		}
		return {
			before,
			model: String(run.parameters.read('cancelModel', itemIndex, 'Model') ?? 'all'),
		};
	},
	async run({ itemIndex, connection: { client }, prepared: { before, model } }) {
		const exchange = await retryCancel(run, async () => await client.cancelTasks(before, model));
		const createdBefore = new Date(before * 1000).toISOString();
		return outcomeOf(exchange, itemIndex, { model, createdBefore });
	},
}));

const retryCancel = async ({ stop }: Run, attempt: () => Promise<Exchange>): Promise<Exchange> =>
	await retry(attempt, {
		clock: systemClock,
		signal: stop,
		giveUpAt: systemClock.now() + CANCEL_FOR,
	});

function outcomeOf(
	exchange: Exchange,
	itemIndex: number,
	about: IDataObject,
): ItemOutcome | undefined {
	if (exchange.outcome === 'canceled') return undefined;
	if (exchange.outcome !== 'answered') return exchange.problem;
	const json = { canceled: true, ...about, message: exchange.envelope.message };
	return [{ json, pairedItem: { item: itemIndex } }];
}
