import type { Segment } from '../items/paths';

/** The states of a task that make a difference to what waits for it. */
export const STATES = ['completed', 'failed', 'pending', 'processing', 'staged'] as const;

export type State = (typeof STATES)[number];

/** How an API of PiAPI answers about a task, told by where the unified API says the same. */
export interface Api {
	/** As the report names it, e.g. "PiAPI's former Kling API". */
	readonly name: string;
	/** Where the state of the task stands in the answer to a look. */
	readonly status: readonly Segment[];
	/** What the API calls each state. */
	readonly states: Readonly<Record<State, string>>;
	/** Where the results stand in the answer. */
	readonly output: readonly Segment[];
	/** The path in the unified API's answer that gives the value of a path in this one's; undefined when none does. */
	readonly unified: (path: readonly Segment[]) => readonly Segment[] | undefined;
	/**
	 * The whole answer, as an object written out in code, from the unified task in `$json.task`; undefined when not
	 * enough is known of it.
	 */
	readonly answer: string | undefined;
	/** Fields of the old item that `answer` does not bring back. */
	readonly lacks?: readonly string[];
}

/** `/api/v1/task`, in which every model is reached today. */
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
};
