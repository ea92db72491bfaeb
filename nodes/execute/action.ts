import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { isProblem } from '../transport/problem';
import type { PiApiConnection } from './connection';
import { failure, itemsOf, type ItemOutcome } from './outcome';

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

/** One item after the other, each with its own outcome. */
export const forEachItem =
	(action: ItemAction): Action =>
	async (context, connection) => {
		const outcomes: ItemOutcome[] = [];
		for (const itemIndex of context.getInputData().keys()) {
			const outcome = await action(context, itemIndex, connection);
			if (isProblem(outcome) && !context.continueOnFail()) {
				throw failure(context, outcome, itemIndex, connection.secrets);
			}
			outcomes.push(outcome);
		}
		return itemsOf(outcomes, connection.secrets);
	};
