import { systemClock } from '../task/clock';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import type { ReadyItem, Run, Work } from './pipeline';
import { reasonOf } from './thrown';

/** Milliseconds that the event loop may be kept from other work: expressions are evaluated without a pause. */
const LONGEST_SLICE = 50;

/** Reads the parameters of all items. What goes wrong is the fault of its item alone. */
export async function prepareItems<P>(
	{ context, connections, stop }: Run,
	work: Work<P>,
): Promise<Array<ReadyItem<P> | Problem>> {
	const items: Array<ReadyItem<P> | Problem> = [];
	let sliceBegan = Date.now();
	for (const itemIndex of context.getInputData().keys()) {
		if (Date.now() - sliceBegan > LONGEST_SLICE) {
			await systemClock.sleep(1, stop);
			sliceBegan = Date.now();
		}
		const connection = await connections.of(itemIndex);
		if (isProblem(connection)) {
			items.push(connection);
			continue;
		}
		const prepared = attempt(() => work.prepare(itemIndex, connection));
		items.push(isProblem(prepared) ? prepared : { itemIndex, connection, prepared });
	}
	return items;
}

function attempt<T>(prepare: () => T): T | Problem {
	try {
		return prepare();
	} catch (thrown) {
		const { message, description } = reasonOf(thrown);
		const advice = 'Check the expressions in the fields of this node.';
		return createProblem({ message, advice: `${description} ${advice}`.trim() });
	}
}
