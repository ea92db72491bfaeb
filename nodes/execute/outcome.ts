import type { IBinaryKeyData, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { errorOf } from '../result/error';
import { errorJson, isProblemItem, problemItem } from '../result/problemItem';
import { isProblem, maskedJson, maskOf, type Mask, type Problem } from '../transport/problem';

/** What became of one input item. */
export type ItemOutcome = readonly INodeExecutionData[] | Problem;

/** In each of its texts: PiAPI may echo a secret as an ID or a model, too. */
const problemWithoutSecrets = (problem: Problem, mask: Mask): Problem => ({
	...problem,
	...Object.fromEntries(
		Object.entries(problem).map(([key, value]: [string, unknown]) => [
			key,
			typeof value === 'string' ? mask(value) : value,
		]),
	),
});

/** The host of a file tells its name and its type. */
const binaryWithoutSecrets = (binary: IBinaryKeyData, mask: Mask): IBinaryKeyData =>
	Object.fromEntries(
		Object.entries(binary).map(([key, { fileName, mimeType, ...file }]) => [
			key,
			{
				...file,
				mimeType: mask(mimeType),
				...(fileName === undefined ? {} : { fileName: mask(fileName) }),
			},
		]),
	);

/** The items of one input item. */
export const itemsOfOutcome = (
	outcome: ItemOutcome,
	itemIndex: number,
	mask: Mask,
): INodeExecutionData[] =>
	isProblem(outcome)
		? [problemItem(problemWithoutSecrets(outcome, mask), itemIndex)]
		: // PiAPI echoes much of what it was sent; should a secret be among it, it stops here.
			outcome.map((item) => ({
				...item,
				json: maskedJson(item.json, mask),
				...(item.binary && { binary: binaryWithoutSecrets(item.binary, mask) }),
			}));

/** All items, in the order of the input. */
export const itemsOf = (
	outcomes: readonly ItemOutcome[],
	secrets: readonly string[],
): INodeExecutionData[] => {
	const mask = maskOf(secrets);
	return outcomes.flatMap((outcome, itemIndex) => itemsOfOutcome(outcome, itemIndex, mask));
};

/**
 * The items as n8n's error output takes them: with no key but `error` and `details`, and in older n8n only if the item
 * itself has an error. That must not be seen by a copy: an item that still has it in the end loses its json.
 */
export function markProblems(
	node: INode,
	items: readonly INodeExecutionData[],
): INodeExecutionData[] {
	if (node.onError !== 'continueErrorOutput') return [...items];
	return items.map((item) => {
		if (!isProblemItem(item)) return item;
		const value = new NodeOperationError(node, String(item.json.error));
		return Object.defineProperty({ ...item, json: errorJson(item) }, 'error', {
			value,
			enumerable: false,
		});
	});
}

/** The error that ends the node. */
export const failure = (
	context: IExecuteFunctions,
	problem: Problem,
	itemIndex: number,
	secrets: readonly string[],
	more = '',
): Error => {
	const mask = maskOf(secrets);
	return errorOf(context.getNode(), problemWithoutSecrets(problem, mask), itemIndex, mask(more));
};

/** The error of a stopped run. n8n takes an execution for canceled by that word in it. */
export const cancellation = (context: IExecuteFunctions, text = ''): Error =>
	new NodeOperationError(
		context.getNode(),
		`The execution was canceled${text === '' ? '' : `. ${text}`}`,
	);
