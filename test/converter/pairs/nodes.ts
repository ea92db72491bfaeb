import type {
	Connections,
	Edge,
	FileNode,
	WorkflowFile,
} from '../../../converter/workflow/workflowFile';
import { create, look, node, pause, START } from '../../../tools/pairs/workflows';

/** Connects nodes: `A > B`, `A:1 > B` from the second output, `A > B:1` into the second input. */
export function wired(nodes: readonly FileNode[], ...lines: readonly string[]): WorkflowFile {
	const connections: Record<string, { main: Edge[][] }> = {};
	for (const line of lines) {
		const [from = '', to = ''] = line.split(' > ');
		const [source = '', output = '0'] = from.split(':');
		const [target = '', input = '0'] = to.split(':');
		const { main } = (connections[source] ??= { main: [] });
		while (main.length <= Number(output)) main.push([]);
		main[Number(output)]?.push({ node: target, type: 'main', index: Number(input) });
	}
	return {
		name: 'A workflow',
		// Where ways part, n8n runs the upper one first.
		nodes: nodes.map((one, index) => ({ ...one, position: [index * 200, index * 100] })),
		connections: connections as Connections,
		settings: { executionOrder: 'v1' },
	};
}

/** `A > B`, `B > C` and so on. */
export const inARow = (...names: readonly string[]): string[] =>
	names.slice(1).map((name, index) => `${names[index] ?? ''} > ${name}`);

export const code = (name: string, jsCode: string, mode?: 'runOnceForEachItem'): FileNode =>
	node(name, 'code', { ...(mode === undefined ? {} : { mode }), jsCode }, { typeVersion: 2 });

const typeOf = (value: unknown): string => (typeof value === 'string' ? 'string' : typeof value);

/** Edit Fields with these fields. */
export const setFields = (
	name: string,
	fields: Readonly<Record<string, unknown>>,
	more: object = {},
): FileNode =>
	node(
		name,
		'set',
		{
			assignments: {
				assignments: Object.entries(fields).map(([field, value]) => ({
					id: field,
					name: field,
					type: typeOf(value),
					value,
				})),
			},
			options: {},
			...more,
		},
		{ typeVersion: 3.4 },
	);

export const setJson = (name: string, jsonOutput: string): FileNode =>
	node(name, 'set', { mode: 'raw', jsonOutput, options: {} }, { typeVersion: 3.4 });

export const merge = (name: string, parameters: FileNode['parameters']): FileNode =>
	node(name, 'merge', { options: {}, ...parameters }, { typeVersion: 3.2 });

/** One condition, as the editor writes it. */
export const condition = (
	leftValue: unknown,
	operation: string,
	rightValue: unknown = '',
	type = 'string',
): object => ({
	options: { version: 2, leftValue: '', caseSensitive: true, typeValidation: 'loose' },
	combinator: 'and',
	conditions: [{ leftValue, rightValue, operator: { type, operation } }],
});

export const filter = (name: string, conditions: object): FileNode =>
	node(name, 'filter', { conditions, options: {} }, { typeVersion: 2.2 });

export const ifNode = (name: string, conditions: object): FileNode =>
	node(name, 'if', { conditions, options: {} }, { typeVersion: 2.2 });

export const IMAGE_URL = '={{ $json.data.output.image_url }}';

/** An image from the prompt of the item. */
export const IMAGE = `={
  "model": "Qubico/flux1-dev",
  "task_type": "txt2img",
  "input": { "prompt": "{{ $json.prompt }}", "width": 512, "height": {{ $json.height }} }
}`;

/** Four images from the prompt of the item. */
export const GRID = `={
  "model": "midjourney",
  "task_type": "imagine",
  "input": { "prompt": "{{ $json.prompt }}", "aspect_ratio": "16:9" }
}`;

const IDEAS = [
	{ prompt: 'a tin robot', title: 'Robot', height: 512 },
	{ prompt: 'a paper boat', title: 'Boat', height: 768 },
	{ prompt: 'a glass bird', title: 'Bird', height: 640 },
];

/** One item for each task. */
export const ideas = (count: number): FileNode =>
	code('Ideas', `return ${JSON.stringify(IDEAS.slice(0, count))}.map((json) => ({ json }));`);

/** Tasks that are created, waited for and checked once: `Start`, `Ideas`, `Create`, `Pause` and `Check`. */
export const tasks = (count: number, body = IMAGE): FileNode[] => [
	START,
	ideas(count),
	create('Create', body),
	pause('Pause'),
	look('Check'),
];

export const TASK_LINES = inARow('Start', 'Ideas', 'Create', 'Pause', 'Check');
