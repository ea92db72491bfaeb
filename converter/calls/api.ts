import type { Segment } from '../code/segments';

/** The states of a task that make a difference to what waits for it. */
export const STATES = ['completed', 'failed', 'pending', 'processing', 'staged'] as const;

export type State = (typeof STATES)[number];

/** How an API of PiAPI answers about a task, told by where the unified API says the same. */
export interface Api {
	/** As the report names it, e.g. "PiAPI's former Kling API". */
	readonly name: string;
	/** Where the state of the task is in the answer to a status request. */
	readonly status: readonly Segment[];
	/** What the API calls each state. */
	readonly states: Readonly<Record<State, string>>;
	/** Further names for the state of a running task. */
	readonly alsoRunning?: readonly string[];
	/** Where the results are in the answer. */
	readonly output: readonly Segment[];
	/**
	 * The path in the unified API's answer with the value of a path in this one's; undefined when there is none, or when
	 * the values differ, as those of the state do where the APIs have other names for it.
	 */
	readonly unified: (path: readonly Segment[]) => readonly Segment[] | undefined;
	/**
	 * Code of an object with the answer, from the unified task in `$json.task`; undefined when not enough is known of it.
	 * It never contains `}}`, which would end an expression of n8n.
	 */
	readonly answer: string | undefined;
	/** Whether `answer` has the value of a path. Nobody knows all fields of a former API, so its whole answer is missing. */
	readonly rebuilds: (path: readonly Segment[]) => boolean;
}

/** `/api/v1/task`, which serves every model today. */
export const UNIFIED: Api = {
	name: 'the unified API',
	status: ['data', 'status'],
	states: {
		completed: 'completed',
		failed: 'failed',
		pending: 'pending',
		processing: 'processing',
		staged: 'staged',
	},
	output: ['data', 'output'],
	unified: (path) => path,
	answer: "{ code: 200, data: $json.task, message: 'success' }",
	rebuilds: () => true,
};
