import { NO_DOWNLOAD } from '../nodes/request/fitOperation';
import { inflowOf } from './items/origins';
import { Graph } from './workflow/graph';
import { readCall, Unclear, type Call } from './calls/httpRequest';
import { nodeForChat, nodeForImages } from './nodes/openAiParameters';
import { nodeForTask, PIAPI_NODE, withTaskOption, type NewNode } from './nodes/parameters';
import type { Origin, Shape } from './items/paths';
import type { Remark } from './report';
import { Expression } from './calls/template';
import { LOOP_OVER_ITEMS, waitingAround, type Waiting } from './waiting/waiting';
import type { Edge, WorkflowFile } from './workflow/workflowFile';

/** A new node, and the nodes that it replaces. */
export interface Step {
	readonly name: string;
	readonly gone: ReadonlySet<string>;
	readonly node: NewNode;
	readonly shape?: Shape;
	/** Its connections, where they change. */
	readonly completed?: readonly Edge[];
	/** Where failed tasks go, when that is somewhere else. */
	readonly failed?: readonly Edge[];
	readonly remarks: readonly string[];
}

export interface Plan {
	readonly steps: readonly Step[];
	readonly untouched: readonly Remark[];
}

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

const getTask = (taskId: string, more: object = {}): NewNode =>
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

interface Made {
	readonly node: NewNode | Unclear;
	readonly shape?: Shape;
}

function makeNode(call: Call): Made {
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

/** The node that created the task with this ID: one that is named, or else the ones that the items come from. */
function makersOf(
	graph: Graph,
	look: string,
	taskId: string,
	creates: ReadonlySet<string>,
): string[] {
	const named = [...creates].filter(
		(name) => taskId.includes(`'${name}'`) || taskId.includes(`"${name}"`),
	);
	if (named.length > 0) return named;
	if (!/\$json|\$input/.test(taskId)) return [];
	const origin = (node: string): Origin | undefined =>
		creates.has(node) ? { node, shape: 'task' } : undefined;
	return inflowOf(graph, look, origin).origins.map(({ node }) => node);
}

const REMARKS = {
	again: 'A failed task was checked forever; now it ends with an error that names the task.',
	end: 'A failed task ended without an error; now it stops the workflow with an error unless you set On Error.',
	same: 'A failed task was treated like a completed one; now it ends with an error that names the task.',
	own: 'Failed tasks leave through the error output, and so does every other error of this node.',
	recreated:
		'Its error output leads back to it: failed tasks are created again without a limit, and each one is paid.',
	once: 'The fixed wait is gone: the node continues as soon as the task has finished.',
	limit:
		'The loop had no end; now the node stops waiting after Timeout (Seconds), and the error names the task.',
} as const;

function remarksOf({ polls, completed, failed }: Waiting): string[] {
	const same =
		failed.way === 'exit' &&
		failed.edges.map(({ node }) => node).join() === completed.map(({ node }) => node).join();
	const ofFailure = same ? REMARKS.same : failed.way === 'exit' ? REMARKS.own : REMARKS[failed.way];
	return [polls ? REMARKS.limit : REMARKS.once, ofFailure];
}

function failedEdges({ completed, failed }: Waiting): readonly Edge[] | undefined {
	if (failed.way !== 'exit') return undefined;
	const isOwn = failed.edges.some((edge) => !completed.some(({ node }) => node === edge.node));
	return isOwn ? failed.edges : undefined;
}

/** Whether failed tasks lead back to the node that created them, apart from the next round of a loop over items. */
const isRecreated = (graph: Graph, maker: string, failed: readonly Edge[] = []): boolean =>
	failed.some(({ node }) => graph.reaches(node, maker, ({ type }) => type !== LOOP_OVER_ITEMS));

/** What becomes what; nothing is changed yet. */
export function planOf(workflow: WorkflowFile): Plan {
	const graph = new Graph(workflow);
	const untouched: Remark[] = [];
	const calls = new Map<string, Call>();
	const made = new Map<string, { node: NewNode; shape?: Shape }>();
	const leave = (node: string, text: string): void => {
		calls.delete(node);
		made.delete(node);
		untouched.push({ node, text });
	};
	for (const node of workflow.nodes) {
		const call = readCall(node);
		if (call === undefined) continue;
		const result = call instanceof Unclear ? { node: call } : makeNode(call);
		if (result.node instanceof Unclear) leave(node.name, result.node.reason);
		else {
			calls.set(node.name, call as Call);
			made.set(node.name, { ...result, node: result.node });
		}
	}
	const creates = new Set(
		[...calls].flatMap(([name, { kind }]) => (kind === 'create' ? [name] : [])),
	);
	const looks = [...calls].flatMap(([name, call]) =>
		call.kind === 'get' ? [{ name, taskId: call.taskId }] : [],
	);
	const waits = new Map<string, Waiting>();
	for (const { name, taskId } of looks) {
		const waiting = waitingAround(graph, name);
		if (typeof waiting !== 'string') {
			waits.set(name, waiting);
			continue;
		}
		leave(name, waiting);
		for (const maker of makersOf(graph, name, taskId, creates)) {
			if (calls.has(maker)) leave(maker, `"${name}", which waits for its task, was not converted`);
		}
	}
	const steps: Step[] = [];
	const waitedFor = new Set<string>();
	for (const { name, taskId } of looks) {
		const waiting = waits.get(name);
		const look = made.get(name);
		if (waiting === undefined || look === undefined) continue;
		const [entry, ...more] = waiting.entries;
		const maker = more.length === 0 && entry?.output === 0 ? made.get(entry.from) : undefined;
		const isNext = entry !== undefined && graph.targets(entry.from, 0).length === 1;
		const makers = makersOf(graph, name, taskId, creates);
		if (entry && maker && isNext && makers.includes(entry.from)) {
			waitedFor.add(entry.from);
			const failed = failedEdges(waiting);
			steps.push({
				name: entry.from,
				gone: waiting.nodes,
				node: maker.node,
				shape: 'task',
				completed: waiting.completed,
				...(failed ? { failed } : {}),
				remarks: [
					...remarksOf(waiting),
					...(isRecreated(graph, entry.from, failed) ? [REMARKS.recreated] : []),
				],
			});
		} else if (waiting.polls) {
			const failed = failedEdges(waiting);
			steps.push({
				name,
				gone: new Set([...waiting.nodes].filter((inside) => inside !== name)),
				node: getTask(taskId, { waitUntilFinished: true }),
				shape: 'task',
				completed: waiting.completed,
				...(failed ? { failed } : {}),
				remarks: remarksOf(waiting),
			});
		} else steps.push({ name, gone: new Set(), ...look, remarks: [] });
	}
	for (const [name, { kind }] of calls) {
		const found = made.get(name);
		if (found === undefined || kind === 'get' || waitedFor.has(name)) continue;
		const { parameters } = found.node;
		const node =
			kind === 'create' ? withTaskOption(parameters, 'waitForResult', 'doNotWait') : parameters;
		steps.push({
			name,
			gone: new Set(),
			...found,
			node: { ...found.node, parameters: node },
			remarks: [],
		});
	}
	return { steps, untouched };
}
