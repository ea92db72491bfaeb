import type { IDataObject } from 'n8n-workflow';

import { CANCEL_MODELS } from '../catalog/settingChoices';
import { readTaskId } from '../execute/jobs';
import type { ItemOutcome } from '../execute/outcome';
import { forEachItem } from '../execute/pipeline';
import { allRead, readChoice, required } from '../request/readValue';
import { cancelAndConfirm } from '../task/cancelTask';
import type { Exchange } from '../transport/exchange';
import { isProblem, typeOf } from '../transport/problem';
import { readUnixSeconds } from './unixTime';

/** Milliseconds. A cancel may be sent again: the second one finds nothing more to cancel. */
const CANCEL_FOR = 60_000;

const ONLY_PENDING = 'Only a task that is still pending can be canceled.';

/** Cancels one task. Source: https://piapi.ai/docs/midjourney-api/cancel-task */
export const cancelTask = forEachItem<{ taskId: string }>(({ parameters }) => ({
	atOnce: 1,
	prepare(itemIndex) {
		const taskId = readTaskId(parameters, itemIndex);
		return isProblem(taskId) ? taskId : { taskId };
	},
	async run({ itemIndex, connection: { client, retry }, prepared: { taskId } }) {
		const exchange = await cancelAndConfirm(
			taskId,
			async () => await client.cancelTask(taskId),
			client,
			async (attempt) => await retry(attempt, CANCEL_FOR),
		);
		const outcome = outcomeOf(exchange, itemIndex, { taskId });
		if (!isProblem(outcome)) return outcome;
		// Any other type says nothing about the task.
		const why = typeOf(outcome) === 'invalid' ? `${ONLY_PENDING} ` : '';
		return { ...outcome, taskId, advice: `${why}${outcome.advice}` };
	},
}));

interface CancelMany {
	/** Unix seconds. */
	readonly before: number;
	readonly model: string;
}

/** Cancels every pending task created before a time. Source: https://piapi.ai/docs/kling-api/cancel-tasks */
export const cancelManyTasks = forEachItem<CancelMany>(({ context, parameters }) => ({
	atOnce: 1,
	prepare(itemIndex) {
		const given = parameters.read('createdBefore', itemIndex);
		const read = allRead({
			before: required('Created Before', readUnixSeconds(context, 'Created Before', given)),
			model: required(
				'Model',
				readChoice(
					'Model',
					CANCEL_MODELS,
					parameters.read('cancelModel', itemIndex, { label: 'Model' }),
				),
			),
		});
		return isProblem(read) ? read : { before: read.before, model: String(read.model) };
	},
	async run({ itemIndex, connection: { client, retry }, prepared: { before, model } }) {
		const exchange = await retry(async () => await client.cancelTasks(before, model), CANCEL_FOR);
		const createdBefore = new Date(before * 1000).toISOString();
		return outcomeOf(exchange, itemIndex, { model, createdBefore });
	},
}));

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
