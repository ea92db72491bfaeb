import {
	createSlotPool,
	type OpenSlots,
	type SlotOptions,
	type SlotPool,
} from '../../nodes/task/slots';
import { createStop, type StopSource } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

export interface Line {
	readonly slots: OpenSlots;
	readonly pool: SlotPool;
	readonly clock: HandClock;
	readonly end: StopSource;
	/** Who was let through, in that order. */
	readonly through: number[];
	/** Who was sent away because the run ended. */
	readonly sentAway: number[];
	/** Puts so many more in line. */
	queue(count: number): Promise<void>;
}

/** A run that waits for slots; in the pool of another one, or in its own. */
export function openLine(options: Partial<SlotOptions> = {}, beside?: Line): Line {
	const clock = beside?.clock ?? new HandClock();
	const end = createStop();
	const pool = beside?.pool ?? createSlotPool({ clock, random: () => 0 });
	const slots = pool.open({ signal: end.signal, ...options });
	const through: number[] = [];
	const sentAway: number[] = [];
	let queued = 0;
	const enter = async (number: number): Promise<void> => {
		((await slots.take()) ? through : sentAway).push(number);
	};
	return {
		slots,
		pool,
		clock,
		end,
		through,
		sentAway,
		queue: async (count) => {
			for (let index = 0; index < count; index++) void enter(queued++);
			await settle();
		},
	};
}

/** 0, 1, 2, … */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
