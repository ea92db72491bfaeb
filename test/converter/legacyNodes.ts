import type { FileNode } from '../../converter/workflow/workflowFile';
import { request } from './formerCalls';
import { node, pause, setField } from '../../tools/pairs/workflows';

export const PROMPT = setField('Form', 'prompt', 'a "quoted" kite');

export const isStatus = (name: string, path: string, status: string): FileNode =>
	node(
		name,
		'if',
		{
			conditions: {
				options: { caseSensitive: true, typeValidation: 'strict', version: 2 },
				combinator: 'and',
				conditions: [
					{
						leftValue: `={{ $json.${path} }}`,
						rightValue: status,
						operator: { type: 'string', operation: 'equals' },
					},
				],
			},
		},
		{ typeVersion: 2.2 },
	);

export const fetchTask = (name: string, path: string, taskId: string): FileNode =>
	request(name, 'POST', path, `={ "task_id": "{{ ${taskId} }}" }`);

/** Waits, checks, and waits again. */
export const loopLines = (from: string, kind: string, to: string): string[] => [
	`${from} > Wait for ${kind}`,
	`Wait for ${kind} > Check ${kind}`,
	`Check ${kind} > Is ${kind} done?`,
	`Is ${kind} done? > ${to}, Wait for ${kind}`,
];

export const midjourneyLoop = (kind: string): FileNode[] => [
	pause(`Wait for ${kind}`),
	fetchTask(`Check ${kind}`, '/mj/v2/fetch', '$json.task_id'),
	isStatus(`Is ${kind} done?`, 'status', 'finished'),
];

export const result = (values: Readonly<Record<string, string>>): FileNode =>
	node(
		'Result',
		'set',
		{
			assignments: {
				assignments: Object.entries(values).map(([name, value]) => ({
					id: name,
					name,
					type: 'string',
					value,
				})),
			},
		},
		{ typeVersion: 3.4 },
	);
