import type { Task, TaskRequest } from '../transport/task';
import { echoes } from './sameRequest';

/** Creates of the account whose task is not known yet: in flight, or searched for. */
export interface OpenCreates {
	/** The function that is returned ends it; it may be called more than once. */
	open(request: TaskRequest): () => void;
	/** Whether the task echoes one of them. */
	include(task: Task): boolean;
}

export function createOpenCreates(): OpenCreates {
	const open = new Set<{ readonly request: TaskRequest }>();
	return {
		open(request) {
			const create = { request };
			open.add(create);
			return () => void open.delete(create);
		},
		include: (task) => [...open].some(({ request }) => echoes(task, request)),
	};
}
