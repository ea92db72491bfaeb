import type { IExecuteFunctions } from 'n8n-workflow';

import { digestOf } from '../request/digest';
import { isTool } from './tool';

/**
 * Of the item and the node's settings as written: equal on a retry, also where an expression such as $now is not.
 * Undefined for a tool whose item does not name the agent's call (before version 3 of the agent): two calls may then be
 * equal in both.
 */
export const sourceDigest = (
	context: Pick<IExecuteFunctions, 'getInputData' | 'getNode'>,
	itemIndex: number,
): string | undefined => {
	const json = context.getInputData()[itemIndex]?.json;
	return isTool(context) && json?.toolCallId === undefined
		? undefined
		: digestOf([context.getNode().parameters, json]);
};
