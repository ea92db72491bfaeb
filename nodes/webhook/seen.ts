import type { IDataObject } from 'n8n-workflow';

import { FINAL_STATUSES } from '../transport/task';

const MOST_KEYS = 1000;

/** Which states of which tasks have started the workflow already. */
export interface Seen {
	/** True once for each task and state; false for a repeat, and for a late state after the task's end. */
	claim(taskId: string, status: string): boolean;
	/** Takes a claim back: the call could not be dealt with and will come again. */
	release(taskId: string, status: string): void;
}

/**
 * n8n loads a workflow's static data for each request and writes it back whole, so two calls at the same moment would
 * not see each other there. The truth is in this process; static data carries it over a restart.
 */
const memories = new Map<string, Set<string>>();

const keyOf = (taskId: string, status: string): string => `${taskId} ${status}`;

const storedKeys = ({ seen }: IDataObject): string[] =>
	Array.isArray(seen) ? (seen as unknown[]).filter((key) => typeof key === 'string') : [];

/** `place` names the workflow and the node; `stored` is the node's static data. */
export function openSeen(place: string, stored: IDataObject): Seen {
	const memory = memories.get(place) ?? new Set<string>();
	memories.set(place, memory);
	storedKeys(stored).forEach((key) => memory.add(key));

	const save = (): void => {
		const surplus = memory.size - MOST_KEYS;
		[...memory].slice(0, Math.max(surplus, 0)).forEach((key) => memory.delete(key));
		stored.seen = [...memory];
	};
	const hasEnded = (taskId: string): boolean =>
		FINAL_STATUSES.some((status) => memory.has(keyOf(taskId, status)));

	return {
		claim(taskId, status) {
			const key = keyOf(taskId, status);
			if (memory.has(key) || (!FINAL_STATUSES.includes(status) && hasEnded(taskId))) return false;
			memory.add(key);
			save();
			return true;
		},
		release(taskId, status) {
			memory.delete(keyOf(taskId, status));
			save();
		},
	};
}
