import type { FileNode } from './workflowFile';

const PASSING = new Set(
	[
		...['if', 'switch', 'filter', 'wait', 'noOp', 'splitInBatches', 'limit', 'sort'],
		...['removeDuplicates', 'respondToWebhook', 'stopAndError', 'executionData'],
	].map((name) => `n8n-nodes-base.${name}`),
);

/** Whether a node returns its items as they came; n8n passes them by a node that is turned off. */
export const passesItems = ({ type, disabled }: FileNode): boolean =>
	disabled === true || PASSING.has(type);
