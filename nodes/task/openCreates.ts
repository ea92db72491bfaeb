import type { Task, TaskRequest } from '../transport/task';
import { withoutLongTexts } from './longText';
import { echoes } from './sameRequest';

/** Creates of the account whose task is not known: in flight, searched for, or not found. */
export interface OpenCreates {
	/** The function that is returned ends it; it may be called more than once. */
	open(request: TaskRequest): () => void;
	/** Its task was not found, and may exist: an answer to another create may name it. */
	leave(request: TaskRequest): void;
	/** Whether the task echoes one of them. */
	include(task: Task): boolean;
}

/** Of those that were not found; the oldest are forgotten. */
const MOST_LEFT = 1_000;

export function createOpenCreates(): OpenCreates {
	const open = new Set<{ readonly request: TaskRequest }>();
	const left: TaskRequest[] = [];
	return {
		open(request) {
			const create = { request };
			open.add(create);
			return () => void open.delete(create);
		},
		leave(request) {
			left.push({ ...request, input: withoutLongTexts(request.input) });
			if (left.length > MOST_LEFT) left.shift();
		},
		include: (task) =>
			[...[...open].map(({ request }) => request), ...left].some((request) =>
				echoes(task, request),
			),
	};
}
