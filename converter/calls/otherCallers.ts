import type { Remark } from '../workflow/remark';
import type { FileNode, WorkflowFile } from '../workflow/workflowFile';
import { PIAPI } from './piApiAddress';

const IN_CODE =
	'it calls PiAPI in its own code. Create the task with a PiAPI node before it, and read the result from its input';
const AS_TOOL =
	'it is a tool that calls PiAPI. Connect a PiAPI node to the agent as a tool in its place';

const REASONS: Readonly<Record<string, string>> = {
	'n8n-nodes-base.code': IN_CODE,
	'n8n-nodes-base.function': IN_CODE,
	'n8n-nodes-base.functionItem': IN_CODE,
	'n8n-nodes-base.executeCommand': IN_CODE,
	'n8n-nodes-base.httpRequestTool': AS_TOOL,
	'@n8n/n8n-nodes-langchain.toolHttpRequest': AS_TOOL,
	'@n8n/n8n-nodes-langchain.toolCode': AS_TOOL,
};

const CALL = /\bhttpRequest\w*\s*\(|\bfetch\s*\(|\baxios\b|\brequest\s*\(|\bcurl\b/;

/** Code may only name the address, e.g. to put it into a field. */
const calls = ({ type, parameters }: FileNode): boolean => {
	const text = JSON.stringify(parameters);
	return PIAPI.test(text) && (REASONS[type] !== IN_CODE || CALL.test(text));
};

/** Nodes that call PiAPI in ways that no node can take over. */
export const otherCallers = ({ nodes }: WorkflowFile): Remark[] =>
	nodes.flatMap((node) => {
		const text = REASONS[node.type];
		return text !== undefined && calls(node) ? [{ node: node.name, text }] : [];
	});
