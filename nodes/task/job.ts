import type { Problem } from '../transport/problem';
import type { Task, TaskRequest } from '../transport/task';
import type { Pace } from './pace';

/** What one input item asks for. */
export type Job = CreateJob | FollowJob;

interface JobFacts {
	readonly itemIndex: number;
	readonly pace: Pace;
}

/** Make a task, or go on with the one that an earlier try made. */
export interface CreateJob extends JobFacts {
	readonly kind: 'create';
	/** What is asked for, in a form that is equal on another try: see `digestOf`. */
	digest(): Promise<string>;
	/** The whole request; uploads what has to be uploaded. */
	request(): Promise<TaskRequest | Problem>;
	/** The request without what differs on every try, such as links of uploads. */
	readonly constantRequest: TaskRequest;
}

/** Follow a task that somebody else made. */
export interface FollowJob extends JobFacts {
	readonly kind: 'follow';
	readonly taskId: string;
	/** False: one look is enough. */
	readonly untilEnd: boolean;
}

export interface Done {
	readonly task: Task;
}

export interface Undone {
	readonly problem: Problem;
}

/** How a job ended; undefined when the run ended before it did. */
export type JobResult = Done | Undone | undefined;
