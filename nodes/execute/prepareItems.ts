import type { INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../task/clock';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import type { PiApiConnection } from './connection';
import type { ReadyItem, Run, Work } from './work';
import { reasonOf } from './thrown';

/** Milliseconds that the event loop may be kept from other work: expressions are evaluated without a pause. */
const LONGEST_SLICE = 50;

/** An item that runs, what is wrong with it, or its output where it needs no run. */
type PreparedItem<P> = ReadyItem<P> | Problem | readonly INodeExecutionData[];

export const isReady = <P>(item: PreparedItem<P>): item is ReadyItem<P> =>
	!Array.isArray(item) && !isProblem(item);

/** Reads the parameters of all items, until a stop. What goes wrong is the fault of its item alone. */
export async function prepareItems<P>(
	{ context, connections, stop }: Run,
	work: Work<P>,
): Promise<Array<PreparedItem<P>>> {
	const items: Array<PreparedItem<P>> = [];
	let sliceBegan = Date.now();
	for (const itemIndex of context.getInputData().keys()) {
		if (Date.now() - sliceBegan > LONGEST_SLICE) {
			await systemClock.sleep(1, stop);
			if (stop.aborted) break;
			sliceBegan = Date.now();
		}
		const connection = await connections.of(itemIndex);
		const output = attempt(() => work.withoutRun?.(itemIndex, connection));
		items.push(output ?? prepareItem(work, itemIndex, connection));
	}
	return items;
}

function prepareItem<P>(
	work: Work<P>,
	itemIndex: number,
	connection: PiApiConnection | Problem,
): ReadyItem<P> | Problem {
	if (isProblem(connection)) return connection;
	const prepared = attempt(() => work.prepare(itemIndex, connection));
	return isProblem(prepared) ? prepared : { itemIndex, connection, prepared };
}

/** What is read, or why an expression in it fails. */
export function attempt<T>(read: () => T): T | Problem {
	try {
		return read();
	} catch (thrown) {
		const { message, description } = reasonOf(thrown);
		const advice = 'Check the expressions in the fields of this node.';
		return createProblem({ message, advice: `${description} ${advice}`.trim() });
	}
}
