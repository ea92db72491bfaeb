import { clearKeys } from '../../converter/calls/keys';
import type { FileNode } from '../../converter/workflow/workflowFile';
import { create, FLUX, node, START, workflow } from '../../tools/pairs/workflows';

export const headers = (...rows: Array<[name: string, value: string]>) => ({
	headerParameters: { parameters: rows.map(([name, value]) => ({ name, value })) },
});

export const call = (more: object): FileNode => create('Create', FLUX, { ...headers(), ...more });
export const NEW = node('Create', 'n8n-nodes-piapi-unified.piApi', {
	resource: 'flux',
	prompt: '={{ $json.prompt }}',
});

/** What is told, and what is left, when the call becomes a new node and the others stay. */
export const cleared = (old: FileNode, ...others: FileNode[]) => {
	const result = clearKeys(workflow([START, ...others, old]), workflow([START, ...others, NEW]));
	return {
		...result,
		text: JSON.stringify(result.workflow),
		unchanged: result.workflow.nodes.slice(1, -1),
	};
};
