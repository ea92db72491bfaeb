import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../transport/json';
import type { CreateJob } from './job';
import { taskKindOf } from './taskKind';

/** What tasks cost, by kind of task, as far as estimates and PiAPI's answers tell. US dollars. */
export interface LearnedPrices {
	/** Resolves when the price is as sure as it gets: the first job of a kind goes alone, and the others wait for it. */
	admit(job: CreateJob): Promise<void>;
	/** Undefined where nobody can tell. The first task of an unknown price counts as 0. */
	expected(job: CreateJob): number | undefined;
	/** The job has a task of an earlier try. Where nobody knows the price yet, the others wait for what it tells. */
	resume(job: CreateJob): void;
	/** The job's task exists. */
	created(job: CreateJob): void;
	/** PiAPI told what the job's task costs, which may be nothing. */
	learn(job: CreateJob, usd: number): void;
	/** The job tells nothing more. */
	end(job: CreateJob, hasTask: boolean): void;
}

interface Kind {
	/** The job that goes first. */
	first?: CreateJob;
	isSettled: boolean;
	readonly waiting: Array<() => void>;
}

/**
 * Dollars for a kind of unknown price, and how many times the estimate it is for the others; null where PiAPI did not tell.
 */
type Kept = IDataObject;

const keptIn = (store: IDataObject): Kept => {
	const { learned } = store;
	if (isObject(learned)) return learned;
	const fresh: Kept = {};
	store.learned = fresh;
	return fresh;
};

/** `store` is kept with the execution, so that a price is learned once. */
export function openLearnedPrices(store: IDataObject): LearnedPrices {
	const kinds = new Map<string, Kind>();
	// Dollars say nothing about ratios, so the jobs of a kind that have an estimate learn apart from those without one.
	const keyOf = ({ constantRequest, estimateUsd }: CreateJob): string =>
		`${taskKindOf(constantRequest)}${estimateUsd === undefined ? '' : ' estimated'}`;
	const kindOf = (job: CreateJob): Kind => {
		const key = keyOf(job);
		// What an earlier run of this execution found out holds.
		const kind = kinds.get(key) ?? { isSettled: key in keptIn(store), waiting: [] };
		kinds.set(key, kind);
		return kind;
	};
	const learnedOf = (job: CreateJob): number | undefined => {
		const learned = keptIn(store)[keyOf(job)];
		return typeof learned === 'number' ? learned : undefined;
	};
	const go = (kind: Kind): void => {
		kind.first = undefined;
		kind.waiting.splice(0).forEach((next) => next());
	};
	const settle = (job: CreateJob): void => {
		const kind = kindOf(job);
		kind.isSettled = true;
		const kept = keptIn(store);
		kept[keyOf(job)] ??= null;
		go(kind);
	};
	return {
		async admit(job) {
			const kind = kindOf(job);
			while (!kind.isSettled && kind.first !== job) {
				if (kind.first === undefined) kind.first = job;
				else await new Promise<void>((resolve) => kind.waiting.push(resolve));
			}
		},
		expected(job) {
			const learned = learnedOf(job);
			if (job.estimateUsd !== undefined) return job.estimateUsd * Math.max(learned ?? 1, 1);
			if (learned !== undefined) return learned;
			return kindOf(job).first === job ? 0 : undefined;
		},
		resume(job) {
			const kind = kindOf(job);
			const isKnown = job.estimateUsd !== undefined || learnedOf(job) !== undefined;
			if (isKnown || kind.first !== undefined) return;
			kind.first = job;
			kind.isSettled = false;
		},
		created(job) {
			if (job.estimateUsd !== undefined) settle(job);
		},
		learn(job, usd) {
			const { estimateUsd } = job;
			const told = estimateUsd === undefined ? usd : estimateUsd > 0 ? usd / estimateUsd : 0;
			keptIn(store)[keyOf(job)] = Math.max(learnedOf(job) ?? 0, told);
			settle(job);
		},
		end(job, hasTask) {
			const kind = kindOf(job);
			if (kind.first !== job) return;
			if (hasTask) settle(job);
			else go(kind);
		},
	};
}
