import { NO_DOWNLOAD } from '../../nodes/request/fitOperation';
import { Unclear, type Call } from '../calls/httpRequest';
import { Expression } from '../calls/template';
import type { Shape } from '../items/paths';
import { nodeForChat, nodeForImages } from './openAiParameters';
import { nodeForTask, PIAPI_NODE, type NewNode } from './parameters';

const plain = (parameters: NewNode['parameters']): NewNode => ({
	type: PIAPI_NODE,
	parameters,
	notes: [],
});

const taskNode = (operation: string, taskId: string, more: object = {}): NewNode =>
	plain({
		resource: 'task',
		operation,
		taskId: { __rl: true, mode: 'id', value: taskId },
		...more,
	});

export const getTask = (taskId: string, more: object = {}): NewNode =>
	taskNode('get', taskId, { ...more, ...NO_DOWNLOAD });

function uploadNode(data: unknown): NewNode | Unclear {
	const field =
		data instanceof Expression
			? /\$binary\.([A-Za-z_]\w*)\.data\s*}}$/.exec(data.text)?.[1]
			: undefined;
	return field === undefined
		? new Unclear('its file does not come from a binary field')
		: plain({ resource: 'file', operation: 'upload', binaryField: field });
}

export interface NodeForCall {
	readonly node: NewNode | Unclear;
	/** The form of its items, where other nodes may read them. */
	readonly shape?: Shape;
}

/** The node that does what the call asks for. */
export function nodeForCall(call: Call): NodeForCall {
	switch (call.kind) {
		case 'create':
			return { node: nodeForTask(call.body), shape: 'task' };
		case 'chat':
			return { node: nodeForChat(call.body), shape: 'chat' };
		case 'generateImages':
			return { node: nodeForImages(call.body), shape: 'images' };
		case 'upload':
			return { node: uploadNode(call.body.file_data), shape: 'upload' };
		case 'get':
			return { node: getTask(call.taskId), shape: 'task' };
		case 'cancel':
			return { node: taskNode('cancel', call.taskId) };
		case 'account':
			return { node: plain({ resource: 'account', operation: 'get' }), shape: 'account' };
		default:
			return { node: plain({ resource: 'account', operation: 'getActiveTasks' }) };
	}
}
