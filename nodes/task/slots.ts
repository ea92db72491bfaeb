import type { Clock } from '../transport/clock';
import { createStop, type StopSignal, type StopSource } from '../transport/stopSignal';

/** One run's share of the account's slots: how many of its tasks are alive at PiAPI at once. */
export interface Slots {
	/**
	 * Resolves when one more task may be created; in the order of the calls, but one that PiAPI refused comes first when
	 * it asks `again`. False when the run has finished.
	 */
	take(again?: boolean): Promise<boolean>;
	/** A task of an earlier try that still exists at PiAPI. */
	occupy(): void;
	release(): void;
	/** PiAPI accepted a task that `take` let through. */
	accepted(): void;
	/** PiAPI refused it: gives the slot back; the next one waits for a free slot or for `retryAfter` milliseconds. */
	refused(retryAfter?: number): void;
}

export interface SlotOptions {
	/** How many tasks the account may have at once, as PiAPI says; undefined or infinite when that is unknown. */
	readonly start?: number;
	/** Never more than that many for this run. */
	readonly ceiling?: number;
	/** The run gives a slot back as soon as the task is created, so it never has many: it takes turns instead. */
	readonly createOnly?: boolean;
	/** Sends away whoever waits. */
	readonly signal: StopSignal;
}

/** A run's slots; `close` gives back whatever it still has. */
export interface OpenSlots extends Slots {
	close(): void;
}

/** The slots of one account, over all runs of this process. */
export interface SlotPool {
	open(options: SlotOptions): OpenSlots;
}

/** Slots to begin with while nobody knows the account's limit. */
const FIRST_SLOTS = 8;
/** Milliseconds. */
const FIRST_PROBE = 1_000;
const LONGEST_PROBE = 30_000;
/** Milliseconds; the longest probe as long as no own task has finished. */
const LONGEST_BLIND_PROBE = 15_000;
/** How much the newest task counts in the average lifetime. */
const NEWEST = 0.2;

interface Member {
	readonly ceiling: number;
	readonly createOnly: boolean;
	readonly waiting: Array<(go: boolean) => void>;
	/** When each of its slots was taken, oldest first. */
	readonly takenAt: number[];
	/** The turn in which it got its last slot. */
	servedAt: number;
}

/**
 * The account's limit is shared with other processes and not known for sure. As long as PiAPI refuses nothing and names
 * no limit, the number of slots grows with each task that it accepts. A refusal lowers it to what is alive; after that
 * it is raised in steps, at the pace of the own tasks, as long as PiAPI accepts.
 */
export function createSlotPool(options: {
	readonly clock: Clock;
	/** Between 0 and 1. */
	readonly random: () => number;
}): SlotPool {
	const { clock, random } = options;
	const members = new Set<Member>();
	let limit = FIRST_SLOTS;
	/** No limit is known, and PiAPI has refused nothing. */
	let growsFreely = true;
	let step = 1;
	let raised = false;
	let turn = 0;
	let probeAfter = FIRST_PROBE;
	let pausedUntil = 0;
	let heldUntil = 0;
	let pause: StopSource | undefined;
	/** Milliseconds, a moving average. */
	let lifetime: number | undefined;

	const alive = (): number => [...members].reduce((sum, { takenAt }) => sum + takenAt.length, 0);
	const jittered = (milliseconds: number): number => milliseconds * (1 + random() * 0.5);
	const longestProbe = (): number =>
		Math.min(Math.max(lifetime ?? LONGEST_BLIND_PROBE, FIRST_PROBE), LONGEST_PROBE);
	const eligible = (): Member[] =>
		[...members].filter(
			({ waiting, takenAt, ceiling }) => waiting.length > 0 && takenAt.length < ceiling,
		);

	/** The run with the fewest slots; among equals the one that waits longest for its turn. */
	const next = (): Member | undefined => {
		const waiting = eligible();
		const holding = waiting.filter(({ createOnly }) => !createOnly);
		const fewest = Math.min(...holding.map(({ takenAt }) => takenAt.length));
		return waiting
			.filter(({ createOnly, takenAt }) => createOnly || takenAt.length === fewest)
			.sort((a, b) => a.servedAt - b.servedAt)[0];
	};

	const letThrough = (): void => {
		while (alive() < limit && clock.now() >= heldUntil) {
			const member = next();
			if (member === undefined) break;
			member.servedAt = ++turn;
			member.takenAt.push(clock.now());
			member.waiting.shift()?.(true);
		}
		if (eligible().length > 0) void probe();
		else pause?.stop();
	};

	/** While tasks wait, tries from time to time whether PiAPI accepts more than it did. */
	const probe = async (): Promise<void> => {
		if (pause) return;
		pause = createStop();
		const { signal } = pause;
		const held = heldUntil - clock.now();
		await clock.sleep(alive() === 0 ? held : Math.max(held, jittered(probeAfter)), signal);
		pause = undefined;
		if (!signal.aborted && alive() >= limit) {
			limit += step;
			step *= 2;
			raised = true;
		}
		letThrough();
	};

	const learnLimit = (start: number | undefined): void => {
		if (start === undefined || !Number.isFinite(start) || !growsFreely) return;
		limit = Math.max(1, Math.floor(start));
		growsFreely = false;
	};

	const giveBack = (member: Member): void => {
		const takenAt = member.takenAt.shift();
		if (takenAt === undefined || member.createOnly) return;
		const lasted = clock.now() - takenAt;
		lifetime = lifetime === undefined ? lasted : lifetime + NEWEST * (lasted - lifetime);
	};

	const lower = (retryAfter: number): void => {
		const now = clock.now();
		const living = alive();
		limit = Math.max(1, Math.min(limit, living));
		growsFreely = false;
		step = 1;
		raised = false;
		// Refusals of a burst are one: the pause grows only after it has passed.
		if (now >= pausedUntil) {
			pausedUntil = now + jittered(probeAfter);
			probeAfter = Math.min(probeAfter * 2, longestProbe());
		}
		// As long as own tasks are alive, one that finishes makes room; else only time can.
		const ownPause = living === 0 ? pausedUntil - now : 0;
		heldUntil = Math.max(heldUntil, now + Math.max(retryAfter, ownPause));
		if (living === 0) pause?.stop();
	};

	return {
		open({ start, ceiling = Number.POSITIVE_INFINITY, createOnly = false, signal }) {
			const member: Member = {
				ceiling: Math.max(1, ceiling),
				createOnly,
				waiting: [],
				takenAt: [],
				servedAt: 0,
			};
			members.add(member);
			learnLimit(start);
			const sendAway = (): void => {
				member.waiting.splice(0).forEach((resume) => resume(false));
				letThrough();
			};
			signal.addEventListener('abort', sendAway);
			return {
				take: async (again = false) =>
					await new Promise<boolean>((resolve) => {
						if (signal.aborted || !members.has(member)) return resolve(false);
						if (again) member.waiting.unshift(resolve);
						else member.waiting.push(resolve);
						letThrough();
					}),
				occupy() {
					member.takenAt.push(clock.now());
				},
				release() {
					giveBack(member);
					letThrough();
				},
				accepted() {
					if (growsFreely) limit++;
					if (raised) probeAfter = FIRST_PROBE;
					raised = false;
					letThrough();
				},
				refused(retryAfter = 0) {
					// What was taken last is what PiAPI refused.
					member.takenAt.pop();
					lower(retryAfter);
					letThrough();
				},
				close() {
					signal.removeEventListener('abort', sendAway);
					members.delete(member);
					member.takenAt.length = 0;
					sendAway();
				},
			};
		},
	};
}
