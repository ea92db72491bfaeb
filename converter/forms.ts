import type { Naming } from './code/values';
import type { Reason } from './reasons';
import type { Flows } from './items/flows';
import { isConflict, resolve, type CallOf } from './items/parts';
import { isOfAnswer, isSettled, type Answer, type OutputForm } from './items/paths';
import { visitReads, type Read } from './items/reads';
import type { Left } from './waiting/waiting';
import type { WorkflowFile } from './workflow/workflowFile';

/** What each new node gives, so that everything after it reads what it read before. */
export interface Forms {
	readonly formOf: (call: string) => OutputForm;
	readonly reasons: ReadonlyMap<string, Reason>;
	/** Calls whose answers are read in ways that no new node can serve. */
	readonly staying: ReadonlyMap<string, Reason>;
}

/** What a call can give, the plainest first. */
function formsFor({ shape, api }: Answer): readonly OutputForm[] {
	if (shape !== 'task') return ['simplified'];
	return api.answer === undefined ? ['simplified', 'raw'] : ['simplified', 'raw', 'answer'];
}

/** Whose items a node gave that a call replaces, before the task finished. */
interface Early {
	readonly call: string;
	/** Whether they were the answer to the create; else they may also be what came before the status request. */
	readonly isCreated: boolean;
}

/** What is in the place of a node: the call, and by which outputs tasks left the node if it is gone. */
export interface Replaced {
	readonly call: string;
	readonly left?: Left;
	readonly hasErrorOutput: boolean;
}

/** Whether an output of a node that is replaced has the number that it has at the new node. */
function keepsOutput(
	name: string,
	output: number,
	{ call, left, hasErrorOutput }: Replaced,
	leading: readonly number[],
): boolean {
	if (left === undefined || name === call) return true;
	const isCompleted = left.completed.get(name) === output;
	const isFailed = left.failed.get(name) === output;
	if (isFailed && !isCompleted) return output === 1 && hasErrorOutput;
	const isOfFailedOnly = isFailed && leading.length > 0 && !leading.includes(0);
	return output === 0 && isCompleted && !isOfFailedOnly;
}

/**
 * Chooses for every call the plainest form with which nothing that is read changes. `early` are the nodes whose items
 * were of a task that the new node gives when it has finished.
 */
export function chooseForms(
	workflow: WorkflowFile,
	flows: Flows,
	answers: ReadonlyMap<string, Answer>,
	early: ReadonlyMap<string, Early>,
	replaced: ReadonlyMap<string, Replaced>,
): Forms {
	const level = new Map<string, number>();
	const reasons = new Map<string, Reason>();
	const staying = new Map<string, Reason>();
	const formOf = (call: string): OutputForm => {
		const answer = answers.get(call);
		const forms = answer ? formsFor(answer) : [];
		return forms[level.get(call) ?? 0] ?? 'simplified';
	};
	const callOf: CallOf = (name) => {
		const answer = answers.get(name);
		return answer && { answer, form: formOf(name) };
	};
	let settled = false;
	const leave = (call: string, reason: Reason): void => {
		if (staying.has(call)) return;
		staying.set(call, reason);
		settled = false;
	};
	const raise = (call: string, reason: Reason): void => {
		const answer = answers.get(call);
		const next = (level.get(call) ?? 0) + 1;
		if (answer === undefined || next >= formsFor(answer).length) return leave(call, reason);
		level.set(call, next);
		reasons.set(call, reason);
		settled = false;
		return undefined;
	};
	const visitNaming = (reader: string, { node, output, text }: Naming): void => {
		const step = replaced.get(node);
		if (step === undefined) return;
		if (output === undefined) return leave(step.call, { kind: 'parameter', reader, text });
		const isEarly = early.has(node) && output === 0;
		const isKept = keepsOutput(node, output, step, flows.outputsTo(step.call, reader));
		if (!isEarly && !isKept) leave(step.call, { kind: 'output', reader, text });
		return undefined;
	};
	const visit = (read: Read): undefined => {
		if (read.naming !== undefined) {
			visitNaming(read.reader, read.naming);
			return;
		}
		const { reader, path, text, flow, leaves, use, named } = read;
		if (flow === undefined) {
			answers.forEach((_, call) => leave(call, { kind: 'chosen', reader, text }));
			return;
		}
		const before = named === undefined ? undefined : early.get(named);
		const made = before && answers.get(before.call);
		if (before !== undefined && made !== undefined) {
			const isSame = before.isCreated && (!isOfAnswer(path, made) || isSettled(path, made));
			if (!isSame) leave(before.call, { kind: 'earlier', reader, text });
		}
		const found = resolve(path, flow, callOf, use);
		if (!isConflict(found)) return;
		const kind = leaves === true ? 'caller' : found.isWhole ? 'whole' : 'path';
		for (const { call, failed, ofError, isClash } of found.calls) {
			const ofFailed = ofError ? 'error' : 'failed';
			const reason = { kind: isClash ? 'clash' : failed ? ofFailed : kind, reader, text } as const;
			if (failed) leave(call, reason);
			else raise(call, reason);
		}
	};
	while (!settled) {
		settled = true;
		visitReads(workflow, flows, visit);
	}
	return { formOf, reasons, staying };
}
