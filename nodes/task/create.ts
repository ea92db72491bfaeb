import type { IDataObject } from 'n8n-workflow';

import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { taskIdIn, type Exchange } from '../transport/exchange';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { readTask, type Task, type TaskRequest } from '../transport/task';
import type { CreateJob } from './job';
import type { Records, TaskRecord } from './records';
import type { Finding, Search } from './search';
import type { Slots } from './slots';
import type { PiApiTime } from '../transport/piApiTime';
import type { Account } from './account';
import type { StopSignal } from '../transport/stopSignal';

const MOST_UNSENT_TRIES = 5;
const UNSENT_PAUSE = 1_000;

export interface CreateContext {
	readonly client: Client;
	readonly clock: Clock;
	readonly records: Records;
	readonly search: Search;
	readonly executionId: string;
	/** Tasks that belong to an item of this run. */
	readonly account: Account;
	readonly time: PiApiTime;
	/** Fires when no more task may be made. */
	readonly signal: StopSignal;
}

/** A task that lives at PiAPI. */
export interface CreatedTask {
	readonly taskId: string;
	readonly sentAt: number;
	/** As answered to the create, when that was readable. */
	readonly task?: Task;
}

/** Makes the task, once. Undefined when the run ended before it was sent. */
export async function createTask(
	job: CreateJob,
	slots: Slots,
	creating: CreateContext,
): Promise<CreatedTask | Problem | undefined> {
	const digest = await job.digest();

	let refusedBefore = false;
	for (let tries = 1; ; tries++) {
		if (!(await slots.take(refusedBefore))) return undefined;
		// Only now, so that files wait in n8n's storage and not in memory.
		const request = await job.request();
		if (isProblem(request)) {
			slots.release();
			return request;
		}
		const { exchange, sentAt } = await send(job, request, digest, creating);
		const taskId = 'envelope' in exchange ? taskIdIn(exchange.envelope) : undefined;
		if (taskId !== undefined) {
			slots.accepted();
			return hold(job, { taskId, sentAt, task: taskIn(exchange) }, digest, creating);
		}
		switch (exchange.outcome) {
			case 'canceled':
				slots.release();
				return undefined;
			case 'busy':
				creating.records.forget(job.itemIndex);
				slots.refused(exchange.retryAfter);
				refusedBefore = true;
				tries = 0;
				continue;
			case 'neverSent':
				creating.records.forget(job.itemIndex);
				slots.release();
				if (tries >= MOST_UNSENT_TRIES) return exchange.problem;
				await creating.clock.sleep(UNSENT_PAUSE * 2 ** (tries - 1), creating.signal);
				continue;
			case 'refused':
				creating.records.forget(job.itemIndex);
				slots.release();
				return exchange.problem;
			default: {
				const found = await findAgain(
					job,
					request,
					{ sentAt, digest },
					creating,
					reasonOf(exchange),
				);
				if (isProblem(found)) slots.release();
				return found;
			}
		}
	}
}

const taskIn = (exchange: Exchange): Task | undefined =>
	'envelope' in exchange ? readTask(exchange.envelope?.data) : undefined;

const reasonOf = (exchange: Exchange): Problem =>
	'problem' in exchange
		? exchange.problem
		: createProblem({
				message: "PiAPI's answer named no task",
				advice: 'Look for it in the PiAPI workspace.',
			});

const LONGEST_KEPT = 4_000;

/** Files sent as text would fill n8n's database; the other fields tell the task as well. */
const withoutBulk = (input: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(input).filter(
			([, value]) => typeof value !== 'string' || value.length <= LONGEST_KEPT,
		),
	);

/** Writes the record before anything goes out, so that a later try never sends blindly. */
async function send(
	job: CreateJob,
	request: TaskRequest,
	digest: string,
	{ client, clock, records, executionId, account, signal }: CreateContext,
): Promise<{ exchange: Exchange; sentAt: number }> {
	let sentAt = clock.now();
	const answer = client.createTask(request, () => {
		if (signal.aborted) return false;
		sentAt = clock.now();
		records.write(job.itemIndex, {
			sentAt,
			digest,
			source: job.source,
			executionId,
			sent: withoutBulk(request.input),
		});
		return true;
	});
	account.inFlight.add(answer);
	return { exchange: await answer, sentAt };
}

function hold(
	job: CreateJob,
	made: CreatedTask,
	digest: string,
	creating: CreateContext,
): CreatedTask {
	creating.account.claims.claim(made.taskId);
	const { executionId } = creating;
	creating.records.write(job.itemIndex, {
		sentAt: made.sentAt,
		digest,
		source: job.source,
		executionId,
		taskId: made.taskId,
	});
	return made;
}

/** Looks for the task of a request whose answer was lost. It is never sent again. */
export async function findAgain(
	job: CreateJob,
	request: TaskRequest,
	{ sentAt, digest }: Pick<TaskRecord, 'sentAt' | 'sentAtPiApi' | 'digest'>,
	creating: CreateContext,
	reason: Problem,
): Promise<CreatedTask | Problem> {
	const finding = await creating.search.find(request, sentAt);
	if ('task' in finding) {
		return hold(job, { taskId: finding.task.id, sentAt, task: finding.task }, digest, creating);
	}
	return unclear(reason, sentAt, finding);
}

function unclear(
	reason: Problem,
	sentAt: number,
	{ candidates, historyRead }: Extract<Finding, { candidates: unknown }>,
): Problem {
	const around = new Date(sentAt).toISOString();
	return {
		...reason,
		unclear: true,
		message: `${reason.message}; whether the task was made is unclear`,
		advice: [
			'It was not sent again, since that could be paid twice.',
			candidates.length > 0
				? `It may be one of these tasks: ${candidates.join(', ')}. Fetch them with the operation Get Task.`
				: `The history of the account ${historyRead ? 'shows no such task' : 'could not be read to find a task'} made around ${around}. Check the PiAPI workspace, then run the workflow anew.`,
			reason.advice,
		].join(' '),
	};
}
