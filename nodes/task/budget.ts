import type { IDataObject } from 'n8n-workflow';

import { dollars } from '../catalog/priceText';
import { costOf } from '../transport/cost';
import { isObject } from '../transport/json';
import { createProblem, type Problem } from '../transport/problem';
import { isCompleted, isFinal, type Task } from '../transport/task';
import type { CreateJob } from './job';
import { openLearnedPrices, type LearnedPrices } from './learnedPrices';

/**
 * What a node may still spend in this execution, in US dollars. A task counts from before its create: with what PiAPI says
 * that it reserves or charges, and with the estimate as long as PiAPI says nothing.
 */
export interface Budget {
	/** Resolves when it is known what such a task costs, as far as that can be known. */
	admit(job: CreateJob): Promise<void>;
	/** Commits the job's money, once; a problem where the limit does not allow it. */
	reserve(job: CreateJob): Problem | undefined;
	/** The job has a task of an earlier try; `committedUsd` is what it takes of the limit already. */
	resume(job: CreateJob, committedUsd?: number): void;
	/** How much of the limit the job takes. */
	amountOf(job: CreateJob): number | undefined;
	/** The job has a task. */
	created(job: CreateJob, task: Task | undefined): void;
	/** PiAPI says something about it. */
	told(job: CreateJob, task: Task): void;
	/** The job has no task and will have none. */
	release(job: CreateJob): void;
	/** The job is over; its money stays committed. Gives how much that is. */
	end(job: CreateJob): number | undefined;
}

const KEY = 'piApiBudget';
/** Sums of prices such as 0.1 + 0.2 must not exceed a limit of 0.3. */
const ROUNDING = 1e-9;
/** A decimal place less than PiAPI counts in, where amounts are sums. */
const shown = (usd: number): string => dollars(Math.round(usd * 1e6) / 1e6);

const NOTHING_CREATED = 'No task was created for this item.';

const overLimit = (limit: number, committed: number, next: number): Problem =>
	createProblem({
		message: `Spending Limit (USD) is reached: ${shown(committed)} of ${shown(limit)} is committed, and this task would cost about ${shown(next)}`,
		advice: `${NOTHING_CREATED} Raise Spending Limit (USD), or run the remaining items in another execution.`,
	});

const unknownPrice = (limit: number, committed: number): Problem =>
	createProblem({
		message: `Spending Limit (USD) of ${shown(limit)} cannot be checked: PiAPI did not tell the price of the first task of this kind (${shown(committed)} is committed)`,
		advice: `${NOTHING_CREATED} Check the cost of the first task in the PiAPI workspace, then remove Spending Limit (USD) to run the remaining items.`,
	});

/** What all runs of the node in an execution have in common. */
interface Ledger {
	committed(): number;
	add(usd: number): void;
	readonly prices: LearnedPrices;
}

/** By the object that n8n keeps with the execution: calls of a tool run at the same time. */
const ledgers = new WeakMap<IDataObject, Ledger>();

function ledgerIn(context: IDataObject): Ledger {
	const kept = context[KEY];
	const store: IDataObject = isObject(kept) ? kept : {};
	context[KEY] = store;
	const present = ledgers.get(store);
	if (present) return present;
	const committed = (): number => Number(store.committedUsd) || 0;
	const ledger: Ledger = {
		committed,
		add(usd) {
			store.committedUsd = Math.max(committed() + usd, 0);
		},
		prices: openLearnedPrices(store),
	};
	ledgers.set(store, ledger);
	return ledger;
}

/** What PiAPI's word about a task commits; undefined where it says too little to count on. */
function amountIn(task: Task): number | undefined {
	const { costUsd, reservedUsd } = costOf(task);
	if (!isFinal(task)) return reservedUsd;
	// Tasks that PiAPI does not bill here are not told from those of which it tells nothing.
	return isCompleted(task) && costUsd === 0 ? undefined : costUsd;
}

/** The budget of one run of the node. `context` is n8n's node context, which n8n keeps with the execution. */
export function openBudget(context: IDataObject, limitUsd: number): Budget {
	const { committed, add, prices } = ledgerIn(context);
	const reserved = new Map<CreateJob, number>();
	/** Jobs that came to nothing, for which PiAPI says that it charged nothing. */
	const free = new Set<CreateJob>();
	const commit = (job: CreateJob, usd: number): void => {
		add(usd - (reserved.get(job) ?? 0));
		reserved.set(job, usd);
	};
	const told = (job: CreateJob, task: Task): void => {
		const amount = reserved.has(job) ? amountIn(task) : undefined;
		if (amount === undefined) return;
		commit(job, amount);
		if (amount > 0) prices.learn(job, amount);
		else if (isFinal(task)) free.add(job);
	};
	return {
		admit: prices.admit,
		reserve(job) {
			if (reserved.has(job)) return undefined;
			const next = prices.expected(job);
			if (next === undefined) return unknownPrice(limitUsd, committed());
			const isOver = committed() + next > limitUsd + ROUNDING;
			if (isOver || committed() > limitUsd - ROUNDING) {
				prices.end(job, false);
				return overLimit(limitUsd, committed(), next);
			}
			commit(job, next);
			return undefined;
		},
		resume(job, committedUsd) {
			prices.resume(job);
			// Created without a limit, it takes none of it yet.
			if (committedUsd === undefined) commit(job, prices.expected(job) ?? 0);
			else reserved.set(job, committedUsd);
		},
		amountOf: (job) => reserved.get(job),
		created(job, task) {
			if (task !== undefined) told(job, task);
			prices.created(job);
		},
		told,
		release(job) {
			if (reserved.has(job)) commit(job, 0);
			reserved.delete(job);
			prices.end(job, false);
		},
		end(job) {
			const usd = reserved.get(job);
			// What failed without a charge tells no price.
			prices.end(job, usd !== undefined && !free.has(job));
			reserved.delete(job);
			free.delete(job);
			return usd;
		},
	};
}
