import { renameFields } from './items/fieldNames';
import { Graph, merged } from './workflow/graph';
import { HTTP_REQUEST, headersOf } from './calls/httpRequest';
import { placesOf, typedKeys, withoutKeys } from './calls/keys';
import { labelOf } from './nodes/labels';
import { inflowOf, type Inflow } from './items/origins';
import { withTaskOption } from './nodes/parameters';
import { newPath, pathInAnswer, readsAnswer, written, type Origin } from './items/paths';
import { planOf, type Step } from './plan';
import { renameNodes, replaceReferences, segmentsOf, type Reference } from './items/references';
import type { Remark, Report } from './report';
import {
	readWorkflow,
	writeWorkflow,
	type FileNode,
	type WorkflowFile,
} from './workflow/workflowFile';

export interface Converted {
	/** The workflow; the very text that was given when nothing in it was converted. */
	readonly text: string;
	readonly report: Report;
}

/** The old node with the new one's parameters. Name, position, notes and settings are kept. */
function nodeOf(old: FileNode, { node, failed }: Step): FileNode {
	return {
		...old,
		type: node.type,
		typeVersion: 1,
		parameters: node.parameters,
		...(failed === undefined ? {} : { onError: 'continueErrorOutput' }),
		credentials: { piApi: { id: null, name: 'PiAPI' } },
	};
}

function replaced(workflow: WorkflowFile, steps: readonly Step[]): WorkflowFile {
	const gone = new Set(steps.flatMap((step) => [...step.gone]));
	const stepOf = new Map(steps.map((step) => [step.name, step]));
	const nodes = workflow.nodes
		.filter(({ name }) => !gone.has(name))
		.map((node) => {
			const step = stepOf.get(node.name);
			return step === undefined ? node : nodeOf(node, step);
		});
	const connections = steps.reduce((sofar, { name, gone: inside, completed, failed }) => {
		if (completed === undefined) return sofar;
		const errors = [...(sofar[name]?.main?.[1] ?? []), ...(failed ?? [])];
		return merged(sofar, name, inside, [completed, ...(errors.length === 0 ? [] : [errors])]);
	}, workflow.connections);
	const { pinData } = workflow;
	const pinned = Object.entries(pinData ?? {}).filter(
		([name]) => !gone.has(name) && !stepOf.has(name),
	);
	return {
		...workflow,
		nodes,
		connections,
		...(pinData === undefined ? {} : { pinData: Object.fromEntries(pinned) }),
	};
}

/** Texts in which n8n looks for references: expressions, and the code of Code nodes. */
const CODE = ['jsCode', 'functionCode', 'pythonCode'];

function mapTexts(value: unknown, change: (text: string) => string, key = ''): unknown {
	if (typeof value === 'string') {
		return value.startsWith('=') || CODE.includes(key) ? change(value) : value;
	}
	if (Array.isArray(value)) return value.map((inner) => mapTexts(inner, change));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, mapTexts(inner, change, name)]),
	);
}

type Visit = (node: FileNode, reference: Reference, origin: Origin | 'mixed') => string | undefined;

/** Visits every reference to the items of a new node. */
function visitReferences(
	workflow: WorkflowFile,
	steps: readonly Step[],
	visit: Visit,
): WorkflowFile {
	const graph = new Graph(workflow);
	const stepOf = new Map(steps.map((step) => [step.name, step]));
	const names = new Map(
		steps.flatMap(({ name, gone }) => [...gone].map((old) => [old, name] as const)),
	);
	const originOf = (name: string, output = 0): Origin | undefined => {
		const step = stepOf.get(name);
		if (step?.shape === undefined) return undefined;
		const { operation } = step.node;
		const shape = output === 1 ? 'failedTask' : step.shape;
		return { node: name, shape, ...(operation ? { operation } : {}) };
	};
	const ofInflow = ({
		origins: [first, ...more],
		others,
	}: Inflow): Origin | 'mixed' | undefined => {
		const isOne =
			first &&
			more.every(
				({ node, shape, listedIn }) =>
					node === first.node && shape === first.shape && listedIn === first.listedIn,
			);
		return first === undefined ? undefined : isOne && !others ? first : 'mixed';
	};
	const nodes = workflow.nodes.map((node) => {
		const inflow = ofInflow(inflowOf(graph, node.name, originOf));
		const change = (text: string): string => {
			const rewritten = replaceReferences(text, (reference, access) => {
				const named = reference.node;
				const origin = named === undefined ? inflow : originOf(names.get(named) ?? named);
				if (origin === undefined) return undefined;
				const path = visit(node, reference, origin);
				return path === undefined ? undefined : `${access}${path}`;
			});
			return renameNodes(rewritten, names);
		};
		const rename = (field: string): string | undefined =>
			inflow === undefined || field === '' || field.startsWith('=')
				? undefined
				: visit(node, { path: segmentsOf(`.${field}`), text: `Field ${field}` }, inflow)?.slice(1);
		const parameters = renameFields(node, rename);
		return { ...node, parameters: mapTexts(parameters, change) as FileNode['parameters'] };
	});
	return { ...workflow, nodes };
}

