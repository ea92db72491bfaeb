import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../task/clock';
import type { Exchange } from '../transport/exchange';
import { retry } from '../transport/retry';
import { createProblem, type Problem } from '../transport/problem';
import type { PiApiConnection } from '../execute/connection';
import { readTaskId } from '../execute/jobs';
import { toUnixSeconds } from './unixTime';
import type { ItemOutcome } from '../execute/outcome';

/** A cancel may be sent again: the second one finds nothing more to cancel. */
const CANCEL_FOR = 60_000;

/** Cancels one task. Source: https://piapi.ai/docs/midjourney-api/cancel-task */
export async function cancelTask(
	context: IExecuteFunctions,
	itemIndex: number,
	connection: PiApiConnection,
): Promise<ItemOutcome> {
	const taskId = readTaskId(context, itemIndex);
	if (typeof taskId !== 'string') return taskId;
	const exchange = await patiently(
		connection,
		async () => await connection.client.cancelTask(taskId),
	);
	const outcome = cancelled(exchange, itemIndex, { taskId });
	if (!('advice' in outcome)) return outcome;
	const advice = 'Only a task that is still pending can be cancelled.';
	return { ...outcome, taskId, advice: `${advice} ${outcome.advice}` };
}

/** Cancels every pending task made before a moment. Source: https://piapi.ai/docs/kling-api/cancel-tasks */
export async function cancelManyTasks(
	context: IExecuteFunctions,
	itemIndex: number,
	connection: PiApiConnection,
): Promise<ItemOutcome> {
	const given = context.getNodeParameter('createdBefore', itemIndex, '');
	const before = toUnixSeconds(given);
	if (before === undefined) {
		return createProblem({
			message:
				given === '' ? 'Created Before is empty' : `Created Before is ${JSON.stringify(given)}`,
			advice: 'Give Created Before a date and time, e.g. {{ $now }}.',
		});
	}
	const model = String(context.getNodeParameter('cancelModel', itemIndex, 'all'));
	const exchange = await patiently(
		connection,
		async () => await connection.client.cancelTasks(before, model),
	);
	const createdBefore = new Date(before * 1000).toISOString();
	return cancelled(exchange, itemIndex, { model, createdBefore });
}

const patiently = async (
	{ stop }: PiApiConnection,
	attempt: () => Promise<Exchange>,
): Promise<Exchange> =>
	await retry(attempt, {
		clock: systemClock,
		signal: stop,
		giveUpAt: systemClock.now() + CANCEL_FOR,
	});

function cancelled(exchange: Exchange, itemIndex: number, about: IDataObject): ItemOutcome {
	if (exchange.outcome === 'answered') {
		const json = { cancelled: true, ...about, message: exchange.envelope.message };
		return [{ json, pairedItem: { item: itemIndex } }];
	}
	const stopped: Problem = createProblem({
		message: 'The execution was canceled',
		advice: 'Run it again.',
	});
	return 'problem' in exchange ? exchange.problem : stopped;
}
