import type { Reason } from './reasons';
import type { Flows } from './items/flows';
import { isConflict, resolve, type CallOf } from './items/parts';
import { isOfAnswer, isSettled, type Answer, type OutputForm } from './items/paths';
import { visitReads, type Read } from './items/reads';
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

/**
 * Chooses for every call the plainest form with which nothing that is read changes. `early` are the nodes whose items
 * were of a task that the new node gives when it has finished.
 */
export function chooseForms(
	workflow: WorkflowFile,
	flows: Flows,
	answers: ReadonlyMap<string, Answer>,
	early: ReadonlyMap<string, Early>,
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
	const visit = (read: Read): undefined => {
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
		for (const { call, failed, ofError } of found.calls) {
			if (failed) leave(call, { kind: ofError ? 'error' : 'failed', reader, text });
			else raise(call, { kind, reader, text });
		}
	};
	while (!settled) {
		settled = true;
		visitReads(workflow, flows, visit);
	}
	return { formOf, reasons, staying };
}
