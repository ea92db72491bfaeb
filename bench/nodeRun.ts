import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { runWorkflow, type RunOptions, type WorkflowRun } from '../tools/engine';
import type { Round } from './bench';
import { exactly, type Figure, type FigureBuilder } from './figure';
import { measured, type Measured } from './measured';
import type { Address, SimulatorPlan, Story } from './simulatorPlan';

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

export const credentialsFor = ({ url, uploadUrl, apiKey }: Address) => ({
	apiKey,
	baseUrl: url,
	uploadUrl,
});

/** Runs the node once in n8n-core, within a workflow; fails when the run does. */
export async function timeNode(
	address: Address,
	options: Omit<RunOptions, 'credentials'> = {},
): Promise<Measured<WorkflowRun>> {
	const timed = await measured(
		async () =>
			await runWorkflow({
				// Not `manual`: nobody watches.
				mode: 'trigger',
				parameters: imagine(),
				...options,
				credentials: credentialsFor(address),
			}),
	);
	if (timed.result.error) throw timed.result.error;
	return timed;
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
function balanceOf(
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

export interface ItemsRun extends Balance, Omit<Measured<WorkflowRun>, 'result'> {
	/** By the clock of the round. */
	readonly seconds: number;
	readonly story: Story;
}

/** Runs the node over so many items, against a simulator of its own. */
export async function runItems(
	round: Round,
	plan: SimulatorPlan,
	count: number,
	options: Omit<RunOptions, 'credentials' | 'items'> = {},
): Promise<ItemsRun> {
	const address = await round.open(plan);
	const { result, seconds, growth } = await timeNode(address, {
		items: itemsOf(count),
		...options,
	});
	const story = await round.story();
	const balance = balanceOf(result.output, story, count);
	return { ...balance, seconds: seconds * round.speed, growth, story };
}

/** That nothing is lost, doubled, out of order or missing. */
export function balanceFigures<Round extends Balance>(
	figure: FigureBuilder<Round>,
	options?: Parameters<FigureBuilder<Round>>[2],
): Figure[] {
	const goal = exactly(0);
	return [
		figure('lost tasks', ({ lost }) => lost, { goal }),
		figure('duplicate tasks', ({ doubled }) => doubled, { goal }),
		figure('items out of order', ({ outOfOrder }) => outOfOrder, { goal }),
		figure('items without result', ({ withoutResult }) => withoutResult, { goal, ...options }),
	];
}
