import type { Flows } from './items/flows';
import { isConflict, resolve, resolveFixed, type CallOf } from './items/parts';
import type { Answer, Form } from './items/paths';
import { visitReads, type Read } from './items/reads';
import type { WorkflowFile } from './workflow/workflowFile';

/** Why a new node gives more than its simplified item, or why a call has to stay. */
export interface Reason {
	readonly reader: string;
	/** What the reader reads, as it is written there; empty when it reads whole items by itself. */
	readonly text: string;
	readonly isWhole: boolean;
	/** Whether the item goes to whoever called the workflow. */
	readonly leaves?: boolean;
}

/** What each new node gives, so that everything behind it reads what it read before. */
export interface Forms {
	readonly formOf: (call: string) => Form;
	readonly reasons: ReadonlyMap<string, Reason>;
	/** Calls whose answers are read in ways that no new node can serve. */
	readonly staying: ReadonlyMap<string, Reason>;
}

/** What a call can give, the plainest first. */
function formsFor({ shape, api }: Answer): readonly Form[] {
	if (shape !== 'task') return ['simplified'];
	return api.answer === undefined ? ['simplified', 'raw'] : ['simplified', 'raw', 'answer'];
}

/** Chooses for every call the plainest form with which nothing that is read changes. */
export function chooseForms(
	workflow: WorkflowFile,
	flows: Flows,
	answers: ReadonlyMap<string, Answer>,
): Forms {
	const level = new Map<string, number>();
	const reasons = new Map<string, Reason>();
	const staying = new Map<string, Reason>();
	const formOf = (call: string): Form => {
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
	const visit = ({ reader, path, text, flow, leaves, fixed }: Read): undefined => {
		if (flow === undefined) {
			answers.forEach((_, call) => leave(call, { reader, text, isWhole: false }));
			return;
		}
		const found = (fixed === true ? resolveFixed : resolve)(path, flow, callOf);
		if (!isConflict(found)) return;
		const reason = { reader, text, isWhole: found.isWhole, leaves };
		for (const { call, failed } of found.calls) {
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
