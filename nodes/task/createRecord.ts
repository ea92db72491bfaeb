import type { Problem } from '../transport/problem';
import { refusalIn, refusedCreate } from './contentRefusal';
import type { CreateContext, CreatedTask } from './createContext';
import { recordKeyOf, type CreateJob } from './job';
import type { TaskRecord } from './taskRecord';

/** What identifies a create, on this try and on later ones. */
export interface CreateIdentity {
	/** What is asked for: see `digestOf`. */
	readonly digest: string;
	/** The owner of its task: see `TaskClaims`. */
	readonly createId: string;
}

type RecordContext = Pick<CreateContext, 'clock' | 'records' | 'executionId' | 'budget'>;

export function keepRecord(
	job: CreateJob,
	{ taskId, sentAt }: CreatedTask,
	identity: CreateIdentity,
	{ records, executionId, budget }: RecordContext,
): void {
	const { source, earlier } = job;
	const committedUsd = budget?.amountOf(job);
	const record = { ...identity, sentAt, source, executionId, taskId, earlier, committedUsd };
	records.write(recordKeyOf(job), record);
}

/** Refused content stays on record, so that a try of the same request sends nothing. */
export function keepRefusal(
	job: CreateJob,
	refused: Problem,
	digest: string,
	creating: RecordContext,
): Problem {
	const { clock, records, executionId } = creating;
	const problem = refusedCreate(refused, job.constantRequest.model);
	const { source, earlier } = job;
	const refusal = refusalIn(problem);
	if (refusal === undefined) {
		takeBack(job, digest, creating);
	} else {
		const record = { sentAt: clock.now(), digest, source, executionId, earlier, refusal };
		records.write(recordKeyOf(job), record);
	}
	return problem;
}

/**
 * PiAPI's time of a send that went out before it was known: later tries cannot tell it, since a clock may be set by then.
 */
export function keepTime(
	job: CreateJob,
	{ records, time }: Pick<CreateContext, 'records' | 'time'>,
): void {
	const key = recordKeyOf(job);
	const record = records.get(key);
	if (record === undefined || record.sentAtPiApi !== undefined) return;
	if (time.ahead() === undefined) return;
	records.write(key, { ...record, sentAtPiApi: time.earliest(record.sentAt) });
}

/** The record of the first model of a chain that has failed as a whole. */
export const overRecord = (
	{ source, earlier }: CreateJob,
	digest: string,
	{ clock, executionId }: RecordContext,
): TaskRecord => ({ sentAt: clock.now(), digest, source, executionId, earlier, isOver: true });

/** Nothing came of the request: what is on record is what was there before. */
export function takeBack(job: CreateJob, digest: string, creating: RecordContext): void {
	const { attempt = 0, earlier = [] } = job;
	const key = recordKeyOf(job);
	if (attempt > 0 || earlier.length === 0) creating.records.forget(key);
	else creating.records.write(key, overRecord(job, digest, creating));
}

/** The job's money stays committed, and on record, so that another try does not count it twice. */
export function endBudget(
	job: CreateJob,
	{ budget, records }: Pick<RecordContext, 'budget' | 'records'>,
): void {
	const committedUsd = budget?.end(job);
	const key = recordKeyOf(job);
	const record = committedUsd === undefined ? undefined : records.get(key);
	if (record !== undefined) records.write(key, { ...record, committedUsd });
}
