import type { CreateContext } from './createContext';
import { overRecord } from './createRecord';
import { recordKeyOf, type CreateJob, type JobResult } from './job';
import { attemptsWith, chainOf, isOver, nextAfter, withAttempts } from './orElse';
import type { FailedAttempt } from './failedAttempt';
import type { Records } from './records';
import { isRefusedContent } from './taskRecord';

/** Creates with one model after the other, until one completes or the user wants no more. */
export async function runChain(
	job: CreateJob,
	creating: CreateContext,
	run: (job: CreateJob) => Promise<JobResult>,
): Promise<JobResult> {
	const chain = chainOf(job);
	let current = chain.length === 1 ? job : await latestOf(chain, creating.records);
	for (;;) {
		const result = await run(current);
		if (result === undefined || !('problem' in result)) return withTried(result, current);
		const { problem } = result;
		const next = nextAfter(current, problem);
		const attempts = attemptsWith(current, problem);
		if (next !== undefined) {
			current = { ...next, earlier: attempts };
			continue;
		}
		creating.onProblem?.();
		if (chain.length > 1 && isOver(problem)) await startOver(chain, attempts, creating);
		const { earlier = [] } = current;
		return {
			problem: withAttempts(problem, earlier),
			...(earlier.length > 0 && { attempts: earlier }),
		};
	}
}

const withTried = (result: JobResult, { name, earlier }: CreateJob): JobResult =>
	result === undefined || name === undefined || 'problem' in result
		? result
		: { ...result, name, attempts: earlier ?? [] };

/**
 * Where an earlier try of the node was: at the model whose record knows of the most attempts. The first model has the most
 * where all have failed and it begins again.
 */
async function latestOf(chain: readonly CreateJob[], records: Records): Promise<CreateJob> {
	const [first, ...others] = chain;
	let latest = first as CreateJob;
	let most = -1;
	for (const job of [...others.reverse(), latest]) {
		const record = records.find(recordKeyOf(job), await job.digest(), job.source);
		const { earlier = [] } = record ?? {};
		if (record === undefined || earlier.length <= most) continue;
		latest = { ...job, earlier };
		most = earlier.length;
	}
	return latest;
}

/** Another try begins with the first model. It knows of all attempts, and of the content that was refused. */
async function startOver(
	[first, ...others]: readonly CreateJob[],
	earlier: readonly FailedAttempt[],
	creating: CreateContext,
): Promise<void> {
	const { records } = creating;
	const refusalOf = (job: CreateJob) => {
		const record = records.get(recordKeyOf(job));
		return record !== undefined && isRefusedContent(record) ? record : undefined;
	};
	for (const job of others) {
		if (refusalOf(job) === undefined) records.forget(recordKeyOf(job));
	}
	if (first === undefined) return;
	const over = overRecord({ ...first, earlier }, await first.digest(), creating);
	records.write(recordKeyOf(first), { ...over, ...refusalOf(first), earlier });
}
