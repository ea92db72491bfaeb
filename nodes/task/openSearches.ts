import type { TaskRequest } from '../transport/task';
import { isSameRequest } from './sameRequest';

/** A lost create whose task is being searched for. */
interface OpenSearch {
	readonly request: TaskRequest;
	/** When its task was created, the bounds included. */
	window(): Window;
}

/** Milliseconds since the epoch, PiAPI's time. */
export interface Window {
	readonly since: number;
	readonly until: number;
}

export const isWithin = ({ since, until }: Window, time: number): boolean =>
	time >= since && time <= until;

/** Lost creates of the account that are being searched for, over all runs of this process. */
export interface OpenSearches {
	/** The function that is returned ends the search; it may be called more than once. */
	open(search: OpenSearch): () => void;
	/**
	 * Whether tasks with these creation times (ascending) can all belong to open searches for this request. Then the
	 * searches may share them in any way: their items asked for the same.
	 */
	explain(request: TaskRequest, createdAt: readonly number[]): boolean;
}

export function createOpenSearches(): OpenSearches {
	const searches = new Set<OpenSearch>();
	return {
		open(search) {
			searches.add(search);
			return () => void searches.delete(search);
		},
		explain(request, createdAt) {
			const windows = [...searches]
				.filter((search) => isSameRequest(search.request, request))
				.map((search) => search.window())
				.sort((one, other) => one.until - other.until);
			// Of the searches that a task can belong to, the one that ends first can have the fewest other tasks.
			return createdAt.every((created) => {
				const index = windows.findIndex((window) => isWithin(window, created));
				windows.splice(index, index < 0 ? 0 : 1);
				return index >= 0;
			});
		},
	};
}
