import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { runWorkflow, type RunOptions, type WorkflowRun } from '../tools/engine';
import { realNow } from './clock';
import type { Address, Story } from './simulatorPlan';

export const promptOf = (itemIndex: number): string => `a fox, number ${itemIndex}`;

/** Imagine, with another prompt for each item. */
export const imagine = (more: INodeParameters = {}): INodeParameters => ({
	operation: 'imagine',
	prompt: '=a fox, number {{ $json.number }}',
	downloadFiles: false,
	...more,
});

export const itemsOf = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, number) => ({ json: { number } }));

export interface TimedRun {
	readonly run: WorkflowRun;
	/** Real time, for the workflow as a whole. */
	readonly seconds: number;
}

/** Runs the node once in n8n-core; fails when the run does. */
export async function timeNode(
	{ url, uploadUrl, apiKey }: Address,
	options: Omit<RunOptions, 'credentials'>,
): Promise<TimedRun> {
	const startedAt = realNow();
	const run = await runWorkflow({
		// Not `manual`: nobody watches.
		mode: 'trigger',
		...options,
		credentials: { apiKey, baseUrl: url, uploadUrl },
	});
	const seconds = (realNow() - startedAt) / 1000;
	if (run.error) throw run.error;
	return { run, seconds };
}

/** What the ledger says about tasks and items. */
export interface Balance {
	/** Items whose result is of another item's task, or that are paired with another item. */
	readonly outOfOrder: number;
	/** Tasks that were created and are in no item. */
	readonly lost: number;
	/** Tasks created beyond one an item. */
	readonly doubled: number;
	/** Items that are errors, or not there at all. */
	readonly withoutResult: number;
}

const pairedWith = ({ pairedItem }: INodeExecutionData): unknown =>
	typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : pairedItem;

/** Holds the items against the ledger. */
export function balanceOf(
	output: readonly INodeExecutionData[],
	{ tasks }: Story,
	itemCount: number,
): Balance {
	const promptById = new Map(tasks.map(({ id, prompt }) => [id, prompt]));
	const told = new Set(output.map(({ json }) => json.taskId));
	const results = output.filter(({ json }) => json.error === undefined);
	return {
		outOfOrder: output.filter(
			(item, index) =>
				pairedWith(item) !== index ||
				(item.json.error === undefined &&
					promptById.get(String(item.json.taskId)) !== promptOf(index)),
		).length,
		lost: tasks.filter(({ id }) => !told.has(id)).length,
		doubled: tasks.length - new Set(promptById.values()).size,
		withoutResult: itemCount - results.length,
	};
}
