import type { FileNode } from '../converter/workflow/workflowFile';
import { packageName } from '../tools/n8n/workflow';
import { node, START, workflow } from '../tools/pairs/workflows';
import type { Stage } from './stage';

export type WaitForResult = 'pollUntilFinished' | 'pauseUntilCallback';

export const PROMPT = 'a fox, number {{ $json.number }}';

/** A body with the prompt of the item. */
export const BODY = `={ "model": "midjourney", "task_type": "imagine", "input": { "prompt": "${PROMPT}" } }`;

/** A manual start and so many items with a number each. */
export const itemNodes = (count: number): FileNode[] => [
	START,
	node(
		'Numbers',
		'set',
		{
			mode: 'raw',
			jsonOutput: `={{ ({ list: Array.from({ length: ${count} }, (_, number) => ({ number })) }) }}`,
		},
		{ typeVersion: 3.4 },
	),
	node('Items', 'splitOut', { fieldToSplitOut: 'list' }),
];

/** A workflow in which each node follows the one before it; `loops` are further connections. */
export const inLine = (nodes: readonly FileNode[], ...loops: readonly string[]) =>
	workflow(
		nodes,
		...nodes.slice(1).map(({ name }, index) => `${nodes[index]?.name} > ${name}`),
		...loops,
	);

/** A node of the package. */
export const ownNode = (
	{ credential }: Stage,
	name: string,
	type: 'piApi' | 'midjourney' | 'piApiTrigger',
	parameters: FileNode['parameters'],
	more: object = {},
): FileNode =>
	node(name, `${packageName}.${type}`, parameters, { credentials: { piApi: credential }, ...more });

export const imagineNode = (stage: Stage, name: string, more: object): FileNode =>
	ownNode(stage, name, 'midjourney', { operation: 'imagine', prompt: `=${PROMPT}`, ...more });

export const videoNode = (stage: Stage, waitForResult: WaitForResult): FileNode =>
	ownNode(
		stage,
		'Video',
		'piApi',
		{
			resource: 'kling',
			operation: 'generateVideo3',
			prompt: 'a fox',
			downloadFiles: false,
			taskOptions: { waitForResult },
		},
		{ onError: 'continueRegularOutput' },
	);
