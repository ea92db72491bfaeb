import { randomUUID } from 'crypto';

import { createProblem, isProblem, type Problem } from '../transport/problem';
import { problemOfRefusal } from './contentRefusal';
import { findAgain } from './create';
import type { CreateContext, CreatedTask } from './createContext';
import { takeBack } from './createRecord';
import { recordKeyOf, type CreateJob } from './job';
import { nextAfter } from './orElse';
import type { TaskRecord } from './taskRecord';
import { unclear } from './unclear';

/** The task of an earlier try. */
export interface ResumedTask extends CreatedTask {
	/** It was to be canceled, so that another model could be tried. */
	readonly isGivenUp?: boolean;
}

/** Nothing is left of an earlier try, if there was one. */
interface NothingToResume {
	/** Of a create that came to nothing, and that may be sent once more. */
	readonly createId?: string;
}

type Resumed = ResumedTask | Problem | NothingToResume | undefined;

export const isResumed = (result: Resumed): result is ResumedTask =>
	result !== undefined && !isProblem(result) && 'taskId' in result;

/** Resumes the task of an earlier try, if there was one. Undefined when the run ended before it was searched for. */
export async function resumeCreate(
	job: CreateJob,
	creating: CreateContext,
	/** Told of the time in which a lost task may be found. */
	onSearch: (found: Promise<CreatedTask | Problem | undefined>) => void,
): Promise<Resumed> {
	const digest = await job.digest();
	const record = creating.records.find(recordKeyOf(job), digest, job.source);
	if (record === undefined) return {};
	const { taskId, sentAt, refusal, isGivenUp, committedUsd } = record;
	if (refusal !== undefined) {
		const problem = named(problemOfRefusal(refusal), job);
		if (!nextAfter(job, problem)) creating.onProblem?.();
		return problem;
	}
	if (taskId === undefined && record.isOver === true) return {};
	creating.budget?.resume(job, committedUsd);
	if (taskId !== undefined) return { taskId, sentAt, isGivenUp };
	// What the search claims after the run has failed would be in no record.
	if (creating.signal.aborted) return undefined;
	const found = findLost(job, record, digest, creating);
	onSearch(found.then((result) => (isProblem(result) || isResumed(result) ? result : undefined)));
	return await found;
}

/** Searches for the task of a create that got no answer on an earlier try. */
async function findLost(
	job: CreateJob,
	record: TaskRecord,
	digest: string,
	creating: CreateContext,
): Promise<ResumedTask | Problem | NothingToResume> {
	const { createId = randomUUID(), sentAt, sentAtPiApi } = record;
	const sent = { createId, digest, sentAt, sentAtPiApi };
	// This try may ask otherwise, by an expression such as $now or the link of a new upload.
	const request = { ...job.constantRequest, input: record.sent ?? job.constantRequest.input };
	const found = await findAgain(job, request, sent, creating);
	if ('taskId' in found) return found;
	if (found.history === 'excludes') {
		creating.budget?.release(job);
		takeBack(job, digest, creating);
		return { createId };
	}
	const reason = createProblem({ message: 'An earlier try got no answer', advice: '' });
	return named(unclear(reason, sent, found, creating.retried), job);
}

/** A problem says which model and task type it is about, also where no task tells it. */
export const named = <T>(
	result: T,
	{ constantRequest: { model, task_type } }: CreateJob,
): T | Problem =>
	isProblem(result)
		? { ...result, model: result.model || model, taskType: result.taskType || task_type }
		: result;
