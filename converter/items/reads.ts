import { readCode, type Place } from '../code/readCode';
import { ANY_NODE, type Access, type Naming } from '../code/values';
import { Graph } from '../workflow/graph';
import type { FileNode, WorkflowFile } from '../workflow/workflowFile';
import { possibleNames, renameFields, type Rename } from './fieldNames';
import { NOTHING, type Flow } from './flow';
import type { Flows } from './flows';
import { codeOf, placeOfCode } from '../code/codeNode';
import { namedColumns } from './namedColumns';
import type { Found, Use } from './parts';
import { segmentsOf, written, type Segment } from '../code/segments';
import { hasExpressions } from './templates';
import { answersWithLastItems, isLast, readsWholeItems } from './wholeItems';

/** A place where a node reads an item. */
export interface Read {
	readonly reader: string;
	readonly path: readonly Segment[];
	/** As it is written in the node; empty when the node reads whole items by itself. */
	readonly text: string;
	/** What the items that are read are like; undefined when code chooses the node. */
	readonly flow: Flow | undefined;
	/** The node that is named, if one is. */
	readonly named?: string;
	/** Where an output or a parameter of that node is named; the items that are read there are another read. */
	readonly naming?: Naming;
	readonly use?: Use;
	/** Whether the item goes to whoever called the workflow. */
	readonly leaves?: boolean;
}

/** Gives what to read from now on; undefined keeps the path. */
type Visit = (read: Read) => Found | undefined;

/** n8n ends an expression at the first `}}`. */
const EXPRESSION = /\{\{([^]*?)\}\}/g;

const CODE = ['jsCode', 'functionCode', 'pythonCode'];

/** A path with the question marks that the old one had: where it begins, and anywhere after that. */
function writtenPath(
	path: readonly Segment[],
	[isFirst = false, ...others]: readonly boolean[],
): string {
	const isInside = isFirst || others.includes(true);
	return path
		.map((segment, index) => {
			const text = written([segment]);
			if (!(index === 0 ? isFirst : isInside)) return text;
			return text.startsWith('.') ? `?${text}` : `?.${text}`;
		})
		.join('');
}

/** Code with other paths, from its end to its beginning so that places stay right. */
function rewriteCode(
	code: string,
	accesses: readonly Access[],
	change: (access: Access) => readonly Segment[] | undefined,
): string {
	const changes = new Map<number, { end: number; text: string }>();
	for (const access of accesses) {
		const path = change(access);
		if (path === undefined || access.path.length === 0) continue;
		changes.set(access.from, { end: access.end, text: writtenPath(path, access.optional) });
	}
	return [...changes]
		.sort(([one], [other]) => other - one)
		.reduce(
			(text, [from, { end, text: path }]) => text.slice(0, from) + path + text.slice(end),
			code,
		);
}

/** Visits what one node reads, and gives its parameters with the new paths. */
class NodeReader {
	private readonly own: Flow;

	constructor(
		private readonly node: FileNode,
		private readonly flows: Flows,
		private readonly visit: Visit,
	) {
		this.own = flows.into(node.name);
	}

	private flowOf({ source }: Access): Flow | undefined {
		if (source === ANY_NODE) return undefined;
		const { node, output } = source;
		return node === undefined ? this.own : this.flows.named(this.node.name, { node, output });
	}

	private ofCode(code: string, place: Place, language?: string): string {
		const reader = this.node.name;
		const { accesses, namings } = readCode(code, place, language);
		namings.forEach((naming) => {
			const { node: named, text } = naming;
			this.visit({ reader, path: [], text, flow: NOTHING, named, naming });
		});
		return rewriteCode(code, accesses, (access) => {
			const { source, path, text } = access;
			const named = source === ANY_NODE ? undefined : source.node;
			return this.visit({ reader, path, text, flow: this.flowOf(access), named })?.path;
		});
	}

	private ofText(text: string, key: string): string {
		const place = CODE.includes(key) ? placeOfCode(this.node) : undefined;
		if (place !== undefined) return this.ofCode(text, place, codeOf(this.node).language);
		if (!hasExpressions(this.node, key, text)) return text;
		return text.replace(EXPRESSION, (_, code: string) => `{{${this.ofCode(code, 'expression')}}}`);
	}

	private ofValue(value: unknown, key: string): unknown {
		if (typeof value === 'string') return this.ofText(value, key);
		if (Array.isArray(value)) return value.map((inner) => this.ofValue(inner, key));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([name, inner]) => [name, this.ofValue(inner, name)]),
		);
	}

	/** A field that is named without an expression. */
	private visitName(name: string, use?: Use): Found | undefined {
		return this.visit({
			reader: this.node.name,
			path: segmentsOf(`.${name}`),
			text: name,
			flow: this.own,
			...(use ? { use } : {}),
		});
	}

	private readonly rename: Rename = (field, use) => {
		if (field === '' || field.startsWith('=')) return undefined;
		const found = this.visitName(field, use);
		return found && { ...found, name: written(found.path).replace(/^\./, '') };
	};

	/** `isLeaving` says whether what the node gives goes to whoever called the workflow. */
	parameters(isLeaving: boolean): FileNode['parameters'] {
		const { node, own, flows } = this;
		const whole = { reader: node.name, path: [], text: '' };
		if (readsWholeItems(node)) this.visit({ ...whole, flow: own });
		if (isLeaving) this.visit({ ...whole, flow: flows.outOf(node.name), leaves: true });
		[...possibleNames(node), ...namedColumns(node)].forEach((name) => {
			this.visitName(name, 'fixed');
		});
		return this.ofValue(renameFields(node, this.rename), '') as FileNode['parameters'];
	}
}

/** Visits everything that the nodes of a workflow read of their items, and gives the workflow with the new paths. */
export function visitReads(workflow: WorkflowFile, flows: Flows, visit: Visit): WorkflowFile {
	const graph = Graph.of(workflow);
	const answers = answersWithLastItems(workflow.nodes);
	const nodes = workflow.nodes.map((node) => ({
		...node,
		parameters: new NodeReader(node, flows, visit).parameters(answers && isLast(graph, node.name)),
	}));
	return { ...workflow, nodes };
}
