import { WAIT } from './nodeTypes';
import type { FileNode } from './workflowFile';

const PASSING = new Set(
	[
		...['if', 'switch', 'filter', 'noOp', 'splitInBatches', 'limit', 'sort'],
		...['removeDuplicates', 'respondToWebhook', 'stopAndError', 'executionData'],
	].map((name) => `n8n-nodes-base.${name}`),
);

/** Whether a Wait continues when it is called, with what the call sends. */
const waitsForCall = ({ parameters: { resume } }: FileNode): boolean =>
	resume === 'webhook' || resume === 'form';

/** Whether a node returns its items as they came; n8n passes them by a node that is turned off. */
export const passesItems = (node: FileNode): boolean =>
	node.disabled === true || PASSING.has(node.type) || (node.type === WAIT && !waitsForCall(node));
