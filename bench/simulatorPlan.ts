import type { SimulatedFamilyFacts } from '../tools/facts/facts';
import type { Fault, FaultKind } from '../tools/simulator/faults';
import type { RequestKind } from '../tools/simulator/requestRecord';

/** How the simulator of one measurement behaves; plain data, since it travels to another process. */
export interface SimulatorPlan {
	/** Seconds that tasks work: equal for all, or spread evenly from the first to the last of `count`, or up and down. */
	readonly taskSeconds:
		| number
		| { readonly from: number; readonly to: number; count: number }
		/** At most `share` of `around` away from it; the same task number takes the same time. */
		| { readonly around: number; readonly share: number };
	readonly accountConcurrency?: number;
	readonly maxConcurrent?: number;
	readonly families?: readonly SimulatedFamilyFacts[];
	/** Bytes of the only result file of each task after the first. */
	readonly resultBytes?: number;
	readonly faults?: ReadonlyArray<
		Pick<Fault, 'status' | 'retryAfter'> & {
			readonly on: RequestKind;
			readonly every: number;
			readonly kind: FaultKind;
		}
	>;
}

/** Where a simulator listens. */
export interface Address {
	readonly url: string;
	readonly uploadUrl: string;
	readonly apiKey: string;
	/** Link of the large result file. */
	readonly bigFile: string;
}

/** What became of one task, by the simulator's own clock. */
export interface TaskStory {
	readonly id: string;
	readonly prompt: string;
	readonly createdAt: number;
	/** Milliseconds from its creation to its end. */
	readonly duration: number;
	/** Age of the task, in milliseconds, at each check. */
	readonly requestAges: readonly number[];
}

/** What happened at the simulator. */
export interface Story {
	readonly tasks: readonly TaskStory[];
	/** Requests of any kind. */
	readonly requests: number;
	/** Status requests and creates on which a fault was played. */
	readonly faults: number;
}

/** What the process of the simulator does. */
export interface SimulatorCalls {
	/** Opens a simulator on such a clock, and ends the one before it. */
	open(
		plan: SimulatorPlan & { readonly clock: { readonly start: number; readonly speed: number } },
	): Promise<Address>;
	story(): Promise<Story>;
}
