import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { CANCEL_MODELS } from '../catalog/settingChoices';
import { allRead, readChoice, required } from '../request/readValue';
import { systemClock } from '../task/clock';
import type { Exchange } from '../transport/exchange';
import { retry } from '../transport/retry';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import type { PiApiConnection } from '../execute/connection';
import { readTaskId } from '../execute/jobs';
import type { ItemOutcome } from '../execute/outcome';
import { readUnixSeconds } from './unixTime';

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
	const outcome = canceled(exchange, itemIndex, { taskId });
	if (!isProblem(outcome)) return outcome;
	const advice = 'Only a task that is still pending can be canceled.';
	return { ...outcome, taskId, advice: `${advice} ${outcome.advice}` };
}

/** Cancels every pending task created before a time. Source: https://piapi.ai/docs/kling-api/cancel-tasks */
export async function cancelManyTasks(
	context: IExecuteFunctions,
	itemIndex: number,
	connection: PiApiConnection,
): Promise<ItemOutcome> {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, null);
	const parameters = allRead({
		before: required(
			'Created Before',
			readUnixSeconds(context, 'Created Before', read('createdBefore')),
		),
		model: required('Model', readChoice('Model', CANCEL_MODELS, read('cancelModel'))),
	});
	if (isProblem(parameters)) return parameters;
	const { before } = parameters;
	const model = String(parameters.model);
	const exchange = await patiently(
		connection,
		async () => await connection.client.cancelTasks(before, model),
	);
	const createdBefore = new Date(before * 1000).toISOString();
	return canceled(exchange, itemIndex, { model, createdBefore });
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

function canceled(exchange: Exchange, itemIndex: number, about: IDataObject): ItemOutcome {
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
