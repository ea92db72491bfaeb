import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { systemClock } from '../task/clock';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { createStop } from '../transport/stopSignal';
import { mayPause } from './callbackPlan';
import { openConnections } from './connections';
import { failure, itemsOf, markProblems } from './outcome';
import type { Action } from './pipeline';
import { runTasks } from './tasks';
import { takeOwnCall } from './toolCall';

/** What a node does. */
export interface NodeActions {
	/** Whose tasks it creates. */
	readonly families: readonly Family[];
	/** What else it can do, by resource and operation. */
	readonly actions: Readonly<Record<string, Readonly<Record<string, Action>>>>;
}

/** Runs the chosen operation for all input items. */
export async function execute(
	context: IExecuteFunctions,
	nodeActions: NodeActions,
): Promise<INodeExecutionData[][]> {
	const ending = createStop(context.getExecutionCancelSignal());
	try {
		const action = takeOwnCall(context) ?? chosenAction(context, nodeActions);
		const items = isProblem(action)
			? forAllItems(context, action)
			: await action(
					context,
					await openConnections(context, systemClock, ending.signal, mayPause(context)),
				);
		return [markProblems(context.getNode(), items)];
	} finally {
		// A check that is still held back by Retry-After has nobody left to tell.
		ending.stop();
	}
}

function chosenAction(
	context: IExecuteFunctions,
	{ families, actions }: NodeActions,
): Action | Problem {
	// Neither takes an expression, so both are the same for all items.
	const chosen = String(context.getNodeParameter('operation', 0));
	const resource = String(context.getNodeParameter('resource', 0, families[0]?.value));
	const action = actions[resource]?.[chosen];
	if (action) return action;
	const family = families.find(({ value }) => value === resource);
	const operation = family?.operations.find(({ value }) => value === chosen);
	if (family === undefined || operation === undefined) {
		return createProblem({
			message: `Unknown operation "${chosen}"`,
			advice: 'Choose an operation from the list, or update the package.',
		});
	}
	return runTasks(families, {
		kind: 'create',
		makes: family.kind,
		availabilityNote: operation.availabilityNote ?? family.availabilityNote,
		sourceOf: () => ({ operation }),
	});
}

/** The same problem for every item. */
function forAllItems(context: IExecuteFunctions, problem: Problem): INodeExecutionData[] {
	if (!context.continueOnFail()) throw failure(context, problem, 0, []);
	return itemsOf(
		context.getInputData().map(() => problem),
		[],
	);
}
