import { randomUUID } from 'crypto';

import type { CreateContext, CreatedTask } from './createContext';
import type { Exchange } from '../transport/exchange';
import { createProblem, isProblem, unexpected, type Problem } from '../transport/problem';
import type { TaskRequest } from '../transport/task';
import type { Budget } from './budget';
import {
	endBudget,
	keepRecord,
	keepRefusal,
	keepTime,
	takeBack,
	type CreateIdentity,
} from './createRecord';
import type { CreateJob } from './job';
import { nextAfter } from './orElse';
import type { NotFound, Sent } from './search';
import { sendCreate, taskIn } from './sendCreate';
import type { Slots } from './slots';
import { unclear } from './unclear';

const MOST_UNSENT_TRIES = 5;
/** Milliseconds; doubled with each try. */
const UNSENT_PAUSE = 1_000;

/** How one try of a create went. */
type Attempt =
	| { readonly outcome: 'created'; readonly created: CreatedTask }
	| { readonly outcome: 'busy'; readonly retryAfter?: number }
	/** The spending limit may allow it later. */
	| { readonly outcome: 'tooEarly' }
	| { readonly outcome: 'neverSent'; readonly problem: Problem }
	/** No task, and no further try. */
	| { readonly outcome: 'over'; readonly problem?: Problem };

/**
 * Creates the task, once. Undefined when the run ended before it was sent. A create that is known to have come to nothing
 * keeps its ID: whoever tries it once more, from what was stored before, gets the task of this one.
 */
export async function createTask(
	job: CreateJob,
	slots: Slots,
	creating: CreateContext,
	createId: string = randomUUID(),
): Promise<CreatedTask | Problem | undefined> {
	const { budget } = creating;
	let result: CreatedTask | Problem | undefined;
	try {
		await budget?.admit(job);
		const identity = { digest: await job.digest(), createId };
		result = await createInTurn(job, identity, slots, creating);
		return result;
	} finally {
		if (budget) settleBudget(budget, job, result, creating);
	}
}

function settleBudget(
	budget: Budget,
	job: CreateJob,
	result: CreatedTask | Problem | undefined,
	creating: CreateContext,
): void {
	if (result === undefined) return budget.release(job);
	if (!isProblem(result)) return budget.created(job, result.task);
	// A task that may exist keeps its money.
	if (result.unclear === true) endBudget(job, creating);
	else budget.release(job);
}

async function createInTurn(
	job: CreateJob,
	identity: CreateIdentity,
	slots: Slots,
	creating: CreateContext,
): Promise<CreatedTask | Problem | undefined> {
	let wasRefused = false;
	for (let tries = 1; ; tries++) {
		if (!(await slots.take(wasRefused))) return undefined;
		const attempt = await attemptInSlot(job, identity, slots, creating);
		switch (attempt.outcome) {
			case 'created':
				return attempt.created;
			case 'busy':
				wasRefused = true;
				tries = 0;
				continue;
			case 'tooEarly':
				await creating.budget?.admit(job);
				continue;
			case 'neverSent':
				if (tries >= MOST_UNSENT_TRIES) return attempt.problem;
				await creating.clock.sleep(UNSENT_PAUSE * 2 ** (tries - 1), creating.signal);
				continue;
			default:
				return attempt.problem;
		}
	}
}

/** A slot is kept for a task that exists, and given back in every other case. */
async function attemptInSlot(
	job: CreateJob,
	identity: CreateIdentity,
	slots: Slots,
	creating: CreateContext,
): Promise<Attempt> {
	let attempt: Attempt;
	try {
		attempt = await attemptOnce(job, identity, slots, creating);
	} catch (thrown) {
		// It may have been sent.
		endBudget(job, creating);
		attempt = { outcome: 'over', problem: unexpected(thrown) };
	}
	if (attempt.outcome === 'over' && attempt.problem && !nextAfter(job, attempt.problem)) {
		creating.onProblem?.();
	}
	if (attempt.outcome === 'busy') slots.refused(attempt.retryAfter);
	else if (attempt.outcome !== 'created') slots.release();
	return attempt;
}

async function attemptOnce(
	job: CreateJob,
	identity: CreateIdentity,
	slots: Slots,
	creating: CreateContext,
): Promise<Attempt> {
	const overBudget = creating.budget?.reserve(job);
	if (overBudget === 'tooEarly') return { outcome: overBudget };
	if (overBudget) return { outcome: 'over', problem: overBudget };
	// Only now, so that files wait in n8n's storage and not in memory.
	const send = async (): Promise<Attempt> => await sendOnce(job, identity, slots, creating);
	return job.sendsFiles === true ? await creating.withFiles.run(send) : await send();
}

async function sendOnce(
	job: CreateJob,
	identity: CreateIdentity,
	slots: Slots,
	creating: CreateContext,
): Promise<Attempt> {
	if (creating.signal.aborted) return { outcome: 'over' };
	const request = await job.request();
	if (isProblem(request)) return { outcome: 'over', problem: request };
	const close = creating.account.openCreates.open(request);
	try {
		return await attemptRequest(job, request, identity, slots, creating);
	} finally {
		close();
	}
}

async function attemptRequest(
	job: CreateJob,
	request: TaskRequest,
	identity: CreateIdentity,
	slots: Slots,
	creating: CreateContext,
): Promise<Attempt> {
	const { exchange, sent, taskId } = await sendCreate(job, request, identity, creating);
	if (taskId !== undefined) {
		slots.accepted();
		const created = { taskId, sentAt: sent.sentAt, task: taskIn(exchange) };
		keepRecord(job, created, identity, creating);
		return { outcome: 'created', created };
	}
	switch (exchange.outcome) {
		case 'canceled':
			return { outcome: 'over' };
		case 'busy':
			takeBack(job, identity.digest, creating);
			creating.onBusy?.(exchange.retryAfter);
			return { outcome: 'busy', retryAfter: exchange.retryAfter };
		case 'neverSent':
			takeBack(job, identity.digest, creating);
			return { outcome: 'neverSent', problem: exchange.problem };
		case 'refused':
			return {
				outcome: 'over',
				problem: keepRefusal(job, exchange.problem, identity.digest, creating),
			};
		default: {
			const found = await findAgain(job, request, { ...sent, ...identity }, creating);
			if ('taskId' in found) return { outcome: 'created', created: found };
			keepTime(job, creating);
			const problem = unclear(reasonOf(exchange), sent, found, creating.retried);
			return { outcome: 'over', problem };
		}
	}
}

const reasonOf = (exchange: Exchange): Problem =>
	'problem' in exchange
		? exchange.problem
		: createProblem({
				message: "PiAPI's answer contains no task ID",
				advice: '',
			});

/** Searches for the task of a request whose answer was lost. */
export async function findAgain(
	job: CreateJob,
	request: TaskRequest,
	sent: Sent & CreateIdentity,
	creating: CreateContext,
): Promise<CreatedTask | NotFound> {
	const close = creating.account.openCreates.open(request);
	const finding = await creating.search
		.find(request, sent)
		.catch((): NotFound => ({ candidates: [], history: 'unread' }))
		.finally(close);
	if (!('taskId' in finding)) {
		if (finding.history !== 'excludes') creating.account.openCreates.leave(request);
		return finding;
	}
	const { digest, createId, sentAt } = sent;
	const created = { ...finding, sentAt };
	keepRecord(job, created, { digest, createId }, creating);
	return created;
}
