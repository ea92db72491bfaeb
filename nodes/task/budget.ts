import type { IDataObject } from 'n8n-workflow';

import { isPrivate } from '../catalog/pricedRequest';
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
	/** Resolves when it is known what such a task costs, as far as that can be known, and whether the limit allows it. */
	admit(job: CreateJob): Promise<void>;
	/** Commits the job's money, once; a problem where the limit does not allow it, now or later. */
	reserve(job: CreateJob): Problem | 'tooEarly' | undefined;
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

/** Other models of the item may have tasks. */
const NOT_CREATED = 'This task was not created.';

const overLimit = (limit: number, committed: number, next: string): Problem =>
	createProblem({
		message: `Spending Limit (USD) is reached: ${shown(committed)} of ${shown(limit)} is committed, and this task would cost ${next}`,
		advice: `${NOT_CREATED} Raise Spending Limit (USD), or run the remaining items in another execution.`,
		type: 'limit',
	});

const unknownPrice = (limit: number, committed: number): Problem =>
	createProblem({
		message: `Spending Limit (USD) of ${shown(limit)} cannot be checked: PiAPI did not tell the price of the first task of this kind (${shown(committed)} is committed)`,
		advice: `${NOT_CREATED} Check the cost of the first task in the PiAPI workspace, then remove Spending Limit (USD) to run the remaining items.`,
		type: 'limit',
	});

/** What all runs of the node in an execution have in common. */
interface Ledger {
	committed(): number;
	add(usd: number): void;
	readonly prices: LearnedPrices;
	/** Jobs that committed the most that their task may cost, until PiAPI says what it costs. */
	readonly open: Set<CreateJob>;
	/** Those who wait until one of them has committed less, or will not. */
	readonly waiting: Array<() => void>;
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
		open: new Set(),
		waiting: [],
	};
	ledgers.set(store, ledger);
	return ledger;
}

const mayCostLess = ({ isEstimateMost, constantRequest }: CreateJob): boolean =>
	isEstimateMost === true || isPrivate(constantRequest);

/** What PiAPI's word about a task commits; undefined where it says too little to count on. */
function amountIn(job: CreateJob, task: Task): number | undefined {
	const { costUsd } = costOf(task);
	// Where nobody knows whether a failed task was charged, it counts as one that runs.
	if (costUsd === undefined) return costOf({ ...task, status: 'processing' }).reservedUsd;
	// Tasks that PiAPI does not bill here are not told from those of which it tells nothing. An own account costs nothing.
	return isCompleted(task) && costUsd === 0 && !isPrivate(job.constantRequest)
		? undefined
		: costUsd;
}

/** The budget of one run of the node. `context` is n8n's node context, which n8n keeps with the execution. */
export function openBudget(context: IDataObject, limitUsd: number): Budget {
	const { committed, add, prices, open, waiting } = ledgerIn(context);
	const reserved = new Map<CreateJob, number>();
	/** Jobs that came to nothing, for which PiAPI says that it charged nothing. */
	const free = new Set<CreateJob>();
	const commit = (job: CreateJob, usd: number): void => {
		add(usd - (reserved.get(job) ?? 0));
		reserved.set(job, usd);
	};
	const close = (job: CreateJob): void => {
		if (open.delete(job)) waiting.splice(0).forEach((next) => next());
	};
	const isOver = (usd: number): boolean =>
		committed() + usd > limitUsd + ROUNDING || committed() > limitUsd - ROUNDING;
	const told = (job: CreateJob, task: Task): void => {
		const amount = reserved.has(job) ? amountIn(job, task) : undefined;
		if (amount === undefined) return;
		commit(job, amount);
		if (amount > 0 || isCompleted(task)) prices.learn(job, amount);
		else if (isFinal(task)) free.add(job);
		close(job);
	};
	return {
		async admit(job) {
			await prices.admit(job);
			while (open.size > 0 && isOver(prices.expected(job) ?? 0)) {
				await new Promise<void>((resolve) => waiting.push(resolve));
			}
		},
		reserve(job) {
			if (reserved.has(job)) return undefined;
			const next = prices.expected(job);
			if (next === undefined) return unknownPrice(limitUsd, committed());
			if (isOver(next)) {
				if (open.size > 0) return 'tooEarly';
				prices.end(job, false);
				const about = mayCostLess(job) ? 'at most' : 'about';
				return overLimit(limitUsd, committed(), `${about} ${shown(next)}`);
			}
			commit(job, next);
			if (mayCostLess(job)) open.add(job);
			return undefined;
		},
		resume(job, committedUsd) {
			prices.resume(job);
			// Created without a limit, it takes none of it yet.
			if (committedUsd === undefined) commit(job, prices.expected(job) ?? 0);
			else reserved.set(job, committedUsd);
			if (mayCostLess(job)) open.add(job);
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
			close(job);
		},
		end(job) {
			const usd = reserved.get(job);
			// What failed without a charge tells no price.
			prices.end(job, usd !== undefined && !free.has(job));
			reserved.delete(job);
			free.delete(job);
			close(job);
			return usd;
		},
	};
}
