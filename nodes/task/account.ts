import { createInFlight, type InFlight } from './inFlight';
import { createSlots, type SlotOptions, type Slots } from './slots';

/** Which tasks belong to an item, over all runs of the account in this process. */
export interface Claims {
	has(taskId: string): boolean;
	/** False when another item has it already. */
	claim(taskId: string): boolean;
}

/** What all runs of one account in this process share. */
export interface Account {
	readonly claims: Claims;
	/** Creates whose answer has not come. */
	readonly inFlight: InFlight;
	/** This run's share of the account's slots. */
	openSlots(options: SlotOptions): Slots;
	/** The run has ended: what only running executions need is forgotten with the last of them. */
	close(): void;
}

export function openAccount(_key: string, _options: object): Account {
	const ids = new Set<string>();
	return {
		claims: {
			has: (id) => ids.has(id),
			claim: (id) => !ids.has(id) && Boolean(ids.add(id)),
		},
		inFlight: createInFlight(),
		openSlots: createSlots,
		close: () => undefined,
	};
}
