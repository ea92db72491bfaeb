import { STATES, UNIFIED, type Api, type State } from '../calls/api';
import { branchOf, isDecision, NOWHERE } from './decisions';
import { sameEdges, type Graph, type Incoming } from '../workflow/graph';
import { HTTP_REQUEST, LOOP_OVER_ITEMS, WAIT } from '../workflow/nodeTypes';
import type { Edge, FileNode } from '../workflow/workflowFile';
import { cutOffWays, type CutOff } from './cutOff';

/** What happens to a task in some state after a status request. */
type Outcome =
	| { readonly way: 'again' }
	| { readonly way: 'end' }
	| { readonly way: 'exit'; readonly edges: readonly Edge[] };

/** The nodes that wait for a task's end, around its status request. */
export interface Waiting {
	readonly nodes: ReadonlySet<string>;
	/** Checked again and again, or once after a fixed time. */
	readonly polls: boolean;
	/** Whether unfinished tasks led nowhere. */
	readonly drops: boolean;
	/** States of unfinished tasks that led nowhere, where others led to the next check. */
	readonly unnamed: readonly string[];
	/** The pauses that lead to the status request, whose items are of the task before it finished. */
	readonly pauses: readonly string[];
	readonly entries: readonly Incoming[];
	readonly completed: readonly Edge[];
	readonly failed: Outcome;
	/** The output by which completed and failed tasks left each node. */
	readonly left: Left;
	/** Ways of tasks in other states, and of decisions about more than the state, that the new node does not have. */
	readonly cutOff: readonly CutOff[];
}

/** By name of the node: the output by which tasks left it before they were replaced. */
export interface Left {
	readonly completed: ReadonlyMap<string, number>;
	readonly failed: ReadonlyMap<string, number>;
}

const BY_HAND =
	'Replace it by hand: the PiAPI node that creates the task waits for its result as well';

const NO_OPERATION = 'n8n-nodes-base.noOp';

const isTimed = ({ type, parameters: { resume } }: FileNode): boolean =>
	type === WAIT && (resume === undefined || resume === 'timeInterval');

/** A wait for a while, not one for a call; also what passes its items because it is turned off. */
export const isPause = (node: FileNode): boolean =>
	node.disabled === true
		? [NO_OPERATION, WAIT].includes(node.type) || isDecision(node.type)
		: node.executeOnce !== true && (node.type === NO_OPERATION || isTimed(node));

/** A setting of a node with which other items come after it than by what it decides. */
function settingOf(node: FileNode): string | undefined {
	const { name, executeOnce, alwaysOutputData } = node;
	if (executeOnce === true && (isDecision(node.type) || isPause({ ...node, executeOnce: false }))) {
		return `Execute Once is on for "${name}"`;
	}
	return alwaysOutputData === true && isDecision(node.type)
		? `Always Output Data is on for "${name}"`
		: undefined;
}

const doesMore = (setting = 'the loop around it does more than wait for the status of the task') =>
	`${setting}. ${BY_HAND}`;

interface Walk {
	readonly outcome: Outcome;
	readonly nodes: readonly string[];
	/** The output by which the task leaves each node. */
	readonly outputs: ReadonlyMap<string, number>;
}

/** Follows a task in one state from the status request on; text when a decision depends on more than the state. */
function walk(graph: Graph, statusRequest: string, state: State, api: Api): Walk | string {
	const passed: string[] = [];
	const outputs = new Map([[statusRequest, 0]]);
	const ends = (outcome: Outcome, nodes = passed): Walk => ({ outcome, nodes, outputs });
	/** Pauses since the last decision: part of the loop only when it closes. */
	let pauses: string[] = [];
	let edges = graph.targets(statusRequest, 0);
	let exit = edges;
	for (;;) {
		const [edge, ...more] = edges;
		if (edge === undefined) {
			return ends(pauses.length === 0 ? { way: 'end' } : { way: 'exit', edges: exit });
		}
		const isAgain = edges.some(({ node }) => node === statusRequest);
		if (isAgain && more.length > 0) return doesMore();
		if (isAgain) return ends({ way: 'again' }, [...passed, ...pauses]);
		const node = graph.node(edge.node);
		const isSeen = passed.includes(edge.node) || pauses.includes(edge.node);
		if (more.length > 0 || node === undefined || isSeen) {
			return ends({ way: 'exit', edges: exit });
		}
		if (isPause(node)) {
			outputs.set(node.name, 0);
			pauses.push(node.name);
			edges = graph.targets(node.name, 0);
			continue;
		}
		const setting = settingOf(node);
		const branch = setting === undefined ? branchOf(node, state, api, statusRequest) : undefined;
		if (branch === undefined) {
			return graph.reaches(node.name, statusRequest, isSameRound)
				? doesMore(setting)
				: ends({ way: 'exit', edges: exit });
		}
		outputs.set(node.name, branch);
		passed.push(...pauses, node.name);
		pauses = [];
		edges = branch === NOWHERE ? [] : graph.targets(node.name, branch);
		exit = edges;
	}
}

