import { ANY_NODE } from './code/values';
import { readCode } from './code/readCode';
import { UNIFIED, type Api } from './calls/api';
import { withOptions } from './calls/requestOptions';
import { keptTogether, type Kept } from './calls/legacy/keptTogether';
import { HTTP_REQUEST } from './workflow/nodeTypes';
import { readCall } from './calls/httpRequest';
import { Unclear, type Call } from './calls/call';
import { piecesOf } from './code/pieces';
import { Flows } from './items/flows';
import type { Answer } from './items/paths';
import { newNodeFor, getTask, type Made } from './nodes/nodeForCall';
import { withTaskOption, type NewNode } from './nodes/newNode';
import { remarksOf } from './remarks';
import type { Remark } from './workflow/remark';
import { errorsOf } from './waiting/errors';
import { waitingAround, type Left, type Waiting } from './waiting/waiting';
import { afterError } from './workflow/afterError';
import { Graph } from './workflow/graph';
import type { Edge, FileNode, WorkflowFile } from './workflow/workflowFile';

/** A new node, and the nodes that it replaces. */
export interface Step {
	readonly name: string;
	readonly gone: ReadonlySet<string>;
	/** The status request whose answer is read, if the step replaces one. */
	readonly statusRequest?: string;
	/** Nodes whose items were of the task before it finished, where the node gives the finished one. */
	readonly early?: readonly string[];
	/** By which outputs tasks left the nodes that are gone. */
	readonly left?: Left;
	readonly node: NewNode;
	readonly answer?: Answer;
	/** Its connections, where they change. */
	readonly completed?: readonly Edge[];
	/** Where failed tasks and other errors go to the error output; undefined when they stop the workflow. */
	readonly failed?: readonly Edge[];
	/** Whether failed tasks were created again. */
	readonly retries?: boolean;
	readonly remarks: readonly string[];
}

export interface Plan {
	readonly steps: readonly Step[];
	readonly untouched: readonly Remark[];
	/** Calls that have to stay because others do. */
	readonly keptTogether: readonly Kept[];
}

interface StatusRequest {
	readonly name: string;
	readonly taskId: string;
	readonly api: Api;
}

/** The nodes that created the task with this ID: the ones that are named, or the ones that the items come from. */
function makersOf(flows: Flows, { name, taskId }: StatusRequest): string[] {
	const makers = new Set<string>();
	for (const { code, text } of piecesOf(taskId.replace(/^=/, ''))) {
		if (!code) continue;
		for (const { source } of readCode(text, 'expression').accesses) {
			if (source === ANY_NODE) continue;
			const flow = source.node === undefined ? flows.into(name) : flows.outOf(source.node);
			flow.views.forEach(({ call }) => makers.add(call));
		}
	}
	return [...makers];
}

const RECREATED =
	'failed tasks are created again by way of other nodes. Replace them by hand: On Error and Retry On Fail are in Settings of the new node';

const TURNED_OFF = 'it is turned off. If the workflow still uses it, turn it on and convert again';

class Planner {
	private readonly graph: Graph;
	/** Every call, those that stay too. */
	private readonly read = new Map<string, Call | Unclear>();
	private readonly calls = new Map<string, Call>();
	private readonly made = new Map<string, Made>();
	readonly untouched: Remark[] = [];
	readonly steps: Step[] = [];

	constructor(
		private readonly workflow: WorkflowFile,
		private readonly staying: ReadonlyMap<string, string>,
	) {
		this.graph = Graph.of(workflow);
	}

	private leave(node: string, text: string): void {
		if (this.untouched.some((remark) => remark.node === node)) return;
		this.calls.delete(node);
		this.made.delete(node);
		this.untouched.push({ node, text });
	}

	private readCalls(): void {
		for (const node of this.workflow.nodes) {
			const call = readCall(node, this.workflow);
			if (call === undefined) continue;
			if (node.disabled === true) {
				this.leave(node.name, TURNED_OFF);
				continue;
			}
			const reason = this.staying.get(node.name);
			const read = call instanceof Unclear ? call : withOptions(call, node);
			this.read.set(node.name, read);
			if (read instanceof Unclear) {
				this.leave(node.name, read.reason);
				continue;
			}
			const made = newNodeFor(read);
			if (made instanceof Unclear) this.leave(node.name, made.reason);
			else if (reason !== undefined) this.leave(node.name, reason);
			else {
				this.calls.set(node.name, read);
				this.made.set(node.name, this.withErrors(made, node, read));
			}
		}
	}

	/** Its answer, where the item of an error may come in its place. */
	private withErrors({ node: made, answer }: Made, node: FileNode, call: Call): Made {
		const orError = call.ignoresErrors === true || afterError(node) === 'continues';
		return { node: made, ...(answer && { answer: orError ? { ...answer, orError } : answer }) };
	}

	private runsOnce(name: string): boolean {
		return this.graph.node(name)?.executeOnce === true;
	}

	/** Whether the workflow continued after an error of a node, in any way. */
	private continuesAfter(name: string): boolean {
		const node = this.graph.node(name);
		return (
			this.calls.get(name)?.ignoresErrors === true ||
			(node !== undefined && afterError(node) !== 'stops')
		);
	}

