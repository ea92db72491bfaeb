import type { Clock } from '../transport/clock';
import { createInFlight, type InFlight } from './inFlight';
import { createOpenCreates, type OpenCreates } from './openCreates';
import { createOpenSearches, type OpenSearches } from './openSearches';
import {
	createSlotPool,
	type OpenSlots,
	type SlotOptions,
	type SlotPool,
	type Slots,
} from './slots';
import { createTaskClaims, type TaskClaims } from './taskClaims';

/** What all runs of one account in this process share. */
export interface Account {
	readonly claims: TaskClaims;
	/** Creates whose answer has not come. */
	readonly inFlight: InFlight;
	/** Creates whose task is not known yet. */
	readonly openCreates: OpenCreates;
	/** Lost creates that are being searched for. */
	readonly searches: OpenSearches;
	/** This run's share of the account's slots. */
	openSlots(options: SlotOptions): Slots;
	/** The run has finished: what only running executions need is forgotten with the last of them. */
	close(): void;
}

interface AccountOptions {
	readonly clock: Clock;
	/** Between 0 and 1. */
	readonly random: () => number;
}

const MOST_CLAIMS = 10_000;
const MOST_IDLE_ACCOUNTS = 50;
/** Milliseconds after its last run for which an account's claims are kept: a retry must not take a claimed task. */
const CLAIMS_LAST = 60 * 60_000;

/** What runs share while they are open; it ends with the last one. */
interface Shared {
	readonly searches: OpenSearches;
	readonly pool: SlotPool;
}

interface State {
	readonly claims: TaskClaims;
	/** Kept with the claims: a stopped run leaves creates in flight. */
	readonly inFlight: InFlight;
	readonly openCreates: OpenCreates;
	shared?: Shared;
	openRuns: number;
	/** When the last run closed; milliseconds since the epoch. */
	idleSince: number;
}

/** Those whose last run has closed come in the order in which that happened: a clock may be set back. */
const accounts = new Map<string, State>();

const createState = (): State => ({
	claims: createTaskClaims(MOST_CLAIMS),
	inFlight: createInFlight(),
	openCreates: createOpenCreates(),
	openRuns: 0,
	idleSince: 0,
});

/** Forgets the claims of accounts that nobody used for a while, and of the longest idle ones when there are many. */
function forgetIdle(now: number): void {
	const idle = [...accounts].filter(([, { openRuns }]) => openRuns === 0);
	const tooMany = idle.length - MOST_IDLE_ACCOUNTS;
	idle.forEach(([key, { idleSince }], index) => {
		if (index < tooMany || now - idleSince > CLAIMS_LAST) accounts.delete(key);
	});
}

/** A run's view of the account; closing it twice does nothing more. */
function openRun(state: State, options: AccountOptions, onIdle?: () => void): Account {
	state.shared ??= { searches: createOpenSearches(), pool: createSlotPool(options) };
	const { searches, pool } = state.shared;
	const slots: OpenSlots[] = [];
	let isOpen = true;
	state.openRuns++;
	return {
		claims: state.claims,
		inFlight: state.inFlight,
		openCreates: state.openCreates,
		searches,
		openSlots(slotOptions) {
			const own = pool.open(slotOptions);
			if (isOpen) slots.push(own);
			else own.close();
			return own;
		},
		close() {
			if (!isOpen) return;
			isOpen = false;
			slots.forEach((own) => own.close());
			state.openRuns--;
			if (state.openRuns > 0) return;
			state.shared = undefined;
			state.idleSince = options.clock.now();
			onIdle?.();
		},
	};
}

/** `key` tells one account from another. Whoever opens it closes it. */
export function openAccount(key: string, options: AccountOptions): Account {
	forgetIdle(options.clock.now());
	const state = accounts.get(key) ?? createState();
	accounts.set(key, state);
	return openRun(state, options, () => {
		accounts.delete(key);
		accounts.set(key, state);
	});
}

/** An account that nobody shares. */
export const createAccount = (options: AccountOptions): Account => openRun(createState(), options);
