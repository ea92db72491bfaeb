import type { IDataObject } from 'n8n-workflow';

import {
	createClaimMemory,
	hasClaims,
	takeClaim,
	type Claim,
	type ClaimMemory,
} from '../execute/claims';
import type { Clock } from '../transport/clock';
import { FINAL_STATUSES } from '../transport/task';

const MOST_KEYS = 1000;
const MOST_TRIGGERS = 500;

/** Which states of which tasks have started the workflow already. */
export interface Seen {
	/**
	 * A claim once for each task and state. `repeated` when the workflow was started with it, or with the task in a final
	 * state; `in flight` while another call is about to start it.
	 */
	claim(taskId: string, status: string): Claim | 'repeated' | 'in flight';
}

/**
 * n8n loads a workflow's static data for each request and writes it back whole, so two calls at the same time would not
 * see each other there. The truth is in this process; static data carries it over a restart. What is in flight is never
 * saved, since n8n may end before the workflow starts. The triggers called last come last.
 */
const seenByTrigger = new Map<string, ClaimMemory>();

const storedKeys = ({ seen }: IDataObject): string[] =>
	Array.isArray(seen) ? (seen as unknown[]).filter((key) => typeof key === 'string') : [];

/** Static data is read once; later the memory knows more than any request's copy. */
function memoryOf(trigger: string, stored: IDataObject): ClaimMemory {
	const memory =
		seenByTrigger.get(trigger) ?? createClaimMemory(storedKeys(stored).slice(-MOST_KEYS));
	seenByTrigger.delete(trigger);
	seenByTrigger.set(trigger, memory);
	return memory;
}

/** What a trigger keeps is in its static data too, so only a memory with claims is worth its place. */
function shrink(clock: Pick<Clock, 'now'>): void {
	for (const trigger of [...seenByTrigger.keys()].slice(0, -MOST_TRIGGERS)) {
		forgetSeen(trigger, clock);
	}
}

/** Ends the memory of a trigger that is no longer active, unless a call is about to start its workflow. */
export function forgetSeen(trigger: string, clock: Pick<Clock, 'now'>): void {
	const memory = seenByTrigger.get(trigger);
	if (memory && !hasClaims(memory, clock)) seenByTrigger.delete(trigger);
}

const keyOf = (taskId: string, status: string): string => `${taskId} ${status}`;

/** `trigger` names the workflow and the node; `stored` is the node's static data. */
export function openSeen(trigger: string, stored: IDataObject, clock: Pick<Clock, 'now'>): Seen {
	const memory = memoryOf(trigger, stored);
	shrink(clock);
	return {
		claim(taskId, status) {
			// After a final state nothing that is said of a task is news.
			const ends = FINAL_STATUSES.includes(status) ? [] : FINAL_STATUSES;
			return takeClaim(memory, keyOf(taskId, status), clock, {
				alike: ends.map((end) => keyOf(taskId, end)),
				most: MOST_KEYS,
				// The same array in each request, so that whichever n8n saves last has all keys.
				onKept: (kept) => {
					stored.seen = kept;
				},
			});
		},
	};
}
