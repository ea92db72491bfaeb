import { readCode, type Place } from '../code/readCode';
import { ANY_NODE, type Access, type Naming } from '../code/values';
import { Graph } from '../workflow/graph';
import type { FileNode, WorkflowFile } from '../workflow/workflowFile';
import { possibleNames, renameFields, type Rename } from './fieldNames';
import { NOTHING, type Flow } from './flow';
import type { Flows } from './flows';
import { codeOf, placeOfCode } from './handOn';
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
export type Visit = (read: Read) => Found | undefined;

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

/** Visits everything that the nodes of a workflow read of their items, and gives the workflow with the new paths. */
export function visitReads(workflow: WorkflowFile, flows: Flows, visit: Visit): WorkflowFile {
	const graph = Graph.of(workflow);
	const answers = answersWithLastItems(workflow.nodes);
	const nodes = workflow.nodes.map((node) => {
		const own = flows.into(node.name);
		const ofAccess = ({ source, path, text }: Access): readonly Segment[] | undefined => {
			const flow =
				source === ANY_NODE
					? undefined
					: source.node === undefined
						? own
						: flows.named(node.name, { node: source.node, output: source.output });
			const named = source === ANY_NODE ? undefined : source.node;
			return visit({ reader: node.name, path, text, flow, named })?.path;
		};
		const ofText = (code: string, place: Place, language?: string): string => {
			const { accesses, namings } = readCode(code, place, language);
			namings.forEach((naming) => {
				const { node: named, text } = naming;
				visit({ reader: node.name, path: [], text, flow: NOTHING, named, naming });
			});
			return rewriteCode(code, accesses, ofAccess);
		};
		const ofExpression = (text: string): string =>
			text.replace(EXPRESSION, (_, code: string) => `{{${ofText(code, 'expression')}}}`);
		const visitValue = (value: unknown, key: string): unknown => {
			if (typeof value === 'string') {
				const place = CODE.includes(key) ? placeOfCode(node) : undefined;
				if (place !== undefined) return ofText(value, place, codeOf(node).language);
				return hasExpressions(node, key, value) ? ofExpression(value) : value;
			}
			if (Array.isArray(value)) return value.map((inner) => visitValue(inner, key));
			if (typeof value !== 'object' || value === null) return value;
			return Object.fromEntries(
				Object.entries(value).map(([name, inner]) => [name, visitValue(inner, name)]),
			);
		};
		const named: Rename = (field, use) => {
			if (field === '' || field.startsWith('=')) return undefined;
			const found = visit({
				reader: node.name,
				path: segmentsOf(`.${field}`),
				text: field,
				flow: own,
				...(use ? { use } : {}),
			});
			return found && { ...found, name: written(found.path).replace(/^\./, '') };
		};
		if (readsWholeItems(node)) visit({ reader: node.name, path: [], text: '', flow: own });
		if (answers && isLast(graph, node.name)) {
			visit({
				reader: node.name,
				path: [],
				text: '',
				flow: flows.outOf(node.name),
				leaves: true,
			});
		}
		[...possibleNames(node), ...namedColumns(node)].forEach((name) => {
			visit({
				reader: node.name,
				path: segmentsOf(`.${name}`),
				text: name,
				flow: own,
				use: 'fixed',
			});
		});
		const parameters = renameFields(node, named);
		return { ...node, parameters: visitValue(parameters, '') as FileNode['parameters'] };
	});
	return { ...workflow, nodes };
}
