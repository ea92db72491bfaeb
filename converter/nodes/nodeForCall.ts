import { NO_DOWNLOAD } from '../../nodes/request/fitOperation';
import { UNIFIED, type Api } from '../calls/api';
import { Unclear, type Call } from '../calls/call';
import { Expression } from '../calls/expressions';
import type { Answer, Shape } from '../items/paths';
import { nodeForChat, nodeForImages } from './openAiParameters';
import { nodeForTask } from './parameters';
import { PIAPI_NODE, type NewNode } from './newNode';

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

/** The node that makes a call, and what is known of the answer to the old one. */
export interface Made {
	readonly node: NewNode;
	/** Undefined when the new node gives nothing that the old answer had. */
	readonly answer?: Answer;
}

export function newNodeFor(call: Call): Made | Unclear {
	const made = (node: NewNode | Unclear, shape?: Shape, api: Api = UNIFIED): Made | Unclear => {
		if (node instanceof Unclear) return node;
		const { operation } = node;
		const { notes = [] } = call;
		return {
			node: { ...node, notes: [...node.notes, ...notes] },
			...(shape ? { answer: { shape, api, ...(operation ? { operation } : {}) } } : {}),
		};
	};
	switch (call.kind) {
		case 'create':
			return made(nodeForTask(call.body), 'task', call.api);
		case 'chat':
			return made(nodeForChat(call.body), 'chat');
		case 'generateImages':
			return made(nodeForImages(call.body), 'images');
		case 'upload':
			return made(uploadNode(call.body.file_data), 'upload');
		case 'get':
			return made(getTask(call.taskId), 'task', call.api);
		case 'cancel':
			return made(taskNode('cancel', call.taskId), 'cancel');
		case 'account':
			return made(plain({ resource: 'account', operation: 'get' }), 'account');
		default:
			return made(plain({ resource: 'account', operation: 'getActiveTasks' }), 'activeTasks');
	}
}
