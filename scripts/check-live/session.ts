import type { IDataObject } from 'n8n-workflow';

import { UNITS_PER_DOLLAR } from '../../nodes/transport/cost';
import { createSearch, type Search } from '../../nodes/task/search';
import { createAccount, type Account } from '../../nodes/task/account';
import type { TaskRequest } from '../../nodes/transport/task';
import { createBudget, type Budget } from './budget';
import { openConnection, type LiveConnection, type ConnectionOptions } from './connection';
import type { Deviation, Found } from './deviation';
import type { QuestionReport, TaskReport } from './report';

/** A task that this run created, for the person at the terminal. */
export interface CreatedTask {
	readonly id: string;
	readonly operation: string;
	status: string;
}

/** What all steps of a run share. */
export interface Session {
	readonly connection: LiveConnection;
	readonly signal: AbortSignal;
	readonly budget: Budget;
	readonly account: Account;
	readonly search: Search;
	/** How long to wait for a task; by its kind when left out. */
	readonly waitSeconds?: number;
	readonly say: (line: string) => void;
	readonly created: CreatedTask[];
	readonly deviations: Deviation[];
	readonly questions: QuestionReport[];
	readonly tasks: TaskReport[];
	/** What was not done, and why. */
	readonly skipped: string[];
	/** Why nothing more is created; the first reason counts. */
	stopBecause(reason: string): void;
	stopped(): string | undefined;
	find(about: string, found: readonly Found[]): void;
	/** What a request may cost: PiAPI's own word for an earlier one like it counts where it is more. */
	worstOf(request: TaskRequest, worstUsd: number): number;
	learnCost(request: TaskRequest, usd: number): void;
}

interface SessionOptions extends ConnectionOptions {
	readonly capUsd: number;
	readonly waitSeconds?: number;
	readonly say: (line: string) => void;
}

const keyOf = ({ model, task_type: taskType }: TaskRequest): string => `${model} ${taskType}`;

export function openSession(options: SessionOptions): Session {
	const { capUsd, waitSeconds, say, clock, signal } = options;
	const connection = openConnection(options);
	const account = createAccount({ clock, random: Math.random });
	const { client, time } = connection;
	const deviations: Deviation[] = [];
	const known = new Set<string>();
	const costs = new Map<string, number>();
	let reason: string | undefined;
	return {
		connection,
		signal,
		waitSeconds,
		say,
		account,
		deviations,
		budget: createBudget(capUsd),
		search: createSearch({ client, clock, time, signal, account }),
		created: [],
		questions: [],
		tasks: [],
		skipped: [],
		stopBecause(why) {
			reason ??= why;
		},
		stopped: () => reason ?? (signal.aborted ? 'It was stopped with Ctrl-C.' : undefined),
		find(about, found) {
			for (const one of found) {
				const key = JSON.stringify([about, one.kind, one.where, one.found]);
				if (!known.has(key)) deviations.push({ about, ...one });
				known.add(key);
			}
		},
		worstOf: (request, worstUsd) => Math.max(worstUsd, costs.get(keyOf(request)) ?? 0),
		learnCost(request, usd) {
			costs.set(keyOf(request), Math.max(usd, costs.get(keyOf(request)) ?? 0));
		},
	};
}

/** What PiAPI says that a task holds or costs, in US dollars. Unknown units count alike, to be on the safe side. */
export function toldCost(usage: IDataObject): number {
	const amounts = [usage.frozen, usage.consume].map(Number).filter((value) => value > 0);
	return Math.max(0, ...amounts) / UNITS_PER_DOLLAR;
}
