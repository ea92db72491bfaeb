import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether an agent calls the node as its tool: n8n creates a second type of the node for that. */
export const isTool = (context: Pick<IExecuteFunctions, 'getNode'>): boolean =>
	context.getNode().type.endsWith('Tool');