	/** The step of a node that waits for its task. Text when failed tasks take a way back that it cannot take. */
	private waitingStep(
		name: string,
		statusRequest: StatusRequest,
		waiting: Waiting,
		node: NewNode,
	): Step | string {
		if (this.runsOnce(statusRequest.name) !== this.runsOnce(name)) {
			return 'Execute Once is on for only one of the create and its status request: set it on both or on none, and convert again';
		}
		const errors = errorsOf(this.graph, name, statusRequest.name, waiting);
		if (errors === undefined) return RECREATED;
		const { edges, back = [], continued } = errors;
		const answer = this.made.get(statusRequest.name)?.answer;
		const orError = this.made.get(name)?.answer?.orError === true ? { orError: true } : {};
		const operation = node.operation ? { operation: node.operation } : {};
		const ways = {
			retries: errors.back !== undefined,
			hasErrorOutput: edges !== undefined,
			continued,
			checkContinued: this.continuesAfter(statusRequest.name),
			triedAgain: name !== statusRequest.name && this.graph.node(name)?.retryOnFail === true,
		};
		return {
			name,
			gone: new Set([...waiting.nodes, ...back].filter((inside) => inside !== name)),
			statusRequest: statusRequest.name,
			early: name === statusRequest.name ? waiting.pauses : [name, ...waiting.pauses],
			node,
			...(answer ? { answer: { ...answer, ...orError, ...operation } } : {}),
			left: waiting.left,
			completed: waiting.completed,
			...(edges === undefined ? {} : { failed: edges }),
			...(ways.retries ? { retries: true } : {}),
			remarks: remarksOf(waiting, ways),
		};
	}

	/** Whether no call of the workflow that may create a task leads to a status request. */
	private isLone(statusRequest: string): boolean {
		return ![...this.read].some(
			([name, call]) =>
				(call instanceof Unclear || call.kind === 'create') &&
				this.graph.reaches(name, statusRequest),
		);
	}

	/** A status request that stays one. */
	private singleStep(statusRequest: StatusRequest): Step | undefined {
		const made = this.made.get(statusRequest.name);
		return made && { name: statusRequest.name, gone: new Set(), ...made, remarks: [] };
	}

	/** The step that takes the place of a status request and what is around it. */
	private stepOfStatusRequest(
		statusRequest: StatusRequest,
		waiting: Waiting,
		makers: readonly string[],
	): Step | string {
		const [entry, ...more] = waiting.entries;
		const maker = more.length === 0 && entry?.output === 0 ? this.made.get(entry.from) : undefined;
		const isNext = entry !== undefined && this.graph.targets(entry.from, 0).length === 1;
		const isMaker = entry !== undefined && makers.length === 1 && makers[0] === entry.from;
		if (entry && maker && isNext && isMaker) {
			return this.waitingStep(entry.from, statusRequest, waiting, maker.node);
		}
		const single = waiting.polls ? undefined : this.singleStep(statusRequest);
		if (single !== undefined) return single;
		const node = getTask(statusRequest.taskId, { waitUntilFinished: true });
		return this.waitingStep(statusRequest.name, statusRequest, waiting, node);
	}

	plan(): Plan {
		this.readCalls();
		const flows = new Flows(
			this.graph,
			this.workflow.nodes,
			new Set([...this.calls].flatMap(([name, { kind }]) => (kind === 'create' ? [name] : []))),
		);
		const statusRequests = [...this.calls].flatMap(([name, call]) =>
			call.kind === 'get' ? [{ name, taskId: call.taskId, api: call.api ?? UNIFIED }] : [],
		);
		for (const statusRequest of statusRequests) {
			const makers = makersOf(flows, statusRequest);
			const waiting = waitingAround(this.graph, statusRequest.name, statusRequest.api);
			const found =
				typeof waiting === 'string'
					? waiting
					: this.stepOfStatusRequest(statusRequest, waiting, makers);
			const isLone = typeof found === 'string' && this.isLone(statusRequest.name);
			const step = (isLone ? this.singleStep(statusRequest) : undefined) ?? found;
			if (typeof step !== 'string') {
				this.steps.push(step);
				continue;
			}
			this.leave(statusRequest.name, step);
			for (const maker of makers) {
				this.leave(maker, `it stays with "${statusRequest.name}", which waits for its task`);
			}
		}
		const replaced = new Set(this.steps.map(({ name }) => name));
		for (const [name, { kind }] of this.calls) {
			const made = this.made.get(name);
			if (made === undefined || kind === 'get' || replaced.has(name)) continue;
			const { node } = made;
			const parameters =
				kind === 'create'
					? withTaskOption(node.parameters, 'waitForResult', 'doNotWait')
					: node.parameters;
			this.steps.push({
				name,
				gone: new Set(),
				...made,
				node: { ...node, parameters },
				remarks: [],
			});
		}
		for (const { name, statusRequest } of this.steps) {
			const stays = this.untouched.some(({ node }) => node === name);
			if (stays && statusRequest !== undefined) {
				this.leave(statusRequest, `it stays with "${name}", whose task it checks`);
			}
		}
		const left = new Set(this.untouched.map(({ node }) => node));
		return {
			steps: this.steps.filter(({ name }) => !left.has(name)),
			untouched: this.untouched,
			keptTogether: keptTogether(this.read, left),
		};
	}
}

/** What becomes what; nothing is changed yet. Calls with a reason to stay are left as they are. */
export const planOf = (
	workflow: WorkflowFile,
	staying: ReadonlyMap<string, string> = new Map(),
): Plan => new Planner(workflow, staying).plan();

/** Every HTTP Request node that a step replaces. */
export const requestsOf = ({ name, gone }: Step, { nodes }: WorkflowFile): string[] =>
	nodes
		.filter((node) => node.type === HTTP_REQUEST && (node.name === name || gone.has(node.name)))
		.map((node) => node.name);
