import type { IExecuteFunctions } from 'n8n-workflow';

import { dollars } from '../catalog/priceText';
import type { JobResult } from '../task/job';
import { hasFailed } from '../task/orElse';
import { costOf } from '../transport/cost';
import type { Problem } from '../transport/problem';
import { isFinal, type Task } from '../transport/task';
import { showHint } from './hints';
import { isTool } from './tool';

/** What the tasks of a run cost, as far as PiAPI says it. */
export interface Bill {
	/** Each task counts once. */
	add(result: JobResult): void;
	/** Undefined without tasks. */
	text(): string | undefined;
	show(context: IExecuteFunctions): void;
}

interface Entry {
	readonly state: 'completed' | 'failed' | 'canceled' | 'unfinished';
	/** What PiAPI charged, or reserved for a task that is unfinished; undefined where it does not say. */
	readonly usd?: number;
}

const isKnown = ({ usd }: Entry): boolean => usd !== undefined;

export function createBill(): Bill {
	const entries = new Map<string, Entry>();
	const text = (): string | undefined => {
		const sentences = sentencesOf([...entries.values()]);
		return sentences.length === 0 ? undefined : sentences.join(' ');
	};
	return {
		add(result) {
			if (result === undefined) return;
			const taskId = 'task' in result ? result.task.id : result.problem.taskId;
			const entry = 'task' in result ? entryOf(result.task) : entryOfProblem(result.problem);
			if (taskId !== undefined && entry !== undefined) entries.set(taskId, entry);
		},
		text,
		show(context) {
			const message = text();
			if (message !== undefined && !isTool(context)) showHint(context, message);
		},
	};
}

function entryOf(task: Task): Entry {
	const { costUsd, reservedUsd } = costOf(task);
	return isFinal(task)
		? { state: stateOf(task.status), usd: costUsd }
		: { state: 'unfinished', usd: reservedUsd };
}

function entryOfProblem(problem: Problem): Entry | undefined {
	const { taskStatus = 'unknown', costUsd } = problem;
	if (hasFailed(problem)) return { state: stateOf(taskStatus), usd: costUsd };
	return taskStatus === 'unknown' ? undefined : { state: 'unfinished' };
}

const stateOf = (status: string): Entry['state'] =>
	status === 'completed' || status === 'failed' ? status : 'canceled';

const sumOf = (entries: readonly Entry[]): string =>
	dollars(entries.reduce((total, { usd = 0 }) => total + usd, 0));

const count = (entries: readonly Entry[], adjective = ''): string =>
	`${entries.length} ${adjective}${entries.length === 1 ? 'task' : 'tasks'}`;

/** How the tasks of a group ended, which may be in two ways. */
function endOf(entries: readonly Entry[]): { verb: string; adjective: string } {
	const states = new Set(entries.map(({ state }) => state));
	if (states.size > 1) return { verb: 'failed or were canceled', adjective: 'failed or canceled ' };
	if (states.has('failed')) return { verb: 'failed', adjective: 'failed ' };
	return { verb: `${entries.length === 1 ? 'was' : 'were'} canceled`, adjective: 'canceled ' };
}

function sentencesOf(entries: readonly Entry[]): string[] {
	const groupOf = (...states: ReadonlyArray<Entry['state']>): [Entry[], Entry[]] => {
		const group = entries.filter(({ state }) => states.includes(state));
		return [group.filter(isKnown), group.filter((entry) => !isKnown(entry))];
	};
	const [paid, unknown] = groupOf('completed');
	const [ended, unclear] = groupOf('failed', 'canceled');
	const [reserved, open] = groupOf('unfinished');
	const charged = ended.filter(({ usd }) => usd !== 0);
	const free = ended.filter(({ usd }) => usd === 0);

	const texts: string[] = [];
	const say = (about: readonly Entry[], textFor: (subject: string) => string): void => {
		if (about.length === 0) return;
		// The noun is said once.
		const subject = texts.length === 0 ? count(about) : String(about.length);
		texts.push(textFor(`${subject} ${endOf(about).verb}`));
	};
	say(paid, () => `${count(paid)} cost ${sumOf(paid)}.`);
	say(unknown, () => `The cost of ${count(unknown)} is unknown.`);
	say(charged, (subject) => `${subject} with a charge of ${sumOf(charged)}.`);
	say(free, (subject) =>
		free.length === 1
			? `${subject}: PiAPI says that it was not charged.`
			: `${subject}: PiAPI says that they were not charged.`,
	);
	say(unclear, () => `The charge of ${count(unclear, endOf(unclear).adjective)} is unknown.`);
	say(reserved, () => `PiAPI reserved ${sumOf(reserved)} for ${count(reserved, 'unfinished ')}.`);
	say(open, () => `The cost of ${count(open, 'unfinished ')} is not known yet.`);
	say(paid.length > 0 ? charged : [], () => `Total: ${sumOf([...paid, ...charged])}.`);
	return texts;
}
