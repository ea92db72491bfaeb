/**
 * Which task belongs to which create, over all runs of the account in this process. A create keeps its ID on record, so
 * that every later try of it gets its task, and no other create does.
 */
export interface TaskClaims {
	has(taskId: string): boolean;
	/** The task of the create, as far as this process knows: an answer may come when its run is over. */
	taskOf(createId: string): string | undefined;
	/** False when the task belongs to another create. */
	claim(taskId: string, createId: string): boolean;
}

/** The oldest claims are forgotten where there are more than `most`. */
export function createTaskClaims(most: number): TaskClaims {
	/** Oldest first. */
	const createIds = new Map<string, string>();
	const taskIds = new Map<string, string>();
	const forget = (taskId: string, createId: string): void => {
		createIds.delete(taskId);
		if (taskIds.get(createId) === taskId) taskIds.delete(createId);
	};
	return {
		has: (taskId) => createIds.has(taskId),
		taskOf: (createId) => taskIds.get(createId),
		claim(taskId, createId) {
			const owner = createIds.get(taskId);
			if (owner !== undefined) return owner === createId;
			createIds.set(taskId, createId);
			taskIds.set(createId, taskId);
			for (const [oldest, itsCreate] of createIds) {
				if (createIds.size <= most) break;
				forget(oldest, itsCreate);
			}
			return true;
		},
	};
}
