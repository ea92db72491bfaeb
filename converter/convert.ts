import { withAnswerNode } from './answerNode';
import { HTTP_REQUEST } from './workflow/nodeTypes';
import { headersOf } from './calls/httpRequest';
import { clearKeys } from './calls/keys';
import { otherCallers } from './calls/otherCallers';
import { chooseForms, type Forms } from './forms';
import { Flows } from './items/flows';
import { isConflict, resolve, type CallOf } from './items/parts';
import type { Answer } from './items/paths';
import { renameNodes, type NewName } from './items/nodeNames';
import { placeOfCode } from './code/codeNode';
import { visitReads } from './items/reads';
import { hasExpressions } from './items/templates';
import { labelOf } from './nodes/labels';
import { checksOf, withTaskOption } from './nodes/newNode';
import { planOf, requestsOf, type Plan, type Step } from './plan';
import { withSteps } from './replace';
import { whyAnswerFollows, whyItStays } from './reasons';
import type { Remark } from './workflow/remark';
import type { Report } from './report';
import { Graph } from './workflow/graph';
import { readWorkflow, writeWorkflow, type WorkflowFile } from './workflow/workflowFile';

export interface Converted {
	/** The workflow; the very text that was given when nothing in it was converted. */
	readonly text: string;
	readonly report: Report;
}

interface Draft {
	readonly plan: Plan;
	/** With the new nodes, before anything that reads them is changed. */
	readonly workflow: WorkflowFile;
	readonly forms: Forms;
	readonly flows: Flows;
	readonly answers: ReadonlyMap<string, Answer>;
}

function draftOf(given: WorkflowFile, staying: ReadonlyMap<string, string>): Draft {
	const plan = planOf(given, staying);
	const workflow = withSteps(given, plan.steps);
	const answers = new Map(
		plan.steps.flatMap(({ name, answer }) => (answer ? [[name, answer] as const] : [])),
	);
	const { nodes } = workflow;
	const calls = new Set(answers.keys());
	const flows = new Flows(Graph.of(workflow), nodes, calls, namesAfter(plan.steps));
	const early = new Map(
		plan.steps.flatMap(({ name, statusRequest, early: names = [] }) =>
			names.map((one) => [one, { call: name, isCreated: statusRequest !== name }] as const),
		),
	);
	const replaced = new Map(
		plan.steps.flatMap(({ name, gone, left, failed }) =>
			[name, ...gone].map(
				(old) => [old, { call: name, left, hasErrorOutput: failed !== undefined }] as const,
			),
		),
	);
	const forms = chooseForms(workflow, flows, answers, early, replaced);
	return { plan, workflow, forms, flows, answers };
}

/** The plan in which every call that must stay does. Each round leaves more calls, so there is a last one. */
function settledDraft(given: WorkflowFile): Draft {
	const staying = new Map<string, string>();
	for (;;) {
		const draft = draftOf(given, staying);
		const { keptTogether } = draft.plan;
		if (draft.forms.staying.size === 0 && keptTogether.length === 0) return draft;
		keptTogether.forEach(({ node, reason }) => staying.set(node, reason));
		for (const [call, reason] of draft.forms.staying) {
			const step = draft.plan.steps.find(({ name }) => name === call);
			const names = step === undefined ? [call] : requestsOf(step, given);
			names.forEach((name) => staying.set(name, whyItStays(reason)));
		}
	}
}

const namesAfter = (steps: readonly Step[]): ReadonlyMap<string, string> =>
	new Map(steps.flatMap(({ name, gone }) => [...gone].map((old) => [old, name] as const)));

/** The workflow in which expressions and code name other nodes. */
function renamed(workflow: WorkflowFile, namesIn: (reader: string) => NewName): WorkflowFile {
	const nodes = workflow.nodes.map((node) => {
		const isCode = placeOfCode(node) !== undefined;
		const newName = namesIn(node.name);
		const change = (value: unknown, name: string): unknown => {
			if (typeof value === 'string') {
				return isCode || hasExpressions(node, name, value) ? renameNodes(value, newName) : value;
			}
			if (Array.isArray(value)) return value.map((inner) => change(inner, name));
			if (typeof value !== 'object' || value === null) return value;
			return Object.fromEntries(
				Object.entries(value).map(([key, inner]) => [key, change(inner, key)]),
			);
		};
		return { ...node, parameters: change(node.parameters, '') as typeof node.parameters };
	});
	return { ...workflow, nodes };
}

