import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { systemClock } from '../task/clock';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { createStop, type StopSignal } from '../transport/stopSignal';
import type { Action } from './action';
import { connect } from './connection';
import { failure, itemsOf, markProblems } from './outcome';
import { runTasks } from './tasks';

/** What a node does. */
export interface NodeActions {
	/** Whose tasks it makes. */
	readonly families: readonly Family[];
	/** What else it can do, by resource and operation. */
	readonly actions: Readonly<Record<string, Readonly<Record<string, Action>>>>;
}

/** Runs the chosen operation for all input items. */
export async function execute(
	context: IExecuteFunctions,
	offer: NodeActions,
): Promise<INodeExecutionData[][]> {
	const ending = createStop(context.getExecutionCancelSignal());
	try {
		return [markProblems(context, await executeUntil(ending.signal, context, offer))];
	} finally {
		// A look that is still held back by Retry-After has nobody left to tell.
		ending.stop();
	}
}

async function executeUntil(
	stop: StopSignal,
	context: IExecuteFunctions,
	{ families, actions }: NodeActions,
): Promise<INodeExecutionData[]> {
	const chosen = String(context.getNodeParameter('operation', 0));
	const resource = String(context.getNodeParameter('resource', 0, families[0]?.value));
	const connection = await connect(context, systemClock, stop);
	if (isProblem(connection)) return everywhere(context, connection);
	const action = actions[resource]?.[chosen];
	if (action) return await action(context, connection);
	const family = families.find(({ value }) => value === resource);
	const operation = family?.operations.find(({ value }) => value === chosen);
	if (family === undefined || operation === undefined) {
		return everywhere(
			context,
			createProblem({
				message: `The operation "${chosen}" is not known`,
				advice: 'Choose an operation of the list, or update the package.',
			}),
		);
	}
	return await runTasks(
		context,
		families,
		{
			kind: 'create',
			makes: family.kind,
			availabilityNote: family.availabilityNote,
			sourceOf: () => ({ operation }),
		},
		connection,
	);
}

/** The same problem for every item. */
function everywhere(context: IExecuteFunctions, problem: Problem): INodeExecutionData[] {
	if (!context.continueOnFail()) throw failure(context, problem, 0, []);
	return itemsOf(
		context.getInputData().map(() => problem),
		[],
	);
}
