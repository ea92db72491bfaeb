import { randomUUID } from 'node:crypto';
import type { CredentialReference } from '../../tools/n8n/workflow';
import { nodeOf, packageName, type Workflow, type WorkflowNode } from '../../tools/n8n/workflow';

/** The node that pauses. */
export const VIDEOS = 'Videos';
/** What comes after it, with the `number` of the item that the task was created for. */
export const DONE = 'Done';
/** What comes after its error output. */
export const FAILED = 'Failed';
const ITEMS = 'Items';

export interface CallbackSettings {
	readonly count?: number;
	readonly onError?: 'continueRegularOutput' | 'continueErrorOutput' | 'stopWorkflow';
	readonly downloadFiles?: boolean;
	/** Pause Until Callback unless it says otherwise. */
	readonly taskOptions?: Readonly<Record<string, unknown>>;
	/** A Get Task between the paused node and what comes after it. */
	readonly thenGetTask?: boolean;
}

const GET = 'Fetch';

/** `count` items, each with a task that is waited for by callback. */
export function callbackWorkflow(
	piApi: CredentialReference,
	{
		count = 1,
		onError = 'continueRegularOutput',
		downloadFiles = false,
		taskOptions = {},
		thenGetTask = false,
	}: CallbackSettings = {},
): Workflow {
	const midjourney = (name: string, parameters: WorkflowNode['parameters'], more = {}) =>
		nodeOf(name, `${packageName}.midjourney`, parameters, { credentials: { piApi }, ...more });
	const numbers = `={{ ({ list: Array.from({ length: ${count} }, (_, number) => ({ number })) }) }}`;
	const withNumber = `={{ ({ ...$json, number: $('${ITEMS}').item.json.number }) }}`;
	const taskId = { __rl: true, mode: 'id', value: '={{ $json.taskId }}' };
	return {
		name: `Callback ${randomUUID()}`,
		nodes: [
			nodeOf('Start', 'n8n-nodes-base.manualTrigger'),
			set('Numbers', numbers),
			nodeOf(ITEMS, 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'list' }),
			midjourney(
				VIDEOS,
				{
					operation: 'imagine',
					prompt: '={{ "video " + $json.number }}',
					downloadFiles,
					taskOptions: { waitForResult: 'pauseUntilCallback', ...taskOptions },
				},
				{ onError },
			),
			midjourney(GET, { operation: 'getTask', taskId, waitUntilFinished: true, downloadFiles }),
			set(DONE, withNumber),
			nodeOf(FAILED, 'n8n-nodes-base.noOp'),
		],
		connections: {
			Start: { main: [to('Numbers')] },
			Numbers: { main: [to(ITEMS)] },
			[ITEMS]: { main: [to(VIDEOS)] },
			[VIDEOS]: { main: [to(thenGetTask ? GET : DONE), to(FAILED)] },
			[GET]: { main: [to(DONE)] },
		},
		settings: { executionOrder: 'v1' },
	};
}

const set = (name: string, jsonOutput: string): WorkflowNode =>
	nodeOf(name, 'n8n-nodes-base.set', { mode: 'raw', jsonOutput }, { typeVersion: 3.4 });

const to = (node: string) => [{ node, type: 'main', index: 0 }];
