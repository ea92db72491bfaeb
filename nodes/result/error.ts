import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import type { Problem } from '../transport/problem';
import { explanation, headline } from './problemItem';

/**
 * The one place that turns a problem into what n8n throws. Text and code are set afterwards, since n8n replaces texts
 * in which it finds the name of a network error, and guesses codes.
 */
export function errorOf(
	node: INode,
	problem: Problem,
	itemIndex: number,
	more = '',
): NodeApiError | NodeOperationError {
	const message = headline(problem, itemIndex);
	const description = explanation(problem, more);
	const isAnswer = problem.httpCode !== undefined || problem.taskId !== undefined;
	const error = isAnswer
		? new NodeApiError(node, { message }, { message, description, itemIndex })
		: new NodeOperationError(node, message, { description, itemIndex });
	error.message = message;
	error.description = description;
	if (error instanceof NodeApiError) error.httpCode = problem.httpCode ?? null;
	return error;
}
