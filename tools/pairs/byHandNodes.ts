import type { FileNode } from '../../converter/workflow/workflowFile';
import { isStatus, look, node, pause, START } from './workflows';

const LIST = [
	{ prompt: 'a fox in the snow', height: 512 },
	{ prompt: 'an owl at noon', height: 640 },
	{ prompt: 'a "quoted" lighthouse', height: 512 },
];

/** One item per prompt. */
export const items = (count: number): FileNode[] => [
	START,
	node(
		'List',
		'set',
		// Text between quotation marks in a body that is glued together must not have any.
		{
			mode: 'raw',
			jsonOutput: JSON.stringify({
				list: LIST.slice(0, count).map((item) => ({
					...item,
					prompt: item.prompt.replaceAll('"', ''),
				})),
			}),
		},
		{ typeVersion: 3.4 },
	),
	node('Items', 'splitOut', { fieldToSplitOut: 'list', options: {} }),
];
export const ITEM_LINE = 'Start > List > Items';

export const clip = (prompt: string, image: string, more = ''): string => `={
  "model": "kling",
  "task_type": "video_generation",
  "input": {
    "prompt": "${prompt}",
    "duration": 5,
    "mode": "std",
    "version": "1.6",
    "image_url": "${image}"${more}
  }
}`;

export const imagine = (prompt: string): string =>
	JSON.stringify({
		model: 'midjourney',
		task_type: 'imagine',
		input: { prompt, aspect_ratio: '16:9' },
	});

/** Waits, looks, and goes back to waiting until the task is completed. */
export const loop = (name: string, taskId?: string): FileNode[] => [
	pause(`Wait for ${name}`),
	look(`Check ${name}`, taskId),
	isStatus(`Is ${name} done?`, 'completed'),
];
export const loopLines = (from: string, name: string, to: string): string[] => [
	`${from} > Wait for ${name} > Check ${name} > Is ${name} done?`,
	`Is ${name} done? > ${to}, Wait for ${name}`,
];

export const gather = (field: string): FileNode =>
	node('Result', 'aggregate', {
		fieldsToAggregate: { fieldToAggregate: [{ fieldToAggregate: field }] },
		options: {},
	});
