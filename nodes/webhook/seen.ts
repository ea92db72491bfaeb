import type { IDataObject } from 'n8n-workflow';

import type { Clock } from '../transport/clock';
import { FINAL_STATUSES } from '../transport/task';

const MOST_KEYS = 1000;
/** Milliseconds. n8n gives up on a database that is busy after one minute; a caller that hung up is told nothing. */
const CLAIM_LASTS = 5 * 60_000;

/** The right to start the workflow with a task in a state. Nobody else gets it until it is given back. */
export interface Claim {
	/** The workflow has started: the claim stays for good, also over a restart. May be said more than once. */
	keep(): void;
	/** The workflow did not start: when the call comes again, it may. Nothing happens once the claim is kept. */
	release(): void;
}

/** Which states of which tasks have started the workflow already. */
export interface Seen {
	/**
	 * A claim once for each task and state. `repeated` when the workflow was started with it, or with the task's end;
	 * `under way` while another call is about to do so.
	 */
	claim(taskId: string, status: string): Claim | 'repeated' | 'under way';
}

interface Memory {
	/** Oldest first. Always the same array, so that whichever request n8n saves last saves all keys. */
	readonly kept: string[];
	/** When each was claimed; never saved, since n8n may end before the workflow was started. */
	readonly claimed: Map<string, number>;
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
	const memory: Memory = { kept: storedKeys(stored).slice(-MOST_KEYS), claimed: new Map() };
	memories.set(place, memory);
	return memory;
}

const keyOf = (taskId: string, status: string): string => `${taskId} ${status}`;

/** `place` names the workflow and the node; `stored` is the node's static data. */
export function openSeen(place: string, stored: IDataObject, clock: Pick<Clock, 'now'>): Seen {
	const { kept, claimed } = memoryOf(place, stored);
	const isClaimed = (key: string): boolean =>
		clock.now() - (claimed.get(key) ?? -Infinity) < CLAIM_LASTS;

	return {
		claim(taskId, status) {
			const key = keyOf(taskId, status);
			// After its end nothing that is said of a task is news.
			const ends = FINAL_STATUSES.includes(status) ? [] : FINAL_STATUSES;
			const keys = [key, ...ends.map((end) => keyOf(taskId, end))];
			if (keys.some((one) => kept.includes(one))) return 'repeated';
			if (keys.some(isClaimed)) return 'under way';
			claimed.set(key, clock.now());
			return {
				keep: () => {
					claimed.delete(key);
					if (!kept.includes(key)) kept.push(key);
					kept.splice(0, Math.max(kept.length - MOST_KEYS, 0));
					stored.seen = kept;
				},
				release: () => void claimed.delete(key),
			};
		},
	};
}
