import type { Clock } from '../transport/clock';
import type { StopSignal } from '../transport/stopSignal';

/** How many tasks of this run are alive at PiAPI at once. */
export interface Slots {
	/**
	 * Resolves when one more task may be made; in the order of the calls, but one that PiAPI refused comes first when it
	 * asks `again`. False when the run has ended.
	 */
	take(again?: boolean): Promise<boolean>;
	/** A task that lives already, from an earlier try. */
	occupy(): void;
	release(): void;
	/** PiAPI took a task that `take` let through. */
	accepted(): void;
	/** PiAPI did not take it: gives the slot back; the next one waits for a free slot or for `retryAfter`. */
	refused(retryAfter?: number): void;
}

export interface SlotOptions {
	readonly start: number;
	/** Never more than that many; undefined lets the number grow as long as PiAPI takes them. */
	readonly ceiling?: number;
	readonly clock: Clock;
	readonly signal: StopSignal;
	readonly random: () => number;
}

const FIRST_PROBE = 1_000;
const LONGEST_PROBE = 30_000;

/**
 * The account's limit is shared with other runs and not known for sure. So the number starts at what the account says,
 * falls to what is alive when PiAPI refuses, and is raised again in growing steps as long as PiAPI accepts.
 */
export function createSlots({ start, ceiling, clock, signal, random }: SlotOptions): Slots {
	const waiting: Array<(go: boolean) => void> = [];
	const highest = ceiling ?? Number.POSITIVE_INFINITY;
	let limit = Math.max(1, Math.min(start, highest));
	let alive = 0;
	let step = 1;
	let probeAfter = FIRST_PROBE;
	let probing = false;
	let raised = false;
	let heldUntil = 0;

	const letThrough = (): void => {
		while (waiting.length > 0 && alive < limit && clock.now() >= heldUntil) {
			alive++;
			waiting.shift()?.(true);
		}
		if (waiting.length > 0) void probe();
	};

	/** While tasks wait, tries from time to time whether PiAPI takes more than it did. */
	const probe = async (): Promise<void> => {
		if (probing) return;
		probing = true;
		const pause = Math.max(heldUntil - clock.now(), probeAfter) * (1 + random() * 0.1);
		await clock.sleep(pause, signal);
		probing = false;
		if (signal.aborted) return;
		if (alive >= limit) {
			limit = Math.min(highest, limit + step);
			step *= 2;
			raised = true;
		}
		letThrough();
	};

	signal.addEventListener('abort', () => waiting.splice(0).forEach((resume) => resume(false)));

	return {
		take: async (again = false) =>
			await new Promise<boolean>((resolve) => {
				if (signal.aborted) return resolve(false);
				if (again) waiting.unshift(resolve);
				else waiting.push(resolve);
				letThrough();
			}),
		occupy() {
			alive++;
		},
		release() {
			alive--;
			letThrough();
		},
		accepted() {
			if (!raised) return;
			raised = false;
			probeAfter = FIRST_PROBE;
		},
		refused(retryAfter) {
			alive--;
			limit = Math.max(1, Math.min(limit, alive));
			step = 1;
			raised = false;
			// As long as own tasks live, the end of one makes room; else only time can.
			const hold = retryAfter ?? (alive === 0 ? probeAfter * (1 + random() * 0.1) : 0);
			heldUntil = Math.max(heldUntil, clock.now() + hold);
			probeAfter = Math.min(probeAfter * 2, LONGEST_PROBE);
			letThrough();
		},
	};
}
