import type { Clock } from '../transport/clock';

/** Milliseconds. n8n gives up on a busy database after one minute; a caller that hung up gets no answer. */
const CLAIM_LASTS = 5 * 60_000;

/** The right to do something once. Nobody else gets it until it is released. */
export interface Claim {
	/** It is done: the claim stays for good. May be called more than once. */
	keep(): void;
	/** It was not done: the next call may do it. Does nothing once the claim is kept. */
	release(): void;
}

/** What is done already, and what somebody is about to do. */
export interface ClaimMemory {
	/** Keys, oldest first. Always the same array. */
	readonly kept: string[];
	/** When each claim expires, in milliseconds since the epoch. */
	readonly claimed: Map<string, number>;
}

export const createClaimMemory = (kept: readonly string[] = []): ClaimMemory => ({
	kept: [...kept],
	claimed: new Map(),
});

const dropExpired = ({ claimed }: ClaimMemory, now: number): void => {
	for (const [key, expiresAt] of claimed) {
		if (expiresAt <= now) claimed.delete(key);
	}
};

/** Whether somebody is about to do something. */
export function hasClaims(memory: ClaimMemory, clock: Pick<Clock, 'now'>): boolean {
	dropExpired(memory, clock.now());
	return memory.claimed.size > 0;
}

interface ClaimRules {
	/** Keys that count as the same as the claimed one. */
	readonly alike?: readonly string[];
	/** How many keys are kept; the oldest are forgotten first. */
	readonly most: number;
	/** Milliseconds after which a claim expires that is neither kept nor released. */
	readonly lasts?: number;
	readonly onKept?: (kept: string[]) => void;
}

/** A claim on a key; `repeated` when it is done already, `in flight` while somebody is about to do it. */
export function takeClaim(
	memory: ClaimMemory,
	key: string,
	clock: Pick<Clock, 'now'>,
	{ alike = [], most, lasts = CLAIM_LASTS, onKept }: ClaimRules,
): Claim | 'repeated' | 'in flight' {
	const { kept, claimed } = memory;
	const keys = [key, ...alike];
	if (keys.some((one) => kept.includes(one))) return 'repeated';
	dropExpired(memory, clock.now());
	if (keys.some((one) => claimed.has(one))) return 'in flight';
	claimed.set(key, clock.now() + lasts);
	return {
		keep: () => {
			claimed.delete(key);
			if (!kept.includes(key)) kept.push(key);
			kept.splice(0, Math.max(kept.length - most, 0));
			onKept?.(kept);
		},
		release: () => void claimed.delete(key),
	};
}
