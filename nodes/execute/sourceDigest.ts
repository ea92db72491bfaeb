import type { IExecuteFunctions } from 'n8n-workflow';

import { digestOf } from '../request/digest';

/** Of the item and the node's settings as written: equal on a retry, also where an expression such as $now is not. */
export const sourceDigest = (
	context: Pick<IExecuteFunctions, 'getInputData' | 'getNode'>,
	itemIndex: number,
): string => digestOf([context.getNode().parameters, context.getInputData()[itemIndex]?.json]);