/** The next item of a batch, or a new task, begins another round: the way to the same task ends there. */
const isSameRound = ({ type }: FileNode): boolean =>
	type !== LOOP_OVER_ITEMS && type !== HTTP_REQUEST;

/** Pauses that lead to the status request and nowhere else. */
function pausesBefore(graph: Graph, statusRequest: string): string[] {
	const found: string[] = [];
	const open = [statusRequest];
	for (let at = open.pop(); at !== undefined; at = open.pop()) {
		for (const { from } of graph.into(at)) {
			const node = graph.node(from);
			if (!node || found.includes(from) || !isPause(node)) continue;
			if (graph.targets(from, 0).length > 1) continue;
			found.push(from);
			open.push(from);
		}
	}
	return found;
}

const edgesOf = (outcome: Outcome): readonly Edge[] =>
	outcome.way === 'exit' ? outcome.edges : [];

const sameOutcome = (one: Outcome, other: Outcome): boolean =>
	one.way === 'exit' && other.way === 'exit'
		? sameEdges(one.edges, other.edges)
		: one.way === other.way;

/** A state of an unfinished task, as the API names it. */
interface Unfinished {
	readonly name: string;
	readonly outcome: Outcome;
}

/** What happens in every state of an unfinished task; text when that depends on more. */
function unfinishedOf(
	graph: Graph,
	statusRequest: string,
	api: Api,
	of: (state: State) => Outcome,
): Unfinished[] | string {
	const known = (['processing', 'pending', 'staged'] as const).map((state) => ({
		name: api.states[state],
		outcome: of(state),
	}));
	for (const name of api.alsoRunning ?? []) {
		const states = { ...api.states, processing: name };
		const found = walk(graph, statusRequest, 'processing', { ...api, states });
		if (typeof found === 'string') return found;
		known.push({ name, outcome: found.outcome });
	}
	return known;
}

/**
 * The loop, or the fixed wait, around a status request. Text when what is there has another meaning than
 * waiting for the task's end.
 */
export function waitingAround(
	graph: Graph,
	statusRequest: string,
	api: Api = UNIFIED,
): Waiting | string {
	const walks = new Map<State, Walk>();
	for (const state of STATES) {
		const found = walk(graph, statusRequest, state, api);
		if (typeof found === 'string') return found;
		walks.set(state, found);
	}
	const of = (state: State): Outcome => walks.get(state)?.outcome ?? { way: 'end' };
	const outputsOf = (state: State): ReadonlyMap<string, number> =>
		walks.get(state)?.outputs ?? new Map();
	const unfinished = unfinishedOf(graph, statusRequest, api, of);
	if (typeof unfinished === 'string') return unfinished;
	const loops = unfinished.find(({ outcome }) => outcome.way === 'again');
	const first = loops ?? { name: api.states.processing, outcome: of('processing') };
	const running = first.outcome;
	const ends = ({ outcome }: Unfinished): boolean => loops !== undefined && outcome.way === 'end';
	const other = unfinished.find((one) => !sameOutcome(one.outcome, running) && !ends(one));
	if (other !== undefined) {
		return `tasks with the status "${first.name}" and those with "${other.name}" go different ways. ${BY_HAND}`;
	}
	const completed = of('completed');
	if (completed.way === 'again') return `a completed task is checked again and again. ${BY_HAND}`;
	const polls = running.way === 'again';
	const drops = !polls && running.way === 'end' && completed.way !== 'end';
	if (!polls && !drops && !sameOutcome(running, completed)) {
		return 'an unfinished task goes another way after a single check: remove that way, and convert again';
	}
	const pauses = pausesBefore(graph, statusRequest);
	const inside = new Set([
		statusRequest,
		...[...walks.values()].flatMap(({ nodes }) => nodes),
		...pauses,
	]);
	const entries = [...inside]
		.flatMap((name) => graph.into(name))
		.filter(({ from }) => !inside.has(from));
	const enters = entries.every(
		({ edge }) => edge.node === statusRequest || pauses.includes(edge.node),
	);
	const leaves = [completed, of('failed')].every((outcome) =>
		edgesOf(outcome).every(({ node }) => !inside.has(node)),
	);
	const taken = [...walks.values(), ...unfinished].flatMap(({ outcome }) => edgesOf(outcome));
	const failed = of('failed');
	if (!leaves) return `a decision after it depends on more than the status. ${BY_HAND}`;
	if (!enters) return `other nodes lead into the middle of the loop around it. ${BY_HAND}`;
	return {
		nodes: inside,
		polls,
		drops,
		unnamed: unfinished.filter(ends).map(({ name }) => name),
		pauses,
		entries,
		completed: edgesOf(completed),
		failed,
		left: { completed: outputsOf('completed'), failed: outputsOf('failed') },
		cutOff: cutOffWays(graph, statusRequest, inside, {
			taken: new Set(taken),
			failed: edgesOf(failed),
		}),
	};
}