/** The nodes after the new ones read what they read before. */
function withReaders({ workflow, forms, flows, answers, plan }: Draft): WorkflowFile {
	const callOf: CallOf = (name) => {
		const answer = answers.get(name);
		return answer && { answer, form: forms.formOf(name) };
	};
	const read = visitReads(workflow, flows, ({ path, flow, use }) => {
		const found = flow && resolve(path, flow, callOf, use);
		return found === undefined || isConflict(found) ? undefined : found;
	});
	const names = namesAfter(plan.steps);
	return renamed(read, () => (name) => names.get(name));
}

/** The new nodes give the raw task where that is read, followed by the old answer where the whole of it is. */
function withForms(
	given: WorkflowFile,
	{ forms, flows, answers, plan }: Draft,
): { workflow: WorkflowFile; check: Remark[] } {
	const check: Remark[] = [];
	const names = new Map<string, string>();
	const isRaw = (name: string): boolean => answers.has(name) && forms.formOf(name) !== 'simplified';
	const nodes = given.nodes.map((node) =>
		isRaw(node.name)
			? { ...node, parameters: withTaskOption(node.parameters, 'output', 'raw') }
			: node,
	);
	let workflow: WorkflowFile = { ...given, nodes };
	for (const { name, statusRequest } of plan.steps) {
		const answer = answers.get(name);
		const reason = forms.reasons.get(name);
		if (answer === undefined || reason === undefined || forms.formOf(name) !== 'answer') continue;
		const wanted =
			statusRequest !== undefined && statusRequest !== name ? statusRequest : `${name} Answer`;
		const rebuilt = withAnswerNode(workflow, name, wanted, answer.api);
		workflow = rebuilt.workflow;
		names.set(name, rebuilt.name);
		check.push({ node: name, text: whyAnswerFollows(reason, rebuilt.name) });
	}
	if (names.size === 0) return { workflow, check };
	// What follows the error output reads the new node's errors, which have no old answer.
	const isOfErrors = (call: string, reader: string): boolean => {
		const outputs = flows.outputsTo(call, reader);
		return outputs.length > 0 && !outputs.includes(0);
	};
	const namesIn =
		(reader: string): NewName =>
		(name, isList) =>
			!isList && isOfErrors(name, reader) ? undefined : names.get(name);
	return { workflow: renamed(workflow, namesIn), check };
}

const pinsRemoved = (before: WorkflowFile, after: WorkflowFile): Remark[] =>
	Object.keys(before.pinData ?? {})
		.filter((name) => after.pinData?.[name] === undefined)
		.map((node) => ({
			node,
			text: 'Its pinned data was removed: the items have another shape now.',
		}));

const keysInCredentials = (workflow: WorkflowFile, steps: readonly Step[]): Remark[] =>
	workflow.nodes
		.filter(
			({ type, credentials, name }) =>
				type === HTTP_REQUEST && credentials && steps.some((step) => step.name === name),
		)
		.filter((node) => !headersOf(node).some(({ name }) => /^x-api-key$/i.test(name)))
		.map(({ name }) => ({
			node: name,
			text: 'Its key was in a credential: create a PiAPI credential with it.',
		}));

/** Replaces HTTP Request nodes that call PiAPI with PiAPI nodes. Throws an InputError when the text is not a workflow. */
export function convert(text: string): Converted {
	const workflow = readWorkflow(text);
	const draft = settledDraft(workflow);
	const { steps } = draft.plan;
	const untouched = [...draft.plan.untouched, ...otherCallers(workflow)];
	const nodes = { before: workflow.nodes.length, after: workflow.nodes.length };
	if (steps.length === 0) {
		const { keys } = clearKeys(workflow, workflow);
		return { text, report: { nodes, converted: [], untouched, keys, check: [] } };
	}
	const { workflow: result, check } = withForms(withReaders(draft), draft);
	const { workflow: clean, keys } = clearKeys(workflow, result);
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
			keys,
			check: [
				...steps.flatMap(({ name, remarks, node }) =>
					[...remarks, ...checksOf(node)].map((remark) => ({ node: name, text: remark })),
				),
				...check,
				...keysInCredentials(workflow, steps),
				...pinsRemoved(workflow, clean),
			],
		},
	};
}
