import { createProblem, isProblem, type Problem } from '../transport/problem';
import { problemOfRefusal } from './contentRefusal';
import { findAgain } from './create';
import type { CreateContext, CreatedTask } from './createContext';
import { recordKeyOf, type CreateJob } from './job';
import { nextAfter } from './orElse';

/** The task of an earlier try. */
export interface ResumedTask extends CreatedTask {
	/** It was to be canceled, so that another model could be tried. */
	readonly isGivenUp?: boolean;
}

/** Resumes the task of an earlier try, if there was one. */
export async function resumeCreate(
	job: CreateJob,
	creating: CreateContext,
	/** Told of the time in which a lost task may be found. */
	onSearch: (found: Promise<CreatedTask | Problem>) => void,
): Promise<ResumedTask | Problem | undefined> {
	const digest = await job.digest();
	const record = creating.records.find(recordKeyOf(job), digest, job.source);
	if (record === undefined) return undefined;
	const { taskId, sentAt, sentAtPiApi, refusal, isGivenUp, committedUsd } = record;
	if (refusal !== undefined) {
		const problem = named(problemOfRefusal(refusal), job);
		if (!nextAfter(job, problem)) creating.onProblem?.();
		return problem;
	}
	if (taskId === undefined && record.isOver === true) return undefined;
	creating.budget?.resume(job, committedUsd);
	if (taskId !== undefined) return { taskId, sentAt, isGivenUp };
	// This try may ask otherwise, by an expression such as $now or the link of a new upload.
	const request = { ...job.constantRequest, input: record.sent ?? job.constantRequest.input };
	const reason = createProblem({
		message: 'An earlier try got no answer',
		advice: '',
	});
	const found = findAgain(job, request, { sentAt, sentAtPiApi, digest }, creating, reason).then(
		(result) => named(result, job),
	);
	onSearch(found);
	return await found;
}

/** A problem says which model and task type it is about, also where no task tells it. */
export const named = <T>(
	result: T,
	{ constantRequest: { model, task_type } }: CreateJob,
): T | Problem =>
	isProblem(result)
		? { ...result, model: result.model || model, taskType: result.taskType || task_type }
		: result;
