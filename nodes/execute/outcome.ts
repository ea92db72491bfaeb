import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { errorOf } from '../result/error';
import { problemItem } from '../result/item';
import { isProblem, withoutSecrets, type Problem } from '../transport/problem';

/** What became of one input item. */
export type ItemOutcome = readonly INodeExecutionData[] | Problem;

const problemWithoutSecrets = (problem: Problem, secrets: readonly string[]): Problem => ({
	...problem,
	message: withoutSecrets(problem.message, secrets),
	advice: withoutSecrets(problem.advice, secrets),
});

/** PiAPI echoes much of what it was sent; should a secret be among it, it stops here. */
function jsonWithoutSecrets(json: IDataObject, secrets: readonly string[]): IDataObject {
	const text = JSON.stringify(json);
	const asWritten = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
	const clean = withoutSecrets(text, asWritten);
	return clean === text ? json : (JSON.parse(clean) as IDataObject);
}

/** The items of one input item. */
export const itemsOfOutcome = (
	outcome: ItemOutcome,
	itemIndex: number,
	secrets: readonly string[],
): INodeExecutionData[] =>
	isProblem(outcome)
		? [problemItem(problemWithoutSecrets(outcome, secrets), itemIndex)]
		: outcome.map((item) => ({ ...item, json: jsonWithoutSecrets(item.json, secrets) }));

/** All items, in the order of the input. */
export const itemsOf = (
	outcomes: readonly ItemOutcome[],
	secrets: readonly string[],
): INodeExecutionData[] =>
	outcomes.flatMap((outcome, itemIndex) => itemsOfOutcome(outcome, itemIndex, secrets));

/** The error that ends the node. */
export const failure = (
	context: IExecuteFunctions,
	problem: Problem,
	itemIndex: number,
	secrets: readonly string[],
	more = '',
): Error =>
	errorOf(
		context.getNode(),
		problemWithoutSecrets(problem, secrets),
		itemIndex,
		withoutSecrets(more, secrets),
	);

/** n8n takes an execution for cancelled by this word. */
export const cancellation = (context: IExecuteFunctions): Error =>
	new NodeOperationError(context.getNode(), 'The execution was canceled');
