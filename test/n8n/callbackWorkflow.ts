import { randomUUID } from 'node:crypto';
import type { CredentialReference } from '../../scripts/n8n/client';
import { packageName, type Workflow, type WorkflowNode } from '../../scripts/n8n/workflow';

/** The node that sleeps. */
export const CLIPS = 'Clips';
/** What comes after it, with the `number` of the item that the task was made for. */
export const DONE = 'Done';
/** What comes after its error output. */
export const FAILED = 'Failed';
const ITEMS = 'Items';

export interface CallbackSettings {
	readonly count?: number;
	readonly wait?: 'callback' | 'poll';
	readonly onError?: 'continueRegularOutput' | 'continueErrorOutput' | 'stopWorkflow';
	readonly options?: Readonly<Record<string, unknown>>;
	/** A Get Task between the sleeping node and what comes after it. */
	readonly thenGetTask?: boolean;
}

interface NodeWithSettings extends WorkflowNode {
	readonly onError?: string;
}

const GET = 'Fetch';

/** `count` items, each with a task that is waited for by callback. */
export function callbackWorkflow(
	piApi: CredentialReference,
	{
		count = 1,
		wait = 'callback',
		onError = 'continueRegularOutput',
		options = {},
		thenGetTask = false,
	}: CallbackSettings = {},
): Workflow {
	const node = (
		name: string,
		type: string,
		typeVersion: number,
		parameters: WorkflowNode['parameters'] = {},
		more: Partial<NodeWithSettings> = {},
	): NodeWithSettings => ({
		id: randomUUID(),
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
		...more,
	});
	const midjourney = (name: string, parameters: WorkflowNode['parameters'], more = {}) =>
		node(name, `${packageName}.midjourney`, 1, parameters, { credentials: { piApi }, ...more });
	const numbers = `={{ ({ list: Array.from({ length: ${count} }, (_, number) => ({ number })) }) }}`;
	const withNumber = `={{ ({ ...$json, number: $('${ITEMS}').item.json.number }) }}`;
	const taskId = { __rl: true, mode: 'id', value: '={{ $json.taskId }}' };
	return {
		name: `Callback ${randomUUID()}`,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1),
			node('Numbers', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: numbers }),
			node(ITEMS, 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'list' }),
			midjourney(
				CLIPS,
				{
					operation: 'imagine',
					prompt: '={{ "clip " + $json.number }}',
					wait,
					options,
				},
				{ onError },
			),
			midjourney(GET, { operation: 'getTask', taskId, waitUntilFinished: true }),
			node(DONE, 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: withNumber }),
			node(FAILED, 'n8n-nodes-base.noOp', 1),
		],
		connections: {
			Start: { main: [to('Numbers')] },
			Numbers: { main: [to(ITEMS)] },
			[ITEMS]: { main: [to(CLIPS)] },
			[CLIPS]: { main: [to(thenGetTask ? GET : DONE), to(FAILED)] },
			[GET]: { main: [to(DONE)] },
		},
		settings: { executionOrder: 'v1' },
	};
}

const to = (node: string) => [{ node, type: 'main', index: 0 }];
