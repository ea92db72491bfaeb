import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import type { Limiter } from '../transport/limiter';
import type { PiApiTime } from '../transport/piApiTime';
import type { StopSignal } from '../transport/stopSignal';
import type { Task } from '../transport/task';
import type { Account } from './account';
import type { Budget } from './budget';
import type { Records } from './records';
import type { Search } from './search';

export interface CreateContext {
	readonly client: Client;
	readonly clock: Clock;
	readonly time: PiApiTime;
	readonly records: Records;
	readonly search: Search;
	readonly executionId: string;
	readonly account: Pick<Account, 'claims' | 'inFlight' | 'openCreates'>;
	/** Lets a few requests with files through at a time. */
	readonly withFiles: Limiter;
	/** Fires when no more task may be created. */
	readonly signal: StopSignal;
	/** Told when PiAPI takes no more tasks for now; milliseconds, where it says for how long. */
	readonly onBusy?: (retryAfter: number | undefined) => void;
	/** What keeps the records, so that a retry of it resumes the task; undefined where a problem does not fail the execution. */
	readonly retried?: string;
	/** Where the node has a spending limit. */
	readonly budget?: Budget;
	/** Told of a job that went wrong, before its slot lets another one begin. */
	readonly onProblem?: () => void;
}

/** A task that exists at PiAPI. */
export interface CreatedTask {
	readonly taskId: string;
	readonly sentAt: number;
	/** As answered to the create, when that was readable. */
	readonly task?: Task;
}
