import { randomUUID } from 'node:crypto';
import type { Clock } from './clock';
import type { Outcome, TaskRequest } from './options';
import type { AnswerShape } from './answerShape';
import type { Charge } from './usage';

/** One task. Its state is read off the clock, so that nothing has to tick. */
export class SimulatedTask {
	cancelledAt: number | undefined;

	constructor(
		readonly request: TaskRequest,
		readonly createdAt: number,
		readonly startsAt: number,
		/** The end, unless it is canceled before. */
		private readonly plannedEnd: number,
		private readonly clock: Clock,
		readonly outcome: Outcome,
		readonly shape: AnswerShape,
		readonly charge: Charge,
		/** Who created it (user agent), or undefined for a task of another workflow. */
		readonly client: string | undefined,
		readonly id: string = randomUUID(),
	) {}

	get endsAt(): number {
		return this.cancelledAt ?? this.plannedEnd;
	}

	get cancelled(): boolean {
		return this.cancelledAt !== undefined;
	}

	get status(): string {
		return this.statusAt(this.clock.now());
	}

	/** The state at one time, so that a single answer never mixes two. */
	statusAt(now: number): string {
		if (this.cancelledAt !== undefined) return 'cancelled';
		if (now < this.startsAt) return 'pending';
		if (now < this.plannedEnd) return 'processing';
		if (this.outcome === 'completed' || 'output' in this.outcome) return 'completed';
		return 'failed' in this.outcome ? 'failed' : this.outcome.status;
	}

	/** Milliseconds since 1970 of the end that a task view shows; undefined while there is none. */
	endShownAt(now: number): number | undefined {
		const isHidden =
			typeof this.outcome === 'object' &&
			'status' in this.outcome &&
			this.outcome.endedAt === false;
		return this.endsAt > now || (isHidden && !this.cancelled) ? undefined : this.endsAt;
	}

	/** Whether it takes one of the account's slots. */
	get alive(): boolean {
		return ['pending', 'processing'].includes(this.status);
	}

	/** Per cent of the work done. */
	progressAt(now: number): number {
		const { startsAt, plannedEnd } = this;
		const status = this.statusAt(now);
		if (status === 'completed') return 100;
		if (status !== 'processing' || plannedEnd === Infinity) return 0;
		return Math.floor((100 * (now - startsAt)) / (plannedEnd - startsAt));
	}
}
