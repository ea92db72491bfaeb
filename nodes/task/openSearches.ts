import type { TaskRequest } from '../transport/task';
import { isSameRequest } from './sameRequest';

/** A lost create whose task is being searched for. */
export interface OpenSearch {
	readonly request: TaskRequest;
	/** Its task was created at or after that; milliseconds since the epoch, PiAPI's time. */
	since(): number;
}

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
			const starts = [...searches]
				.filter((search) => isSameRequest(search.request, request))
				.map((search) => search.since());
			// An early task has the fewest searches that it can belong to.
			return createdAt.every(
				(created, index) => starts.filter((since) => since <= created).length > index,
			);
		},
	};
}
