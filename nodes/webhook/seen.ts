import type { IDataObject } from 'n8n-workflow';

import { FINAL_STATUSES } from '../transport/task';

const MOST_KEYS = 1000;

/** Which states of which tasks have started the workflow already. */
export interface Seen {
	/** True once for each task and state; false for a repeat, and for a late state after the task's end. */
	claim(taskId: string, status: string): boolean;
	/** The claim has started the workflow: it is kept over a restart. */
	keep(taskId: string, status: string): void;
	/** The call could not be dealt with and will come again. */
	release(taskId: string, status: string): void;
}

interface Memory {
	/** Oldest first. Always the same array, so that whichever request n8n saves last saves all keys. */
	readonly kept: string[];
	/** Being dealt with; never saved, since n8n may end before the workflow was started. */
	readonly claimed: Set<string>;
}

/**
 * n8n loads a workflow's static data for each request and writes it back whole, so two calls at the same moment would
 * not see each other there. The truth is in this process; static data carries it over a restart.
 */
const memories = new Map<string, Memory>();

const storedKeys = ({ seen }: IDataObject): string[] =>
	Array.isArray(seen) ? (seen as unknown[]).filter((key) => typeof key === 'string') : [];

/** Read from what is stored once; later the memory knows more than any request's copy. */
function memoryOf(place: string, stored: IDataObject): Memory {
	const present = memories.get(place);
	if (present) return present;
	const memory = { kept: storedKeys(stored).slice(-MOST_KEYS), claimed: new Set<string>() };
	memories.set(place, memory);
	return memory;
}

const keyOf = (taskId: string, status: string): string => `${taskId} ${status}`;

/** `place` names the workflow and the node; `stored` is the node's static data. */
export function openSeen(place: string, stored: IDataObject): Seen {
	const { kept, claimed } = memoryOf(place, stored);
	const has = (key: string): boolean => claimed.has(key) || kept.includes(key);
	const hasEnded = (taskId: string): boolean =>
		FINAL_STATUSES.some((status) => has(keyOf(taskId, status)));

	return {
		claim(taskId, status) {
			const key = keyOf(taskId, status);
			if (has(key) || (!FINAL_STATUSES.includes(status) && hasEnded(taskId))) return false;
			claimed.add(key);
			return true;
		},
		keep(taskId, status) {
			const key = keyOf(taskId, status);
			claimed.delete(key);
			kept.push(key);
			kept.splice(0, Math.max(kept.length - MOST_KEYS, 0));
			stored.seen = kept;
		},
		release(taskId, status) {
			claimed.delete(keyOf(taskId, status));
		},
	};
}
