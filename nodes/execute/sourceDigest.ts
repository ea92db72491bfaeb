import type { IExecuteFunctions } from 'n8n-workflow';

import { digestOf } from '../request/digest';
import { isTool } from './tool';

/**
 * Of the item and the node's settings as written: equal on a retry, also where an expression such as $now is not.
 * Undefined for a tool: there the agent's words, which are in neither, make the request.
 */
export const sourceDigest = (
	context: Pick<IExecuteFunctions, 'getInputData' | 'getNode'>,
	itemIndex: number,
): string | undefined =>
	isTool(context)
		? undefined
		: digestOf([context.getNode().parameters, context.getInputData()[itemIndex]?.json]);
