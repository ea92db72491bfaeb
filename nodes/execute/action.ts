import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../task/clock';
import { createLimiter } from '../transport/limiter';
import { isProblem } from '../transport/problem';
import type { PiApiConnection } from './connection';
import { cancellation, failure, itemsOf, type ItemOutcome } from './outcome';

/** Something a node can do, for all its input items. */
export type Action = (
	context: IExecuteFunctions,
	connection: PiApiConnection,
) => Promise<INodeExecutionData[]>;

/** Something a node can do for one input item. */
export type ItemAction = (
	context: IExecuteFunctions,
	itemIndex: number,
	connection: PiApiConnection,
) => Promise<ItemOutcome>;

/** So many items at a time, in their order, each with its own outcome. Without Continue the first failure ends it. */
export const forEachItem =
	(action: ItemAction, atOnce = 1): Action =>
	async (context, connection) => {
		const { secrets, stop } = connection;
		const limiter = createLimiter(atOnce, systemClock, stop);
		let failedAt: number | undefined;
		const outcomes = await Promise.all(
			context.getInputData().map(
				async (_, itemIndex): Promise<ItemOutcome | undefined> =>
					await limiter.run(async () => {
						if (failedAt !== undefined || stop?.aborted) return undefined;
						const outcome = await action(context, itemIndex, connection);
						if (isProblem(outcome) && !context.continueOnFail()) failedAt ??= itemIndex;
						return outcome;
					}),
			),
		);
		if (stop?.aborted) throw cancellation(context);
		const failed = failedAt === undefined ? undefined : outcomes[failedAt];
		if (failedAt !== undefined && failed && isProblem(failed)) {
			throw failure(context, failed, failedAt, secrets);
		}
		return itemsOf(
			outcomes.map((outcome) => outcome ?? []),
			secrets,
		);
	};
