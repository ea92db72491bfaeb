import type { Problem } from '../transport/problem';
import type { Task, TaskRequest } from '../transport/task';

import type { FailedAttempt, FailureReason } from './failedAttempt';
import type { Pace } from './pace';
import type { RecordKey } from './taskRecord';

/** What one input item asks for. */
export type Job = CreateJob | FollowJob;

interface JobFacts {
	readonly itemIndex: number;
	readonly pace: Pace;
	/** Whether the task is awaited; else its current state is the result. */
	readonly awaits: boolean;
	/** At the Timeout an unfinished task is the result, instead of an error. */
	readonly returnUnfinished: boolean;
	/** A stopped execution cancels the task, if it is still pending. */
	readonly cancelOnStop: boolean;
}

/** Create a task, or resume the one that an earlier try created. */
export interface CreateJob extends JobFacts {
	readonly kind: 'create';
	/** What is asked for, in a form that is equal on another try: see `digestOf`. */
	digest(): Promise<string>;
	/** Of the item and the node's own settings, before expressions are resolved. */
	readonly source?: string;
	/** The whole request; uploads what has to be uploaded. */
	request(): Promise<TaskRequest | Problem>;
	/** The request may have files as text, so that only a few such requests are in memory at a time. */
	readonly sendsFiles?: boolean;
	/** The request without what differs on every try, such as links of uploads. */
	readonly constantRequest: TaskRequest;
	/** What the user calls the model, where several may be tried. */
	readonly name?: string;
	readonly orElse?: OrElse;
	/** How many jobs of the item come before it. */
	readonly attempt?: number;
	/** What became of those. */
	readonly earlier?: readonly FailedAttempt[];
	/** What the task will cost, in US dollars; undefined where that is not known. */
	readonly estimateUsd?: number;
	/** It may cost less than the estimate. */
	readonly isEstimateMost?: boolean;
}

/** What to try next. */
interface OrElse {
	/** After which failures. */
	readonly on: readonly FailureReason[];
	readonly job: CreateJob;
}

/** Where a job's record is. */
export const recordKeyOf = ({ itemIndex, attempt = 0 }: CreateJob): RecordKey =>
	attempt === 0 ? itemIndex : `${itemIndex}.${attempt}`;

/** Follow a task that exists already. */
export interface FollowJob extends JobFacts {
	readonly kind: 'follow';
	readonly taskId: string;
}

export interface Done {
	readonly task: Task;
	/** The end of its Timeout, for what is still to be done with it. Milliseconds since the epoch. */
	readonly giveUpAt?: number;
	/** Models that were tried before. */
	readonly attempts?: readonly FailedAttempt[];
	/** The model that created it, where several may be tried. */
	readonly name?: string;
}

interface Undone {
	readonly problem: Problem;
	/** Models that were tried before the one of the problem. */
	readonly attempts?: readonly FailedAttempt[];
}

/** How a job finished; undefined when the run ended before it did. */
export type JobResult = Done | Undone | undefined;
