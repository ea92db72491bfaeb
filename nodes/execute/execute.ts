import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { systemClock } from '../task/clock';
import { isProblem, type Problem } from '../transport/problem';
import { createStop, type StopSignal } from '../transport/stopSignal';
import { cancelManyTasks, cancelTask } from './cancelTasks';
import { connect, type PiApiConnection } from './connection';
import { failure, itemsOf, type ItemOutcome } from './outcome';
import { runTasks } from './tasks';

type ItemAction = (
	context: IExecuteFunctions,
	itemIndex: number,
	connection: PiApiConnection,
) => Promise<ItemOutcome>;

const ITEM_ACTIONS: Readonly<Record<string, ItemAction>> = { cancelTask, cancelManyTasks };

/** Runs the chosen operation for all input items. `families` is what the node offers. */
export async function execute(
	context: IExecuteFunctions,
	families: readonly Family[],
): Promise<INodeExecutionData[][]> {
	const ending = createStop(context.getExecutionCancelSignal());
	try {
		return [await executeUntil(ending.signal, context, families)];
	} finally {
		// A look that is still held back by Retry-After has nobody left to tell.
		ending.stop();
	}
}

async function executeUntil(
	stop: StopSignal,
	context: IExecuteFunctions,
	families: readonly Family[],
): Promise<INodeExecutionData[]> {
	const chosen = String(context.getNodeParameter('operation', 0));
	const resource = context.getNodeParameter('resource', 0, families[0]?.value);
	const family = families.find(({ value }) => value === resource);
	const connection = await connect(context, systemClock, stop);
	if (isProblem(connection)) return everywhere(context, connection);
	const action = ITEM_ACTIONS[chosen];
	if (action) return await forEachItem(context, action, connection);
	const operation = family?.operations.find(({ value }) => value === chosen);
	if (family === undefined || (operation === undefined && chosen !== 'getTask')) {
		return everywhere(context, {
			message: `The operation "${chosen}" is not known`,
			advice: 'Choose an operation of the list, or update the package.',
		});
	}
	return await runTasks(context, families, family, operation, connection);
}

/** The same problem for every item. */
function everywhere(context: IExecuteFunctions, problem: Problem): INodeExecutionData[] {
	if (!context.continueOnFail()) throw failure(context, problem, 0, []);
	return itemsOf(
		context.getInputData().map(() => problem),
		[],
	);
}

async function forEachItem(
	context: IExecuteFunctions,
	action: ItemAction,
	connection: PiApiConnection,
): Promise<INodeExecutionData[]> {
	const outcomes: ItemOutcome[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		const outcome = await action(context, itemIndex, connection);
		if (isProblem(outcome) && !context.continueOnFail()) {
			throw failure(context, outcome, itemIndex, connection.secrets);
		}
		outcomes.push(outcome);
	}
	return itemsOf(outcomes, connection.secrets);
}
