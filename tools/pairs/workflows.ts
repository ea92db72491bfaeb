import { convert } from '../../converter/convert';
import type { Report } from '../../converter/report';
import type { Connections, FileNode, WorkflowFile } from '../../converter/workflow/workflowFile';

const HTTP = 'n8n-nodes-base.httpRequest';
export const KEY = 'typed-key-of-somebody-0123456789';

export const node = (
	name: string,
	type: string,
	parameters: FileNode['parameters'],
	more: object = {},
): FileNode => ({
	id: name,
	name,
	type: type.includes('.') ? type : `n8n-nodes-base.${type}`,
	typeVersion: 1,
	position: [0, 0],
	parameters,
	...more,
});

const keyHeader = {
	sendHeaders: true,
	headerParameters: { parameters: [{ name: 'x-api-key', value: KEY }] },
};

/** Creates a task with a body that is JSON text. */
export const create = (name: string, jsonBody: string, more: object = {}): FileNode =>
	node(
		name,
		HTTP,
		{
			method: 'POST',
			url: 'https://api.piapi.ai/api/v1/task',
			...keyHeader,
			sendBody: true,
			specifyBody: 'json',
			jsonBody,
			...more,
		},
		{ typeVersion: 4.2 },
	);

/** Checks the task of the item, or the one of a node that is named. */
export const look = (name: string, taskId = '$json.data.task_id'): FileNode =>
	node(
		name,
		HTTP,
		{ url: `=https://api.piapi.ai/api/v1/task/{{ ${taskId} }}`, ...keyHeader },
		{ typeVersion: 4.2 },
	);

export const pause = (name: string): FileNode =>
	node(name, 'wait', { amount: 5 }, { typeVersion: 1.1 });

/** A condition on the status of a task that was looked at. */
export const rule = (status: string) => ({
	conditions: {
		options: { caseSensitive: true, typeValidation: 'strict', version: 2 },
		combinator: 'and',
		conditions: [
			{
				leftValue: '={{ $json.data.status }}',
				rightValue: status,
				operator: { type: 'string', operation: 'equals' },
			},
		],
	},
});

/** Continues by the first output when the status is this one. */
export const isStatus = (name: string, status: string): FileNode =>
	node(name, 'if', rule(status), { typeVersion: 2.2 });

export const setField = (name: string, field: string, value: string): FileNode =>
	node(
		name,
		'set',
		{ assignments: { assignments: [{ id: 'a', name: field, type: 'string', value }] } },
		{ typeVersion: 3.4 },
	);

/**
 * `A > B > C` connects nodes in a row. `A > B, C` connects the first output of A with B, the second one with C; `-` is
 * nothing, `B:1` the second input.
 */
export const workflow = (nodes: readonly FileNode[], ...lines: string[]): WorkflowFile => {
	const connections: Connections = Object.fromEntries(
		lines.flatMap((line) => {
			const [first, ...others] = line.split(' > ');
			return others.map((targets, index) => {
				const main = targets.split(', ').map((target) => {
					const [name = '', input = '0'] = target.split(':');
					return name === '-' ? [] : [{ node: name, type: 'main', index: Number(input) }];
				});
				return [index === 0 ? first : others[index - 1], { main }];
			});
		}),
	);
	return { name: 'A workflow', nodes, connections, settings: { executionOrder: 'v1' } };
};

export const START = node('Start', 'manualTrigger', {});

export const FLUX = `={
  "model": "Qubico/flux1-dev",
  "task_type": "txt2img",
  "input": {
    "prompt": "{{ $json.prompt }}, at dusk",
    "width": 540,
    "height": {{ $json.height }}
  }
}`;

/** What becomes of a workflow. */
export const converted = (given: WorkflowFile): { file: WorkflowFile; report: Report } => {
	const { text, report } = convert(JSON.stringify(given, null, 2));
	return { file: JSON.parse(text) as WorkflowFile, report };
};

export const parametersOf = ({ nodes }: WorkflowFile, name: string) =>
	nodes.find((found) => found.name === name)?.parameters ?? {};

export const targetsOf = ({ connections }: WorkflowFile, name: string, output = 0) =>
	(connections[name]?.main?.[output] ?? []).map(({ node: target }) => target);
