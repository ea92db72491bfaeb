import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { quoted, wrong } from '../request/readValue';
import { systemClock } from '../task/clock';
import { isProblem, type Problem } from '../transport/problem';
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
	// Neither takes an expression, so both are the same for all items. n8n has no operation where it does not know the resource.
	const resource = String(context.getNodeParameter('resource', 0, families[0]?.value));
	const chosen = String(context.getNodeParameter('operation', 0, ''));
	const own = actions[resource] ?? {};
	const action = own[chosen];
	if (action) return action;
	const family = families.find(({ value }) => value === resource);
	if (family === undefined && actions[resource] === undefined) {
		return notListed('Resource', resource, [...families.map(valueOf), ...Object.keys(actions)]);
	}
	const { operations = [] } = family ?? {};
	const operation = operations.find(({ value }) => value === chosen);
	if (family === undefined || operation === undefined) {
		return notListed('Operation', chosen, [...operations.map(valueOf), ...Object.keys(own)]);
	}
	return runTasks(families, {
		kind: 'create',
		makes: family.kind,
		availabilityNote: operation.availabilityNote ?? family.availabilityNote,
		sourceOf: () => ({ operation }),
	});
}

const valueOf = ({ value }: { readonly value: string }): string => value;

/** n8n removes all fields of a choice that it does not know, so no other spelling will do. */
const notListed = (label: string, given: string, values: readonly string[]): Problem =>
	wrong(
		label,
		`is ${quoted(given)}`,
		`Choose one of ${[...new Set(values)].sort().join(', ')}. If it belongs to a later version of this package, update the package.`,
	);

/** The same problem for every item. */
function forAllItems(context: IExecuteFunctions, problem: Problem): INodeExecutionData[] {
	if (!context.continueOnFail()) throw failure(context, problem, 0, []);
	return itemsOf(
		context.getInputData().map(() => problem),
		[],
	);
}