/** New nodes from which other nodes read something that only the raw output has. */
function rawNodes(workflow: WorkflowFile, steps: readonly Step[]): Set<string> {
	const raw = new Set<string>();
	visitReferences(workflow, steps, (_, { path }, origin) => {
		if (origin === 'mixed' || origin.shape !== 'task') return undefined;
		const isRead = pathInAnswer(path, origin)?.[0] === 'data';
		if (isRead && newPath(path, origin, false) === undefined) raw.add(origin.node);
		return undefined;
	});
	return raw;
}

function withRawOutput(workflow: WorkflowFile, raw: ReadonlySet<string>): WorkflowFile {
	const nodes = workflow.nodes.map((node) =>
		raw.has(node.name)
			? { ...node, parameters: withTaskOption(node.parameters, 'output', 'raw') }
			: node,
	);
	return { ...workflow, nodes };
}

function rewritten(
	workflow: WorkflowFile,
	steps: readonly Step[],
): { workflow: WorkflowFile; check: Remark[] } {
	const check: Remark[] = [];
	const raw = rawNodes(workflow, steps);
	const result = visitReferences(withRawOutput(workflow, raw), steps, (node, reference, origin) => {
		const path =
			origin === 'mixed' ? undefined : newPath(reference.path, origin, raw.has(origin.node));
		if (path !== undefined) return written(path);
		const listedIn = origin === 'mixed' ? undefined : origin.listedIn;
		if (!readsAnswer(reference.path, listedIn)) return undefined;
		const why =
			origin === 'mixed'
				? 'its items come from several kinds of nodes'
				: 'the new item has no such field';
		check.push({ node: node.name, text: `${reference.text} was not changed: ${why}.` });
		return undefined;
	});
	return { workflow: result, check };
}

/**
 * Replaces HTTP Request nodes that call PiAPI with PiAPI nodes. Throws a ClearFailure when the text is not a
 * workflow.
 */
export function convert(text: string): Converted {
	const workflow = readWorkflow(text);
	const { steps, untouched } = planOf(workflow);
	const keys = typedKeys(workflow);
	const places = keys.map(({ node, place }) => ({ node, place }));
	const nodes = { before: workflow.nodes.length, after: workflow.nodes.length };
	if (steps.length === 0) {
		return { text, report: { nodes, converted: [], untouched, keys: places, check: [] } };
	}
	const { workflow: result, check } = rewritten(replaced(workflow, steps), steps);
	const isFree = untouched.length === 0;
	const clean = isFree ? withoutKeys(result, keys) : result;
	const left = placesOf(clean, keys).map(({ node, place }) => ({
		node,
		text: `The API key is still in ${place}, because nodes that were not converted require it.`,
	}));
	const pinned = Object.keys(workflow.pinData ?? {})
		.filter((name) => clean.pinData?.[name] === undefined)
		.map((node) => ({
			node,
			text: 'Its pinned data was removed: the items have another shape now.',
		}));
	const inCredential = workflow.nodes
		.filter(
			({ type, credentials, name }) =>
				type === HTTP_REQUEST && credentials && steps.some((step) => step.name === name),
		)
		.filter((node) => !headersOf(node).some(({ name }) => /^x-api-key$/i.test(name)))
		.map(({ name }) => ({
			node: name,
			text: 'Its key was in a credential: create a PiAPI credential with it.',
		}));
	return {
		text: writeWorkflow(clean, text),
		report: {
			nodes: { ...nodes, after: clean.nodes.length },
			converted: steps.map((step) => ({
				node: step.name,
				replaces: [step.name, ...[...step.gone].filter((name) => name !== step.name)],
				operation: labelOf(step.node),
			})),
			untouched,
			keys: places,
			check: [
				...steps.flatMap(({ name, remarks, node }) =>
					[...remarks, ...node.notes].map((remark) => ({ node: name, text: remark })),
				),
				...check,
				...inCredential,
				...pinned,
				...left,
			],
		},
	};
}
